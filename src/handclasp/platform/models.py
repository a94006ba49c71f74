"""Who did or read what. Names of clients are not repeated here: the row outlives what it describes."""

from django.db import models


class AuditEntry(models.Model):
    """One deed or one reading; `relation` is how the actor stood to the client then, `door` and `origin` from where."""

    at = models.DateTimeField(help_text="the product's time, which the demo can move")
    organization_id = models.BigIntegerField(null=True, blank=True)
    actor = models.TextField()
    label = models.TextField()
    action = models.TextField(help_text="the permission that was used, or sign_in:...")
    kind = models.TextField(help_text="change, read or refused")
    relation = models.TextField(blank=True, default="", help_text="own, program, organization")
    client_id = models.BigIntegerField(null=True, blank=True)
    handoff_id = models.BigIntegerField(null=True, blank=True)
    subject = models.TextField(
        blank=True, default="", help_text="what else it was about: staff:12, program:3"
    )
    door = models.TextField(blank=True, default="", help_text="web, command line, worker")
    origin = models.TextField(blank=True, default="", help_text="the network address")
    device = models.TextField(blank=True, default="", help_text="the browser in words")
    previous = models.TextField(blank=True, default="")
    hash = models.TextField(blank=True, default="")

    class Meta:
        verbose_name_plural = "audit entries"
        constraints = [
            models.CheckConstraint(
                name="audit_kind_is_known", condition=models.Q(kind__in=["change", "read", "refused"])
            ),
            models.CheckConstraint(
                name="audit_relation_is_known",
                condition=models.Q(relation__in=["", "own", "program", "organization"]),
            ),
        ]
        indexes = [
            models.Index(fields=["actor", "id"], name="audit_by_actor"),
            models.Index(fields=["client_id", "id"], name="audit_by_client"),
            models.Index(fields=["organization_id", "at"], name="audit_by_organization"),
        ]


class AuditLook(models.Model):
    """A privacy officer has looked at something unusual, and what they found; `about` names it, not the client."""

    organization_id = models.BigIntegerField()
    rule = models.TextField(help_text="a rule of domain.unusual")
    about = models.TextField(help_text="who, which client by number, and the day")
    note = models.TextField()
    actor = models.TextField()
    label = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="unusual_is_looked_at_once", fields=["organization_id", "rule", "about"]
            ),
            models.CheckConstraint(name="look_says_what_was_found", condition=~models.Q(note="")),
        ]
