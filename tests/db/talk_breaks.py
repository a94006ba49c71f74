"""What breaks the rules about what staff say to each other, about needs and the words for them."""

from collections.abc import Callable
from typing import Final

from handclasp.directory.models import Need, NeedOffer, NeedWords, Organization, Program
from handclasp.handoffs.models import Handoff, Message, MessageRead
from tests.cast import NOW, need, of, staff


def a_message(**changes: object) -> Message:
    """Let Wes say something about Joy's introduction, with some columns changed."""
    usual = {"kind": "own", "body": "We are in room 4.", "said_at": NOW}
    return Message.objects.create(**({"handoff": of("joy"), "author_id": staff("wes")} | usual | changes))


def a_reading(**changes: object) -> MessageRead:
    """Let Wes have read what was said about Joy's introduction, with some columns changed."""
    usual = {"handoff": of("joy"), "staff_id": staff("wes"), "read_to": 5}
    return MessageRead.objects.create(**(usual | changes))


def unread(reading: MessageRead) -> None:
    MessageRead.objects.filter(pk=reading.pk).update(read_to=1)


def homes() -> tuple[int, int]:
    return tuple(Organization.objects.order_by("pk").values_list("pk", flat=True)[:2])  # type: ignore[return-value]


def a_need(**changes: object) -> Need:
    """Keep a need of the clinic's own, with some columns changed."""
    usual = {"organization_id": homes()[0], "code": "rides", "name_en": "Rides", "name_es": "Transporte"}
    return Need.objects.create(**(usual | changes))


def an_offer(**changes: object) -> NeedOffer:
    usual = {"organization_id": homes()[0], "need_id": need("worry"), "position": 1}
    return NeedOffer.objects.create(**(usual | changes))


def some_words(**changes: object) -> NeedWords:
    """Write the clinic's own words for all needs, with some columns changed."""
    usual = {
        "organization_id": homes()[0], "tone": "plain", "language": "en", "version": 1, "written_at": NOW,
        "written_by_id": staff("wes"), "body": "About {need}. {how} Is that all right?",
    }  # fmt: skip
    return NeedWords.objects.create(**(usual | changes))


def elsewhere() -> Need:
    """Keep a need of the other organization."""
    return a_need(organization_id=homes()[1], code="lake", name_en="Lake", name_es="Lago")


TALK: Final[dict[str, Callable[[], object]]] = {
    "message_kind_is_known": lambda: a_message(kind="shout", body=""),
    "message_says_something": lambda: a_message(body=" "),
    "message_is_short": lambda: a_message(body="x" * 501),
    "message_is_signed_by_its_author": lambda: a_message(author_id=staff("bea")),
    "message_is_about_an_open_handoff": lambda: a_message(handoff=of("marcus")),
    "messages_are_read_up_to_one_place": lambda: (a_reading(), a_reading()),
    "messages_are_read_by_oneself_and_forward": lambda: unread(a_reading()),
    "handoff_need_is_its_organizations": lambda: Handoff.objects.filter(pk=of("joy").pk).update(
        need=elsewhere()
    ),
    "need_of_the_house_has_one_code": lambda: a_need(organization_id=None, code="sleep"),
    "need_has_one_code_in_an_organization": lambda: (a_need(), a_need(name_en="Rides again")),
    "need_has_one_name_in_an_organization": lambda: (a_need(), a_need(code="r2", name_en="RIDES")),
    "need_keeps_its_organization_and_code": lambda: Need.objects.filter(code="sleep").update(code="z"),
    "need_is_the_houses_or_ones_own": lambda: Program.objects.get(name="Housing").needs.add(elsewhere()),
    "need_stands_once_in_a_list": lambda: (an_offer(), an_offer()),
    "need_words_have_a_tone_and_a_language": lambda: some_words(tone="loud"),
    "need_words_keep_their_parts": lambda: some_words(body="Shall I ask somebody?"),
    "need_words_have_one_of_each_version": lambda: (some_words(), some_words(is_current=False)),
    "need_words_have_one_current_version": lambda: (some_words(), some_words(version=2)),
    "need_words_are_never_rewritten": lambda: NeedWords.objects.filter(pk=some_words().pk).update(version=7),
}
