"""Sessions with a client whose name is not kept here, the one pause of each, and the tablets of rooms."""

from datetime import timedelta

from django.db import models
from django.db.models.functions import Lower

from handclasp.directory.models import Organization, Site, Staff

LANGUAGES = ("en", "es")


class Session(models.Model):
    """One stretch of somebody's time with a client; `ends_at` moves by what a pause took, so that nothing is lost."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="sessions")
    site = models.ForeignKey(Site, models.PROTECT, related_name="+", null=True, blank=True)
    room = models.TextField(blank=True, default="")
    language = models.TextField(default="en")
    started_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True, help_text="when the client was asked about a pause")
    agreed = models.BooleanField(null=True, blank=True, help_text="what the client said; null: not asked")
    withdrawn_at = models.DateTimeField(null=True, blank=True, help_text="when the client changed their mind")
    client_said_no = models.BooleanField(
        default=False, help_text="on the tablet, by their own hand: it stands"
    )
    given_back = models.DurationField(default=timedelta(0))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="person_is_in_one_session_at_a_time",
                fields=["staff"],
                condition=models.Q(ended_at__isnull=True),
            ),
            models.UniqueConstraint(
                "site",
                Lower("room"),
                name="room_holds_one_session",
                condition=models.Q(ended_at__isnull=True) & ~models.Q(room=""),
            ),
            models.CheckConstraint(
                name="session_ends_after_it_began",
                condition=models.Q(ends_at__gt=models.F("started_at"))
                & (models.Q(ended_at__isnull=True) | models.Q(ended_at__gte=models.F("started_at"))),
            ),
            models.CheckConstraint(
                name="session_answer_comes_with_its_time",
                condition=models.Q(told_at__isnull=True, agreed__isnull=True, withdrawn_at__isnull=True)
                | models.Q(told_at__isnull=False, agreed__isnull=False, withdrawn_at__isnull=True)
                | models.Q(told_at__isnull=False, agreed__isnull=False, agreed=True),
            ),
            models.CheckConstraint(
                name="clients_own_no_stands",
                condition=models.Q(client_said_no=False)
                | models.Q(agreed=False)
                | models.Q(withdrawn_at__isnull=False),
            ),
            models.CheckConstraint(
                name="session_language_is_known", condition=models.Q(language__in=list(LANGUAGES))
            ),
            models.CheckConstraint(
                name="session_gives_time_back_only", condition=models.Q(given_back__gte=timedelta(0))
            ),
        ]
        indexes = [models.Index(fields=["staff", "-started_at"], name="session_by_staff")]


class Pause(models.Model):
    """The one interruption of a session: from the acceptance of a ring until the person is back."""

    CLINICIAN, CLIENT, SENDER, SESSION = "clinician", "client", "sender", "session"
    session = models.ForeignKey(Session, models.CASCADE, related_name="pauses")
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="pauses")
    began_at = models.DateTimeField()
    back_by = models.DateTimeField()
    called_at = models.DateTimeField(null=True, blank=True, help_text="when the client asked them back")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.TextField(blank=True, default="", help_text="clinician, client, sender, session")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="session_is_interrupted_once", fields=["session"]),
            models.CheckConstraint(
                name="pause_lasts_ten_minutes_at_most",
                condition=models.Q(back_by__gt=models.F("began_at"))
                & models.Q(back_by__lte=models.F("began_at") + timedelta(minutes=10)),
            ),
            models.CheckConstraint(
                name="pause_says_who_ended_it",
                condition=models.Q(ended_at__isnull=True, ended_by="")
                | models.Q(
                    ended_at__gte=models.F("began_at"),
                    ended_by__in=["clinician", "client", "sender", "session"],
                ),
            ),
            models.CheckConstraint(
                name="pause_is_called_back_after_it_began",
                condition=models.Q(called_at__isnull=True) | models.Q(called_at__gte=models.F("began_at")),
            ),
        ]
        indexes = [models.Index(fields=["staff", "-began_at"], name="pause_by_staff")]


class ShownNote(models.Model):
    """What a client chose to show on the room's tablet; row security keeps it to the clinician, and it ends with the
    session."""

    session = models.OneToOneField(Session, models.CASCADE, primary_key=True, related_name="shown_note")
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="+")
    body = models.TextField()
    shown_at = models.DateTimeField()


class RoomTablet(models.Model):
    """A device that stays in a room: made by a code or a press, then known by the hash of its own token."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="room_tablets")
    site = models.ForeignKey(Site, models.CASCADE, related_name="room_tablets")
    room = models.TextField()
    code_hash = models.TextField(null=True, blank=True, help_text="of a code that waits to be typed")
    code_until = models.DateTimeField(null=True, blank=True)
    token_hash = models.TextField(null=True, blank=True)
    paired_at = models.DateTimeField(null=True, blank=True)
    paired_by = models.ForeignKey(Staff, models.SET_NULL, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True, help_text="when its page asked last, wall time")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="tablet_token_opens_one_room", fields=["token_hash"]),
            models.UniqueConstraint(name="tablet_code_is_used_for_one_room", fields=["code_hash"]),
            models.CheckConstraint(
                name="tablet_keeps_hashes_only",
                condition=(
                    models.Q(token_hash__isnull=True) | models.Q(("token_hash__regex", r"^[0-9a-f]{64}$"))
                )
                & (models.Q(code_hash__isnull=True) | models.Q(("code_hash__regex", r"^[0-9a-f]{64}$"))),
            ),
            models.CheckConstraint(
                name="tablet_is_paired_or_waits_for_its_code",
                condition=models.Q(token_hash__isnull=False, paired_at__isnull=False, code_hash__isnull=True)
                | models.Q(token_hash__isnull=True, paired_at__isnull=True),
            ),
            models.CheckConstraint(name="tablet_stands_in_a_room", condition=~models.Q(room="")),
        ]


class Question(models.Model):
    """One question of a clinician's own set for a client who waits; without any, the house's set is used."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="questions")
    language = models.TextField()
    text = models.TextField()
    position = models.SmallIntegerField(default=0)
    is_on = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="question_language_is_known", condition=models.Q(language__in=list(LANGUAGES))
            ),
            models.CheckConstraint(name="question_asks_something", condition=~models.Q(text="")),
        ]
        indexes = [models.Index(fields=["staff", "language", "position"], name="question_by_staff")]
