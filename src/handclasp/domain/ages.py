"""Ages, counted once and for all."""

from datetime import date


def age_in_years(born: date, today: date) -> int:
    """Return the completed years of life; somebody born on 29 February turns a year older on 1 March."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def age_group(born: date, today: date) -> str:
    """Return `child` (to 12), `teen` (13 to 17), `adult` (18 to 64) or `older_adult`, as programs name them."""
    years = age_in_years(born, today)
    if years < 13:
        return "child"
    if years < 18:
        return "teen"
    return "adult" if years < 65 else "older_adult"
