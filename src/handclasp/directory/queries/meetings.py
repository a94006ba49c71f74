"""Whether and how people of an organization meet by video."""

from django.db.models import Q

from handclasp.directory.models import Organization, Staff
from handclasp.domain.meetings import NAMED, needs_a_name


def meets_by_video(organization: Organization) -> bool:
    """Say whether anybody here can be met by video: by links made from a pattern, or by somebody's own."""
    pattern = organization.meeting_pattern
    if pattern and not needs_a_name(pattern):
        return True
    able = ~Q(meeting_link="") | Q(email__regex=NAMED) if pattern else ~Q(meeting_link="")
    return Staff.objects.filter(able, organization=organization, is_active=True).exists()
