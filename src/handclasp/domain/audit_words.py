"""What an entry of the audit says in words: `Wes Halvorsen` *read the page of a handoff*."""

from collections.abc import Mapping
from typing import Final

# Each stands after a name. A permission that is both used to read and to change has its words for reading below.
_DONE: Final[Mapping[str, str]] = {
    "presence:declare": "said when they can come",
    "availability:read": "looked at who is open when",
    "block:plan": "changed their weekly blocks",
    "session:keep": "kept a session with a client",
    "tablet:pair": "connected or disconnected a room's tablet",
    "leaflet:read": "opened a leaflet",
    "message:read": "read the messages of a handoff",
    "message:write": "wrote a message about a handoff",
    "meeting:open": "opened or changed where an introduction meets",
    "need:keep": "changed the list of needs or the words to say",
    "client:find": "looked for a client",
    "client:add": "added a client",
    "handoff:ask": "recorded the client’s answer",
    "handoff:read": "read a handoff",
    "handoff:call": "rang people, or stopped ringing",
    "ring:see": "was rung",
    "ring:answer": "answered a ring",
    "introduction:hold": "held the introduction",
    "summary:read": "read the summary",
    "summary:write": "wrote the summary",
    "history:read": "read the history",
    "promise:make": "promised to reach the client",
    "attempt:record": "recorded a try to reach the client",
    "visit:plan": "planned a visit",
    "visit:record": "recorded how a visit went",
    "visit:overbook": "planned a visit over another one",
    "hand:pass": "asked a colleague to take a side over",
    "hand:answer": "answered whether they take a side over",
    "hand:assign": "gave a side into a colleague’s hands",
    "relief:ask": "asked to be relieved",
    "relief:confirm": "confirmed who holds alone",
    "handoff:pause": "paused or resumed",
    "handoff:close": "closed the handoff",
    "program:supervise": "looked at the supervisor board",
    "numbers:read": "read the numbers",
    "audit:read": "noted what they found in the audit",
    "directory:change": "changed people, places or programs",
    "staff:invite": "invited somebody, or took an invitation back",
    "role:grant": "changed somebody’s role",
    "security:change": "changed how people sign in",
    "account:keep": "changed their own sign-in",
    "today:read": "looked at Today",
    "notice:keep": "put a notice away",
    "directory:read": "looked up people and places",
    "leave:declare": "said when they are on leave",
    "record:import": "imported a file",
    "page:read": "looked at a page",
    "sign_in:signed_in": "signed in",
    "sign_in:signed_out": "signed out",
    "sign_in:opened_again": "opened their locked screen",
    "sign_in:wrong_password": "typed a wrong password",
    "sign_in:wrong_code": "typed a wrong code of the second factor",
    "sign_in:locked_out": "typed a wrong password too often, and was stopped",
    "sign_in:password_changed": "changed their password",
    "sign_in:password_reset": "set a new password by a link from a mail",
    "sign_in:factor_added": "added a second factor",
    "sign_in:factor_removed": "took a second factor off",
    "sign_in:linked": "came by the organization’s sign-in for the first time, and was linked to it",
}
_READ: Final[Mapping[str, str]] = {
    "client:find": "saw a client in a search",
    "client:add": "saw a client while adding one",
    "handoff:ask": "saw the client while asking",
    "handoff:call": "saw who can come to the client",
    "introduction:hold": "saw the page of the introduction",
    "promise:make": "saw the page of a promise",
    "program:supervise": "saw the client on the supervisor board",
    "today:read": "saw the client on Today",
    "ring:see": "saw a ring for the client",
    "audit:read": "looked into the audit",
}
_OWN: Final[Mapping[str, str]] = {  # by what the deed was about
    "invitation": "accepted the invitation and chose a password",
    "sessions": "signed out in other places",
    "link": "changed or tried their own meeting link",
    "profile": "changed how they are introduced",
}
KINDS: Final = {"change": "Changes", "read": "Readings", "refused": "Refused"}
RELATION_WORDS: Final = {
    "own": "own client",
    "program": "same program",
    "organization": "same organization",
    "": "",
}
DOOR_WORDS: Final = {"web": "pages", "command line": "command line", "worker": "by itself"}
PARTS: Final = {  # the parts of the system that act, as they stand where a person's name stands
    "system:watches": "Handclasp, when something came due",
    "system:importer": "An import",
    "system:sign_in": "Somebody at the sign-in",
    "system:single_sign_on": "The organization’s sign-in",
    "system:demo": "The demo",
    "system:tablet": "A room’s tablet",
}
ACTIONS: Final = tuple(_DONE)


def what_was_done(action: str, kind: str, subject: str = "") -> str:
    """Return what stands after the name; an action of another version is shown as it was written."""
    words = _DONE.get(action, f"used “{action}”")
    if kind == "refused":
        return f"tried and was refused: “{words}”"
    if kind == "read":
        return _READ.get(action, words)
    return _OWN.get(subject.partition(":")[0], words) if action == "account:keep" else words


def choice_words(action: str) -> str:
    """Return an action as it stands in a list of choices."""
    words = _DONE.get(action, action)
    return words[:1].upper() + words[1:]


def who(actor: str, label: str) -> str:
    """Return who it was: the name as it was then, or the part of the system in words."""
    return PARTS.get(actor, label or actor)
