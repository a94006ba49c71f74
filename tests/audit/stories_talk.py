"""Stories that end in something being said, or read; in needs being kept, and in words to say being written."""

from collections.abc import Callable
from typing import Any

from handclasp.directory.commands import need_words, needs
from handclasp.directory.models import Office
from handclasp.handoffs.commands import talking
from tests import cast
from tests.cast import MINUTE, NOW, actor, need, program, staff

SOON = NOW + 5 * MINUTE
NAMES = {"name_en": "Rides", "name_es": "Transporte", "say_en": "getting around", "say_es": "el transporte"}
BODY = "About {need}. {how} Is that all right?"


def _said() -> tuple[Any, ...]:
    handoff = cast.coming()
    talking.say(actor("imani"), handoff.pk, "on_my_way", "", NOW + MINUTE)
    return "wes", handoff.pk, SOON


def _keeper() -> str:
    Office.objects.get_or_create(staff_id=staff("dana"), role="admin")
    return "dana"


def _written() -> int:
    _keeper()
    first = need_words.write_words(actor("dana"), NOW, None, "plain", "en", BODY)
    need_words.write_words(actor("dana"), NOW, None, "plain", "en", f"{BODY} Yes?")
    assert first is not None
    return first.pk


def _stopped() -> tuple[Any, ...]:
    _written()
    return "dana", SOON, None, "plain", "en"


TALK: dict[Callable[..., Any], Callable[[], tuple[Any, ...]]] = {
    talking.say: lambda: ("imani", cast.coming().pk, "own", "I bring the leaflet", SOON),
    talking.note_read: _said,
    needs.add_need: lambda: (_keeper(), SOON, NAMES),
    needs.rename_need: lambda: (_keeper(), SOON, needs.add_need(actor("dana"), NOW, **NAMES).pk, NAMES),
    needs.offer_need: lambda: (_keeper(), SOON, need("sleep"), False),
    needs.move_need: lambda: (_keeper(), SOON, need("sleep"), False),
    needs.map_need: lambda: (_keeper(), SOON, need("sleep"), [program("Counseling")]),
    need_words.write_words: lambda: (_keeper(), SOON, None, "plain", "en", BODY),
    need_words.go_back: lambda: (_keeper(), SOON, _written()),
    need_words.stop_words: _stopped,
}
