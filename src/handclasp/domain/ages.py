"""Ages, counted once and for all."""

from datetime import date


def age_in_years(born: date, today: date) -> int:
    """Return the completed years of life; somebody born on 29 February turns a year older on 1 March."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
