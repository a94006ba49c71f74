"""Which of several names, phone numbers, emails and languages to use."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from handclasp.domain.fhir.values import Resource, Unfit, as_object, has_ended, many, text, texts

NAME_USES: Final = ("official", "usual", "", "temp", "nickname", "anonymous", "maiden", "old")
PHONE_USES: Final = ("mobile", "home", "", "temp", "work")
LAST: Final = 99
THREE_LETTERS: Final = {
    "eng": "en", "spa": "es", "zho": "zh", "chi": "zh", "vie": "vi", "kor": "ko", "rus": "ru", "ara": "ar",
    "fra": "fr", "fre": "fr", "hat": "ht", "por": "pt", "deu": "de", "ger": "de", "ita": "it", "pol": "pl",
    "hin": "hi", "jpn": "ja", "fas": "fa", "per": "fa", "tgl": "tl", "guj": "gu", "urd": "ur", "nep": "ne",
    "som": "so", "amh": "am", "ukr": "uk", "heb": "he",
}  # fmt: skip


@dataclass(frozen=True)
class Name:
    """A person's name as it is used."""

    prefix: str
    given: str
    family: str
    suffix: str


def best_name(resource: Resource, today: date) -> Name:
    """Return the official name, else the usual one, else any; text alone counts as a given name."""
    ranked = [
        (has_ended(name, at, today), _rank(name, at, NAME_USES), n, at, name)
        for n, (at, name) in enumerate(many(resource, "name"))
    ]
    for _, _, _, at, name in sorted(ranked, key=lambda entry: entry[:3]):
        found = _name(name, at)
        if found.given or found.family:
            return found
    raise Unfit("name", "is missing; a record needs a given or a family name")


def best_contact(resource: Resource, systems: tuple[str, ...], today: date) -> str:
    """Return the first choice among phone numbers (or emails), or an empty string.

    `rank` decides (https://hl7.org/fhir/R4/datatypes.html#ContactPoint), then mobile before home before work.
    """
    ranked = []
    for n, (at, contact) in enumerate(many(resource, "telecom")):
        value = text(contact, "value", at)
        usable = contact.get("system") in systems and contact.get("use") != "old"
        if value and usable and not has_ended(contact, at, today):
            ranked.append((_number(contact, "rank", at), _rank(contact, at, PHONE_USES), n, value))
    return min(ranked)[3] if ranked else ""


def phone(resource: Resource, today: date) -> str:
    """Return the phone number to use, as written."""
    return best_contact(resource, ("phone", "sms"), today)


def email(resource: Resource, today: date) -> str:
    """Return the email address to use in lower case, or an empty string where it cannot be one."""
    found = best_contact(resource, ("email",), today).lower()
    local, _, host = found.partition("@")
    return found if local and "." in host and " " not in found and "@" not in host else ""


def languages_of_client(resource: Resource) -> tuple[str, ...]:
    """Return the languages of `communication`, preferred first."""
    spoken = []
    for n, (at, entry) in enumerate(many(resource, "communication")):
        language = entry.get("language")
        if language is not None:
            spoken.append((entry.get("preferred") is not True, n, _tag(language, f"{at}.language")))
    return _without_repeats([tag for _, _, tag in sorted(spoken)])


def languages_of_practitioner(resource: Resource) -> tuple[str, ...]:
    """Return the languages of a practitioner, whose `communication` is a list of concepts."""
    return _without_repeats([_tag(concept, at) for at, concept in many(resource, "communication")])


def _name(name: Resource, at: str) -> Name:
    given, family = " ".join(texts(name, "given", at)), text(name, "family", at)
    if not given and not family:
        given = text(name, "text", at)
    if len(given) > 200:
        raise Unfit(f"{at}.given", f"is {len(given):,} characters long; 200 fit")
    prefix = next(iter(texts(name, "prefix", at)), "")
    return Name(prefix, given, family, ", ".join(texts(name, "suffix", at)))


def _tag(concept: object, at: str) -> str:
    for where, coding in many(as_object(concept, at), "coding", at):
        code = text(coding, "code", where).replace("_", "-")
        main, *rest = code.split("-")
        if main.isascii() and main.isalpha() and len(main) in (2, 3):
            return "-".join([THREE_LETTERS.get(main.lower(), main.lower()), *rest])
    return ""


def _without_repeats(tags: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def _rank(resource: Resource, at: str, order: tuple[str, ...]) -> int:
    use = text(resource, "use", at)
    return order.index(use) if use in order else len(order)


def _number(resource: Resource, field: str, at: str) -> int:
    found = resource.get(field)
    if found is None:
        return LAST
    if not isinstance(found, int) or isinstance(found, bool):
        raise Unfit(f"{at}.{field}", "should be a whole number")
    return found
