"""Phone numbers as people read them aloud."""

import re
from typing import Final

import phonenumbers

HOME: Final = 1
AT_HOME: Final = re.compile(r"(\d{3})(\d{3})(\d{4})")


def phone_words(kept: str) -> str:
    """Return `541-555-0148` for a kept `+15415550148`, with its extension where there is one.

    A number of another country keeps its country code; what is no number stays as it is.
    """
    number, _, extension = kept.partition(";ext=")
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return kept
    digits = AT_HOME.fullmatch(phonenumbers.national_significant_number(parsed))
    if parsed.country_code == HOME and digits:
        said = "-".join(digits.groups())
    else:
        said = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return f"{said} ext. {extension}" if extension else said
