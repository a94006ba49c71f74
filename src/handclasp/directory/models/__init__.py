"""Organizations, sites, programs, staff and needs: who could be in somebody's hands."""

from handclasp.directory.models.invitations import Invitation
from handclasp.directory.models.levels import ProgramLevel
from handclasp.directory.models.listings import Listing
from handclasp.directory.models.needs import Need, NeedOffer, NeedWords
from handclasp.directory.models.organizations import Organization, Site, Sourced
from handclasp.directory.models.photos import StaffPhoto
from handclasp.directory.models.places import Room, RoomWalk, SiteWalk
from handclasp.directory.models.programs import Program
from handclasp.directory.models.staff import Membership, Office, Staff

__all__ = [
    "Invitation",
    "Listing",
    "Membership",
    "Need",
    "NeedOffer",
    "NeedWords",
    "Office",
    "Organization",
    "Program",
    "ProgramLevel",
    "Room",
    "RoomWalk",
    "Site",
    "SiteWalk",
    "Sourced",
    "Staff",
    "StaffPhoto",
]
