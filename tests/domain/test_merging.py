"""Two people write at once, and neither loses a word."""

from hypothesis import given
from hypothesis import strategies as st

from handclasp.domain.merging import merge

TEXTS = st.fixed_dictionaries({"said": st.text(max_size=5), "priority": st.text(max_size=5)})


def test_what_only_one_of_them_changed_is_kept_from_each() -> None:
    merged = merge({"a": "", "b": ""}, {"a": "mine", "b": ""}, {"a": "", "b": "theirs"})
    assert (merged.texts, merged.clashes) == ({"a": "mine", "b": "theirs"}, {})


def test_what_both_changed_stays_theirs_and_is_named() -> None:
    merged = merge({"a": ""}, {"a": "mine"}, {"a": "theirs"})
    assert (merged.texts, merged.clashes) == ({"a": "theirs"}, {"a": "theirs"})


def test_whoever_chooses_both_gets_both() -> None:
    merged = merge({"a": ""}, {"a": "mine"}, {"a": "theirs"}, frozenset({"a"}))
    assert (merged.texts, merged.clashes) == ({"a": "theirs\n\nmine"}, {})


@given(TEXTS, TEXTS, TEXTS)
def test_every_text_that_was_written_is_saved_or_shown(
    base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    merged = merge(base, mine, theirs)
    for name, text in mine.items():
        assert merged.texts[name] == text or name in merged.clashes or text == base[name]
        assert merged.texts[name] == theirs[name] or theirs[name] == base[name]
