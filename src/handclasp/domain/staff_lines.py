"""The staff list: a table with one line for each person and program (its columns stand in the README)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from handclasp.domain.fhir.values import LONGEST_LINE, Unfit, tidy
from handclasp.domain.permissions import OFFICES, PROGRAM_ROLES, ROLE_WORDS

COLUMNS: Final = (
    "organization", "site", "program", "role", "given", "family", "prefix", "credential", "email", "phone",
    "languages", "needs", "room", "deputy_email", "supervisor", "duty", "office", "npi",
)  # fmt: skip
REQUIRED: Final = ("organization", "given", "email")
OFFICE_NAMES: Final = {word: office for office in OFFICES for word in (office, ROLE_WORDS[office].casefold())}
ANSWERS: Final = {"yes": True, "y": True, "true": True, "1": True, "x": True,
                  "no": False, "n": False, "false": False, "0": False, "": False}  # fmt: skip
LANGUAGES: Final = {
    "english": "en", "spanish": "es", "español": "es", "chinese": "zh", "mandarin": "zh", "cantonese": "yue",
    "vietnamese": "vi", "korean": "ko", "russian": "ru", "arabic": "ar", "french": "fr", "portuguese": "pt",
    "haitian creole": "ht", "tagalog": "tl", "polish": "pl", "somali": "so", "hindi": "hi", "german": "de",
}  # fmt: skip
BETWEEN: Final = re.compile(r"\s*[,;|/]\s*")
TAG: Final = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*")
EMAIL: Final = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")
NPI: Final = re.compile(r"[12][0-9]{9}")


@dataclass(frozen=True)
class StaffLine:
    """One line of the list: a person, and a program where one is named; empty texts say nothing."""

    organization: str
    site: str
    program: str
    role: str
    given: str
    family: str
    prefix: str
    credential: str
    email: str
    phone: str
    languages: tuple[str, ...]
    needs: tuple[str, ...]
    room: str
    deputy_email: str
    is_supervisor: bool
    is_duty: bool
    offices: tuple[str, ...]
    npi: str


def columns_of(header: Sequence[str]) -> list[str]:
    """Return the columns that a header names (case, spaces and hyphens do not matter), or say what is wrong."""
    named = [re.sub(r"[\s\-]+", "_", tidy(cell, "header").casefold()) for cell in header]
    while named and not named[-1]:
        named.pop()
    unknown = [cell for cell, column in zip(header, named, strict=False) if column not in COLUMNS]
    if unknown:
        listed = ", ".join(tidy(cell, "header")[:40] or "(a column without a name)" for cell in unknown[:10])
        raise Unfit("header", f"no such column: {listed}. The columns are {', '.join(COLUMNS)}")
    twice = sorted({column for column in named if named.count(column) > 1})
    if twice:
        raise Unfit("header", f"stands twice: {', '.join(twice)}")
    missing = [column for column in REQUIRED if column not in named]
    if missing:
        raise Unfit("header", f"is missing: {', '.join(missing)}")
    return named


def staff_line(cells: Mapping[str, str], known_needs: Sequence[str]) -> StaffLine:
    """Read one line, or say which field is unfit and why."""
    line = {column: tidy(cells.get(column, ""), column, longest=LONGEST_LINE) for column in COLUMNS}
    for column in REQUIRED:
        if not line[column]:
            raise Unfit(column, "is empty")
    if line["program"] and not line["site"]:
        raise Unfit("site", "is empty; a program needs the site it is at")
    role = re.sub(r"[\s\-]+", "_", line["role"].casefold()) or "clinician"
    if role not in PROGRAM_ROLES:
        raise Unfit("role", f"{line['role']} is none of {', '.join(PROGRAM_ROLES)}")
    if line["npi"] and not NPI.fullmatch(line["npi"]):
        raise Unfit("npi", "should have ten digits and begin with 1 or 2")
    return StaffLine(
        organization=line["organization"], site=line["site"], program=line["program"], role=role,
        given=line["given"], family=line["family"], prefix=line["prefix"], credential=line["credential"],
        email=_email(line["email"], "email"), phone=line["phone"], languages=_languages(line["languages"]),
        needs=_needs(line["needs"], known_needs), room=line["room"],
        deputy_email=_email(line["deputy_email"], "deputy_email"),
        is_supervisor=_answer(line["supervisor"], "supervisor"), is_duty=_answer(line["duty"], "duty"),
        offices=_offices(line["office"]), npi=line["npi"],
    )  # fmt: skip


def _email(text: str, field: str) -> str:
    if text and not EMAIL.fullmatch(text):
        raise Unfit(field, "is no email address")
    return text.lower()


def _answer(text: str, field: str) -> bool:
    answer = ANSWERS.get(text.casefold())
    if answer is None:
        raise Unfit(field, "should be yes or no")
    return answer


def _offices(text: str) -> tuple[str, ...]:
    words = [word for word in BETWEEN.split(text.casefold().replace("_", " ")) if word]
    wrong = next((word for word in words if word not in OFFICE_NAMES), "")
    if wrong:
        known = ", ".join(ROLE_WORDS[office].casefold() for office in OFFICES)
        raise Unfit("office", f"{wrong[:40]} is none of {known}")
    return tuple(dict.fromkeys(OFFICE_NAMES[word] for word in words))


def _languages(text: str) -> tuple[str, ...]:
    tags = [LANGUAGES.get(word, word) for word in BETWEEN.split(text.casefold()) if word]
    if len(tags) == 1 and " " in tags[0]:
        tags = [LANGUAGES.get(word, word) for word in tags[0].split()]
    wrong = next((tag for tag in tags if not TAG.fullmatch(tag)), "")
    if wrong:
        raise Unfit(
            "languages", f"{wrong[:40]} is no language code; write en, es and so on, with a comma between"
        )
    return tuple(dict.fromkeys(tag.split("-")[0] for tag in tags))


def _needs(text: str, known: Sequence[str]) -> tuple[str, ...]:
    codes = [re.sub(r"[\s\-]+", "_", word) for word in BETWEEN.split(text.casefold()) if word]
    if len(codes) == 1 and codes[0] not in known and all(word in known for word in text.casefold().split()):
        codes = text.casefold().split()
    wrong = next((code for code in codes if code not in known), "")
    if wrong:
        raise Unfit("needs", f"{wrong[:40]} is none of {', '.join(known)}")
    return tuple(dict.fromkeys(codes))
