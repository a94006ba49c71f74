"""Whether and how people of an organization meet by video."""

from handclasp.directory.models import Organization, Staff


def meets_by_video(organization: Organization) -> bool:
    """Say whether anybody here can be met by video: by links made from a pattern, or by somebody's own."""
    if organization.meeting_pattern:
        return True
    linked = Staff.objects.filter(organization=organization, is_active=True).exclude(meeting_link="")
    return linked.exists()
