"""Every change of organizations, sites, programs, staff and roles: one function, one transaction."""

from handclasp.directory.commands.invitations import (
    Invited,
    accept_invitation,
    invite_colleague,
    invite_staff,
    withdraw_invitation,
)
from handclasp.directory.commands.organizations import (
    create_organization,
    create_program,
    create_site,
    set_levels,
    update_organization,
    update_program,
    update_site,
)
from handclasp.directory.commands.places import add_rooms, change_room, set_room_walk, set_site_walk
from handclasp.directory.commands.profiles import keep_photo, keep_profile, remove_photo
from handclasp.directory.commands.roles import (
    give_office,
    join_program,
    leave_program,
    name_people,
    set_duty,
    set_offices,
    set_supervisor,
    take_office,
)
from handclasp.directory.commands.rows import WEEKDAYS
from handclasp.directory.commands.second_factor import (
    require_second_factor,
    reset_second_factor,
    use_time_step,
)
from handclasp.directory.commands.staff import (
    activate_staff,
    come_back,
    create_staff,
    deactivate_staff,
    go_on_leave,
    link_user,
    set_deputy,
    update_staff,
)

__all__ = [
    "WEEKDAYS",
    "Invited",
    "accept_invitation",
    "activate_staff",
    "add_rooms",
    "change_room",
    "come_back",
    "create_organization",
    "create_program",
    "create_site",
    "create_staff",
    "deactivate_staff",
    "give_office",
    "go_on_leave",
    "invite_colleague",
    "invite_staff",
    "join_program",
    "keep_photo",
    "keep_profile",
    "leave_program",
    "link_user",
    "name_people",
    "remove_photo",
    "require_second_factor",
    "reset_second_factor",
    "set_deputy",
    "set_duty",
    "set_levels",
    "set_offices",
    "set_room_walk",
    "set_site_walk",
    "set_supervisor",
    "take_office",
    "update_organization",
    "update_program",
    "update_site",
    "update_staff",
    "use_time_step",
    "withdraw_invitation",
]
