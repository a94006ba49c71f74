"""Which page asks for which permission, written out: who opens a page to others changes this list in the same breath.

The other matrices read the permission off the view, so a view that is given a wider one takes them along.
"""

from collections import defaultdict
from typing import Final

from handclasp.config.doors import doors

PAGES: Final = {
    "account:keep": """
        account_change_password account_reauthenticate back end_session end_sessions here mfa_activate_totp
        mfa_add_webauthn mfa_deactivate_totp mfa_edit_webauthn mfa_generate_recovery_codes mfa_index
        mfa_reauthenticate mfa_reauthenticate_webauthn mfa_remove_webauthn mfa_view_recovery_codes my_link
        my_link_tried own_profile
    """,
    "audit:read": """
        audit audit_client audit_find audit_look
    """,
    "availability:read": """
        availability availability_colleagues
    """,
    "block:plan": """
        answer_reminder block block_file block_reminder change_block pause_blocks plan_block resume_blocks
    """,
    "client:add": """
        new_client
    """,
    "client:find": """
        introduce
    """,
    "directory:change": """
        change_program_part change_site meeting_setup new_program new_site organization people_who_left
        places program retire_room room setup site
    """,
    "directory:read": """
        agencies change_colleague colleague meet people people_part photo profile remove_photo send_photo
    """,
    "hand:answer": """
        answer_pass
    """,
    "handoff:ask": """
        ask ask_words
    """,
    "handoff:call": """
        live_tier tier_longer tier_need tier_offer tier_others tier_ring tier_send_back tier_stop
    """,
    "handoff:read": """
        answered handoff handoff_act handoff_part interruption meeting meeting_card promise_card promised
    """,
    "history:read": """
        handoff_history
    """,
    "introduction:hold": """
        here tier_arrived
    """,
    "leaflet:read": """
        leaflet
    """,
    "leave:declare": """
        change_staff
    """,
    "meeting:open": """
        meeting_contact meeting_link meeting_phone meeting_video
    """,
    "message:read": """
        talk
    """,
    "message:write": """
        talk_say
    """,
    "need:keep": """
        add_need map_need need need_words needs place_need rename_need words_for_all
    """,
    "notice:keep": """
        put_away
    """,
    "numbers:read": """
        numbers
    """,
    "presence:declare": """
        change_presence change_way keep_way presence reach_ways
    """,
    "program:supervise": """
        supervise supervise_part
    """,
    "promise:make": """
        promise
    """,
    "ring:answer": """
        answer_ring withdraw
    """,
    "ring:see": """
        rings
    """,
    "role:grant": """
        change_program
    """,
    "security:change": """
        second_factor_roles
    """,
    "session:keep": """
        my_session session_answer session_back session_end session_etiquette session_questions session_start
    """,
    "staff:invite": """
        invite_colleague new_colleague
    """,
    "summary:read": """
        together
    """,
    "summary:write": """
        together_do together_save
    """,
    "tablet:pair": """
        tablet_code tablet_connect_here tablet_disconnect tablets
    """,
    "today:read": """
        today today_board
    """,
}


def test_every_page_asks_for_what_is_written_here() -> None:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for door in doors():
        if door.permission:
            found[door.permission].add(door.name)
    assert found == {permission: set(names.split()) for permission, names in PAGES.items()}
