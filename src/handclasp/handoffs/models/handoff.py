"""One client, one need, from a sender to a receiver."""

from datetime import timedelta

from django.db import models
from django.db.models.functions import Coalesce

from handclasp.clients.models import Client
from handclasp.directory.models import Need, Organization, Program, Staff
from handclasp.domain.lifecycle import OPEN_STATES, State

OPEN = [state.value for state in OPEN_STATES]
UNSENT = [State.DECLINED.value, State.NOT_NOW.value]


class Handoff(models.Model):
    """From the client's answer to engagement or another listed ending."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="handoffs")
    client = models.ForeignKey(Client, models.PROTECT, related_name="handoffs")
    need = models.ForeignKey(Need, models.PROTECT, related_name="handoffs")
    from_program = models.ForeignKey(Program, models.PROTECT, related_name="sent")
    to_program = models.ForeignKey(Program, models.PROTECT, related_name="received", null=True, blank=True)
    asked_by = models.ForeignKey(Staff, models.PROTECT, related_name="asked")
    receiver = models.ForeignKey(Staff, models.PROTECT, related_name="receiving", null=True, blank=True)

    state = models.TextField()
    urgency = models.TextField()
    answer = models.TextField()
    answered_at = models.DateTimeField()
    language = models.TextField(default="en", help_text="the language the words were said in")
    words_tone = models.TextField(blank=True, default="", help_text="the tone of the words that were read")
    words_version = models.BigIntegerField(
        null=True, blank=True, help_text="the version that was read (directory_needwords); empty: the house’s"
    )
    setting = models.TextField(default="in_person")
    place = models.TextField(blank=True, default="")

    tier = models.TextField(blank=True, default="", help_text="live or followup, once it is known")
    drop_reason = models.TextField(blank=True, default="")
    backed_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="backs", null=True, blank=True, help_text="for an urgent drop"
    )
    comes_by = models.DateTimeField(null=True, blank=True, help_text="when the accepted receiver is expected")
    arrived_at = models.DateTimeField(null=True, blank=True)
    first_contact_at = models.DateTimeField(null=True, blank=True)
    introduction_ended_at = models.DateTimeField(null=True, blank=True)
    engaged_at = models.DateTimeField(null=True, blank=True)
    engaged_late = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    close_reason = models.TextField(blank=True, default="")
    close_note = models.TextField(blank=True, default="")
    closed_by = models.ForeignKey(Staff, models.PROTECT, related_name="closed", null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    pause_reason = models.TextField(blank=True, default="")
    pause_review_at = models.DateTimeField(null=True, blank=True)
    resumed_at = models.DateTimeField(null=True, blank=True)
    paused_for = models.DurationField(
        default=timedelta(0), help_text="pauses since first contact that are over, added up"
    )
    version = models.BigIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="handoff_state_is_known", condition=models.Q(state__in=[s.value for s in State])
            ),
            models.CheckConstraint(
                name="handoff_urgency_is_known",
                condition=models.Q(urgency__in=["routine", "urgent", "emergency"]),
            ),
            models.CheckConstraint(
                name="handoff_setting_is_known",
                condition=models.Q(setting__in=["in_person", "video", "hybrid", "phone"]),
            ),
            models.CheckConstraint(
                name="handoff_only_after_a_yes",
                condition=models.Q(answer="yes") & ~models.Q(state__in=UNSENT)
                | models.Q(answer="no", state="declined")
                | models.Q(answer="not_now", state="not_now"),
            ),
            models.CheckConstraint(
                name="handoff_shared_means_first_contact",
                condition=~models.Q(state__in=["shared", "engaged"])
                | models.Q(first_contact_at__isnull=False, receiver__isnull=False, to_program__isnull=False),
            ),
            models.CheckConstraint(
                name="handoff_engaged_at_is_known",
                condition=models.Q(state="engaged", engaged_at__isnull=False)
                | (~models.Q(state="engaged") & models.Q(engaged_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="handoff_closes_for_a_listed_reason_by_a_name",
                condition=models.Q(
                    state="closed",
                    closed_at__isnull=False,
                    closed_by__isnull=False,
                    close_reason__in=[
                        "client_choice",
                        "other_care",
                        "moved",
                        "died",
                        "cannot_be_found",
                        "entered_in_error",
                    ],
                )
                | (~models.Q(state="closed") & models.Q(closed_at__isnull=True, close_reason="")),
            ),
            models.CheckConstraint(
                name="handoff_drop_has_a_reason",
                condition=~models.Q(state="promised")
                | models.Q(
                    drop_reason__in=[
                        "nobody_free",
                        "away",
                        "client_could_not_wait",
                        "technology",
                        "client_preferred",
                        "no_consent",
                        "other",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="handoff_urgent_drop_names_a_supervisor",
                condition=~models.Q(state="promised")
                | models.Q(urgency="routine")
                | models.Q(backed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="handoff_pause_has_a_reason",
                condition=models.Q(paused_at__isnull=True, pause_reason="", pause_review_at__isnull=True)
                | models.Q(
                    paused_at__isnull=False,
                    pause_review_at__isnull=False,
                    pause_reason__in=["hospital", "jail", "travel"],
                    state__in=OPEN,
                ),
            ),
            models.UniqueConstraint(
                models.F("client"),
                models.F("need"),
                Coalesce("to_program", models.Value(0, models.BigIntegerField())),
                name="client_has_one_open_handoff_per_need_and_program",
                condition=models.Q(state__in=OPEN),
            ),
            models.UniqueConstraint(
                fields=["receiver"],
                name="receiver_comes_to_one_client_at_a_time",
                condition=models.Q(state="coming"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization", "from_program"],
                name="handoff_open_by_program",
                condition=models.Q(state__in=OPEN),
            ),
            models.Index(fields=["client", "-answered_at"], name="handoff_by_client"),
        ]
