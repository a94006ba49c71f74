"""Names as others read them."""

import pytest

from handclasp.domain.names import full_name, short_name, staff_label
from handclasp.domain.plain_text import search_key, tidy_line


@pytest.mark.parametrize(
    ("given", "family", "short", "full"),
    [
        ("Marisol Isabel", "Tamayo", "Marisol T.", "Marisol Isabel Tamayo"),
        ("Donya787", "Yundt842", "Donya787 Y.", "Donya787 Yundt842"),
        ("", "Tamayo", "Tamayo", "Tamayo"),
        ("Marisol", "", "Marisol", "Marisol"),
        ("محمد", "علي", "محمد ع.", "محمد علي"),
        ("明", "王", "明 王.", "明 王"),
        ("Zoë", "n\u0303andu", "Zoë n\u0303.", "Zoë n\u0303andu"),
        ("A", "👩‍⚕️x", "A 👩‍⚕️.", "A 👩‍⚕️x"),
    ],
)
def test_a_client_is_shown_by_first_name_and_initial(given: str, family: str, short: str, full: str) -> None:
    assert short_name(given, family) == short
    assert full_name(given, family) == full


def test_staff_are_shown_with_title_or_credential() -> None:
    assert staff_label("Dr.", "Wes", "Halvorsen", "MD") == "Dr. Wes Halvorsen"
    assert staff_label("", "Imani", "Castellane", "LPC") == "Imani Castellane, LPC"
    assert staff_label("", "Bea", "", "") == "Bea"


def test_a_line_is_tidied_and_damage_is_refused() -> None:
    assert tidy_line("  José\u202e \t Ángel\n") == "José Ángel"
    assert tidy_line("e\u0301") == "é"
    for damaged in ("a\x00b", "\ud800"):
        with pytest.raises(ValueError, match="damaged"):
            tidy_line(damaged)
    assert search_key("NÚÑEZ") == search_key("nunez")
