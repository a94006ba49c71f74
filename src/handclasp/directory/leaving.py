"""What ends for somebody who leaves the active staff, whichever door they left by; call inside `acting`."""

from django.db.models import DateTimeField
from django.db.models.expressions import RawSQL

from handclasp.directory.models import Invitation, Program, Staff
from handclasp.platform.signins.ending import end_all

NOW = RawSQL("current_setting('handclasp.now')::timestamptz", [], output_field=DateTimeField())


def let_go(staff: Staff) -> None:
    """Sign this person out, and let nothing name them: no deputy, duty, last rung, supervision, no link that opens.

    The database refuses what open handoffs need (`last_rung_needed`). Roles stay, for whoever comes back.
    """
    if staff.user_id is not None:
        end_all([staff.user_id])
    Staff.objects.filter(deputy=staff).update(deputy=None)
    Program.objects.filter(duty=staff).update(duty=None)
    Program.objects.filter(last_rung=staff).update(last_rung=None)
    Program.objects.filter(supervisor=staff).update(supervisor=None)
    Invitation.objects.filter(staff=staff, used_at=None, withdrawn_at=None).update(withdrawn_at=NOW)
