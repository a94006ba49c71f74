"""Words to say: what they must hold, which of them is read, and that nothing is left open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handclasp.domain.need_words import HOUSE, LONGEST, TONES, Kept, choose, missing, say, tidy
from handclasp.domain.words import HOW, LANGUAGES

GOOD = {
    "en": "A colleague helps with {need}. {how} Is that all right?",
    "es": "Alguien ayuda con {need}. {how} ¿Está de acuerdo?",
}


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_houses_own_words_hold_all_that_is_required(tone: str, language: str) -> None:
    assert missing(HOUSE[tone][language], language) == ()


@pytest.mark.parametrize("setting", sorted(HOW["en"]))
@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_read_aloud_nothing_is_left_open(tone: str, language: str, setting: str) -> None:
    said = say(HOUSE[tone][language], language, "sleep", setting)
    assert "{" not in said.text
    assert HOW[language][setting] in said.text
    assert said.text == f"{said.before}sleep{said.after}"


@pytest.mark.parametrize(
    ("language", "body", "lacks"),
    [
        ("en", "", {"words_empty"}),
        ("en", "{how} Is that all right?", {"words_without_need"}),
        ("en", "{need} and {need}. {how} All right?", {"words_without_need"}),
        ("en", "About {need}. Is that all right?", {"words_without_how"}),
        ("en", "About {need}. {how} I will ask.", {"words_ask_nothing"}),
        ("en", "About {need}. {how} ?", {"words_ask_nothing"}),
        ("en", "About {need}. {how} {who} Is that all right?", {"words_with_other_places"}),
        ("en", "About {need}. {how} Is that {all right?", {"words_with_other_places"}),
        ("es", "Sobre {need}. {how} Está de acuerdo?", {"words_ask_nothing"}),
        ("es", "Sobre {need}. {how} ¿?", {"words_ask_nothing"}),
        ("en", "x" * LONGEST + GOOD["en"], {"words_too_long"}),
        ("en", "Nothing.", {"words_without_need", "words_without_how", "words_ask_nothing"}),
    ],
)
def test_what_is_missing_is_said_all_at_once(language: str, body: str, lacks: set[str]) -> None:
    assert set(missing(body, language)) == lacks


@pytest.mark.parametrize("name", ["Larkmeadow Outpatient", "LARKMEADOW  outpatient", "Lárkmeadow Outpatient"])
def test_no_program_is_named(name: str) -> None:
    body = GOOD["en"] + " At Larkmeadow Outpatient."
    assert missing(body, "en", [name]) == ("words_name_a_program",)
    assert missing(GOOD["en"], "en", [name, "", "  "]) == ()


def test_a_program_with_a_short_name_is_not_found_inside_other_words() -> None:
    assert missing(GOOD["en"], "en", ["Care", "Colle"]) == ()


def test_half_written_words_are_shown_as_they_are() -> None:
    said = say("Come to {who}", "en", "sleep", "video")
    assert (said.text, said.need) == ("“Come to {who}”", "")


def test_quotation_marks_around_a_text_are_the_pages() -> None:
    assert tidy(f"  “{GOOD['en']}”\n") == GOOD["en"]
    assert tidy(f"«{GOOD['es']}»") == GOOD["es"]
    assert say(GOOD["es"], "es", "el sueño", "video").text.startswith("«Alguien")


def test_the_nearest_words_are_read() -> None:
    general = Kept(1, None, "plain", "en", "general")
    special = Kept(2, 7, "plain", "en", "special")
    assert choose([general, special], 7, "plain", "en").version_id == 2
    assert choose([general, special], 8, "plain", "en").version_id == 1
    assert choose([general, special], None, "plain", "en").version_id == 1
    assert choose([general, special], 7, "warm", "en").version_id is None
    assert choose([general, special], 7, "plain", "es").body == HOUSE["plain"]["es"]


def test_an_empty_version_passes_on_to_what_stands_behind_it() -> None:
    general = Kept(1, None, "plain", "en", "general")
    assert choose([general, Kept(3, 7, "plain", "en", "")], 7, "plain", "en").body == "general"
    assert choose([Kept(3, None, "plain", "en", "")], 7, "plain", "en").body == HOUSE["plain"]["en"]


@given(
    text=st.text(max_size=200), need=st.text(max_size=40), setting=st.sampled_from([*HOW["en"], "elsewhere"])
)
def test_whatever_may_be_said_is_said_whole_with_the_need_in_its_place(
    text: str, need: str, setting: str
) -> None:
    for language in LANGUAGES:
        if missing(text, language) == ():
            said = say(text, language, need, setting)
            assert said.need == need or said.need == "…"
            assert "{how}" not in said.before + said.after
            assert "{need}" not in said.before + said.after


@given(before=st.text(max_size=30), after=st.text(max_size=30))
def test_the_parts_are_seen_wherever_they_stand(before: str, after: str) -> None:
    lacking = set(missing(f"{before} {{need}} {{how}} {after}", "en"))
    clean = not {"{", "}"} & set(before + after)
    assert ("words_without_need" in lacking) <= (not clean)
