"""Patient and Practitioner as rows."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from handclasp.domain.ages import age_in_years
from handclasp.domain.fhir.names import (
    best_name,
    email,
    languages_of_client,
    languages_of_practitioner,
    phone,
)
from handclasp.domain.fhir.references import key_of, reference
from handclasp.domain.fhir.values import Resource, Unfit, concept, many, text, truth, whole_day

OLDEST: Final = 125  # the longest proven life lasted 122 years
PRONOUNS: Final = {"female": "she", "male": "he"}
PRONOUN_EXTENSION: Final = "http://hl7.org/fhir/StructureDefinition/individual-pronouns"
PRONOUN_CODES: Final = {"LA29518-0": "he", "LA29519-8": "she", "LA29520-6": "they"}  # LOINC list LL5144-2
SHORT_CREDENTIAL: Final = 12


@dataclass(frozen=True)
class ClientRow:
    """A client as a file says; `is_deceased` is None where it says nothing."""

    source_id: str
    organization: str
    given: str
    family: str
    birth_date: date | None
    pronoun: str
    languages: tuple[str, ...]
    phone: str
    email: str
    is_deceased: bool | None
    deceased_on: date | None
    is_active: bool

    @property
    def spoken(self) -> list[str]:
        """Return the languages as a list, as a table keeps them."""
        return list(self.languages)


@dataclass(frozen=True)
class StaffRow:
    """A practitioner as a file says; `organization` is a reference, or empty."""

    source_system: str
    source_id: str
    organization: str
    prefix: str
    given: str
    family: str
    credential: str
    email: str
    phone: str
    languages: tuple[str, ...]
    is_active: bool


def client_from(resource: Resource, full_url: str, source: str, today: date) -> ClientRow:
    """Read a Patient (https://hl7.org/fhir/R4/patient.html), or say what is unfit about it."""
    name = best_name(resource, today)
    is_deceased, deceased_on = _death(resource, today)
    return ClientRow(
        source_id=key_of(resource, full_url, source).id,
        organization=reference(resource, "managingOrganization", "Organization"),
        given=name.given,
        family=name.family,
        birth_date=_birth_date(resource, deceased_on, bool(is_deceased), today),
        pronoun=_pronoun(resource),
        languages=languages_of_client(resource),
        phone=phone(resource, today),
        email=email(resource, today),
        is_deceased=is_deceased,
        deceased_on=deceased_on,
        is_active=truth(resource, "active") is not False and not _is_replaced(resource),
    )


def staff_from(
    resource: Resource, full_url: str, source: str, workplace: tuple[str, str], today: date
) -> StaffRow:
    """Read a Practitioner (https://hl7.org/fhir/R4/practitioner.html); `workplace` as in `Known`."""
    name = best_name(resource, today)
    key = key_of(resource, full_url, source)
    return StaffRow(
        source_system=key.system,
        source_id=key.id,
        organization=workplace[0],
        prefix=name.prefix,
        given=name.given or name.family,
        family=name.family if name.given else "",
        credential=_credential(resource) or name.suffix,
        email=email(resource, today),
        phone=phone(resource, today) or workplace[1],
        languages=languages_of_practitioner(resource),
        is_active=truth(resource, "active") is not False,
    )


def _death(resource: Resource, today: date) -> tuple[bool | None, date | None]:
    said = truth(resource, "deceasedBoolean")
    if resource.get("deceasedDateTime") is None:
        return said, None
    if said is False:
        raise Unfit("deceasedDateTime", "names a death, while deceasedBoolean says there was none")
    died = whole_day(resource, "deceasedDateTime")
    if died is not None and died > today + timedelta(days=1):  # a day ahead: the world's zones
        raise Unfit("deceasedDateTime", f"{died} lies in the future")
    return True, died


def _birth_date(resource: Resource, died: date | None, is_deceased: bool, today: date) -> date | None:
    born = whole_day(resource, "birthDate")
    if born is None:
        return None
    if born > today + timedelta(days=1):
        raise Unfit("birthDate", f"{born} lies in the future")
    if died is not None and died < born:
        raise Unfit("deceasedDateTime", f"{died} comes before the birth on {born}")
    if (died is not None or not is_deceased) and age_in_years(born, died or today) > OLDEST:
        raise Unfit("birthDate", f"{born} would make this person more than {OLDEST} years old")
    return born


def _pronoun(resource: Resource) -> str:
    for at, extension in many(resource, "extension"):
        if extension.get("url") == PRONOUN_EXTENSION and isinstance(
            extension.get("valueCodeableConcept"), dict
        ):
            for where, coding in many(
                extension["valueCodeableConcept"], "coding", f"{at}.valueCodeableConcept"
            ):
                if text(coding, "code", where) in PRONOUN_CODES:
                    return PRONOUN_CODES[text(coding, "code", where)]
    return PRONOUNS.get(text(resource, "gender"), "they")


def _is_replaced(resource: Resource) -> bool:
    return any(link.get("type") == "replaced-by" for _, link in many(resource, "link"))


def _credential(resource: Resource) -> str:
    found = [
        concept(qualification["code"], f"{at}.code")
        for at, qualification in many(resource, "qualification")
        if qualification.get("code") is not None
    ]
    return ", ".join(short for short in found if len(short) <= SHORT_CREDENTIAL)[:60]
