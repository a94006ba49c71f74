"""How to meet by video or phone, in words: everybody before an introduction is told by this one function."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from handclasp.domain.meetings import tel

FAILURES: Final[Mapping[str, str]] = {
    "no_sound": "No sound",
    "no_picture": "No picture",
    "link": "The link does not open",
    "network": "The connection breaks off",
    "other": "Something else",
}
PROBLEM_SAID: Final[Mapping[str, str]] = {
    "no_sound": "there was no sound",
    "no_picture": "there was no picture",
    "link": "the link did not open",
    "network": "the connection broke off",
    "other": "video did not work",
}
# What somebody goes through before they are met by video: code, what to look at.
CHECKLIST: Final[Mapping[str, str]] = {
    "opens": "The link opens in this browser or its app",
    "camera": "The camera shows me",
    "microphone": "The microphone hears me",
    "sound": "I hear others",
    "name": "My name stands there as clients know me",
    "door": "The waiting room is off, or somebody lets people in",
}


@dataclass(frozen=True)
class Meet:
    """What an introduction's way to meet is made of; `setting` is video, hybrid or phone. Any text may be empty."""

    setting: str
    link: str
    dial_in: str
    alternate_name: str
    alternate_phone: str
    place: str
    sender: str
    receiver: str
    client: str


@dataclass(frozen=True)
class Instructions:
    """What one reader is told; the link, the numbers and whom to call are the same for everybody."""

    how: str
    link: str
    dial_in: str
    dial_in_href: str
    alternate: str
    alternate_phone: str
    alternate_href: str
    if_not: str


def instructions(meet: Meet, reader: str, language: str = "en", own_phone: str = "") -> Instructions:
    """Return what the reader (`sender`, `receiver` or `client`) is told; staff read English, clients either.

    A number on which the reader themself is called is no link: whoever comes by phone, and `own_phone`.
    """
    how = {"sender": _sender, "receiver": _receiver}.get(reader)
    is_ours = meet.setting == "phone" and reader == "client"  # a colleague's own number is for colleagues
    dial_in = "" if is_ours else meet.dial_in
    is_mine = meet.setting == "phone" and reader == "receiver"
    own = tel(own_phone)
    return Instructions(
        how=how(meet) if how else _client(meet, language),
        link=meet.link if meet.setting != "phone" else "",
        dial_in=dial_in,
        dial_in_href="" if is_mine or tel(dial_in) == own else tel(dial_in),
        alternate=meet.alternate_name or FRONT_DESK[language],
        alternate_phone=meet.alternate_phone,
        alternate_href="" if tel(meet.alternate_phone) == own else tel(meet.alternate_phone),
        if_not=_if_not(meet, reader, language),
    )


FRONT_DESK: Final = {"en": "The front desk", "es": "La recepción"}


def _sender(meet: Meet) -> str:
    match meet.setting:
        case "hybrid":
            where = f" in {meet.place}" if meet.place else " in the room"
            return f"{meet.receiver} joins by video. Open the link on the tablet{where}, where {meet.client} sees it."
        case "video":
            return f"{meet.receiver} joins by video. Open the link on this screen, beside {meet.client}."
    if meet.dial_in:
        return f"You meet by phone. Call {meet.receiver} and put the call on the speaker."
    return f"You meet by phone. {meet.receiver} calls, and you put the call on the speaker."


def _receiver(meet: Meet) -> str:
    where = f" in {meet.place}" if meet.place else ""
    match meet.setting:
        case "hybrid":
            return f"You meet by video. {meet.sender} and {meet.client} are at the tablet{where}."
        case "video":
            return f"You meet by video. {meet.sender} and {meet.client} sit before one screen."
    if meet.dial_in:
        return f"You meet by phone. {meet.sender} calls you from {meet.place or 'the room'}."
    who = meet.alternate_name or "the front desk"
    return f"You meet by phone. Call {who} and ask for {meet.sender}{where}."


def _client(meet: Meet, language: str) -> str:
    return CLIENT_HOW[language][meet.setting].format(receiver=meet.receiver, sender=meet.sender)


CLIENT_HOW: Final = {
    "en": {
        "hybrid": "{receiver} joins us on the tablet here in the room. We open it with you.",
        "video": "{receiver} joins us on a screen. We open it with you.",
        "phone": "{receiver} talks with you on the phone. We make the call together.",
    },
    "es": {
        "hybrid": "{receiver} le saluda desde la tableta que tenemos aquí. Nosotros la abrimos con usted.",
        "video": "{receiver} le saluda desde una pantalla. Nosotros la abrimos con usted.",
        "phone": "{receiver} habla con usted por teléfono. La llamada la hacemos aquí, en compañía de usted.",
    },
}
CLIENT_IF_NOT: Final = {
    "en": {
        "video": "If the picture or the sound does not work, we go on by phone. You do not have to start over.",
        "phone": "If the call breaks off, call the number below and say that you were cut off.",
    },
    "es": {
        "video": "Si la imagen o el sonido no funcionan, seguimos por teléfono. Usted no tiene que empezar de nuevo.",
        "phone": "Si se corta la llamada, marque el número de abajo y diga que se cortó.",
    },
}
# What a client is told they may do; a call has no picture to turn off.
CLIENT_DECIDES: Final = {
    "en": {
        "video": "You can stop at any time, turn the picture off, or say that you would rather meet another day.",
        "phone": "You can stop at any time, or say that you would rather talk another day.",
    },
    "es": {
        "video": "Puede parar cuando quiera, apagar la imagen, o decir que prefiere otro día.",
        "phone": "Puede parar cuando quiera, o decir que prefiere otro día.",
    },
}


def client_decides(setting: str, language: str) -> str:
    """Return what a client may do while they meet this way."""
    return CLIENT_DECIDES[language]["phone" if setting == "phone" else "video"]


def _if_not(meet: Meet, reader: str, language: str) -> str:
    if reader == "client":
        return CLIENT_IF_NOT[language]["phone" if meet.setting == "phone" else "video"]
    if meet.setting == "phone":
        return "Nobody answers? Call the other number here, or write a message in the handoff."
    dial = "Dial in with the number here, or press" if meet.dial_in else "Press"
    return f"It does not open within a minute? {dial} what did not work: everybody is told to change to the phone."


def failed_words(reason: str) -> str:
    """Return why they changed to the phone: `Video did not work: there was no sound`, for `other` only that."""
    return "Video did not work" if reason == "other" else f"Video did not work: {PROBLEM_SAID[reason]}"


def trouble_words(trouble: Iterable[str]) -> str:
    """Return what did not work when a link was tried, as one sentence; empty where nothing failed."""
    found = _points(trouble)
    return f"Did not work: {found}." if found else ""


def worked_words(trouble: Iterable[str], untried: Iterable[str]) -> str:
    """Return what there is to say beside the trouble: that everything worked, or what nobody has tried yet."""
    has_trouble, left = bool(_points(trouble)), _points(untried)
    if left:
        return f"{'' if has_trouble else 'What was tried worked. '}Not tried yet: {left}."
    return "" if has_trouble else "Everything worked."


def _points(codes: Iterable[str]) -> str:
    wanted = set(codes)
    return ", ".join(f"“{words}”" for code, words in CHECKLIST.items() if code in wanted)
