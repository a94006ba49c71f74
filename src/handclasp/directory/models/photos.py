"""Faces, so that a client recognizes who comes."""

from django.db import models

from handclasp.directory.models.staff import Staff


class StaffPhoto(models.Model):
    """One small square picture of somebody, as WebP without metadata; `digest` is its SHA-256."""

    staff = models.OneToOneField(Staff, models.CASCADE, primary_key=True, related_name="photo")
    image = models.BinaryField()
    digest = models.TextField()
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="photo_is_named_by_its_digest",
                condition=models.Q(("digest__regex", r"^[0-9a-f]{64}$")),
            ),
        ]
