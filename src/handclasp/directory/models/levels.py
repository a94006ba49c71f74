"""The levels of care that a program offers."""

from django.db import models

from handclasp.directory.models.programs import Program
from handclasp.domain.levels_of_care import EDITIONS, codes_of


class ProgramLevel(models.Model):
    """One level of care of a program: an ASAM edition with a code that this edition knows."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="levels")
    edition = models.TextField()
    code = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="program_level_is_said_once", fields=["program", "edition", "code"]),
            models.CheckConstraint(
                name="program_level_is_known_to_its_edition",
                condition=models.Q(
                    *[models.Q(edition=edition, code__in=codes_of(edition)) for edition in EDITIONS],
                    _connector=models.Q.OR,
                ),
            ),
        ]
