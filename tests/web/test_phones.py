"""Phone numbers as people read them aloud."""

import pytest

from handclasp.web.shell.phones import phone_words


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("+15415550148", "541-555-0148"),
        ("+15415550148;ext=12", "541-555-0148 ext. 12"),
        ("+442079460018", "+44 20 7946 0018"),
        ("", ""),
        ("the front desk", "the front desk"),
    ],
)
def test_a_number_is_written_as_it_is_said(kept: str, said: str) -> None:
    assert phone_words(kept) == said
