"""The demo's invented organizations, places and staff. Nobody here is real."""

from dataclasses import dataclass
from typing import Final

EMERGENCY: Final = """Stay with the client. Somebody else makes the calls.
Life in danger now: call 911, then press the red button by the door.
Thoughts of suicide: call or text 988 together with the client, on speaker. In Spanish: 988, then press 2.
Page the clinician in charge: extension 4400. They come to you; do not send the client to a waiting room.
Before you leave the room, agree who stays until help has arrived."""

EMERGENCY_AT_THE_HOUSE: Final = """Stay with the client. Somebody else makes the calls.
Overdose: naloxone is in the yellow box on every floor. Give it, call 911, and stay.
Thoughts of suicide: call or text 988 together with the client, on speaker. In Spanish: 988, then press 2.
The person in charge of the shift is on extension 10, day and night."""


@dataclass(frozen=True)
class OrganizationRole:
    """An invented organization."""

    key: str
    name: str
    time_zone: str
    phone: str
    emergency: str


@dataclass(frozen=True)
class SiteRole:
    """One of its buildings."""

    key: str
    organization: str
    name: str
    address: str
    phone: str


@dataclass(frozen=True)
class ProgramRole:
    """A program: who is on duty, who supervises, which needs it serves, and its engagement rule."""

    key: str
    site: str
    name: str
    duty: str
    supervisor: str
    needs: tuple[str, ...]
    is_part2: bool = False
    first_visit_within_days: int = 30
    further_visits: int = 0


@dataclass(frozen=True)
class StaffRole:
    """Somebody of the staff; `programs` are the keys of theirs, `role` what they are in them."""

    key: str
    organization: str
    site: str
    given: str
    family: str
    programs: tuple[str, ...] = ()
    role: str = "clinician"
    prefix: str = ""
    credential: str = ""
    room: str = ""
    phone: str = ""
    languages: tuple[str, ...] = ("en",)
    needs: tuple[str, ...] = ()
    deputy: str = ""
    offices: tuple[str, ...] = ()
    try_first: str = ""

    @property
    def email(self) -> str:
        """Return an address that no mail ever reaches."""
        return f"{self.key}@{self.organization}.example.org"


ORGANIZATIONS: Final = (
    OrganizationRole("fernhollow", "Fernhollow Health", "America/Los_Angeles", "541-555-0100", EMERGENCY),
    OrganizationRole("larkmeadow", "Larkmeadow", "America/Boise", "208-555-0140", EMERGENCY_AT_THE_HOUSE),
)

SITES: Final = (
    SiteRole("clinic", "fernhollow", "Family Clinic", "18 Alder Street", "541-555-0100"),
    SiteRole(
        "outpatient",
        "fernhollow",
        "Fernhollow Outpatient",
        "220 Juniper Street, second floor",
        "541-555-0160",
    ),
    SiteRole("house", "larkmeadow", "Larkmeadow House", "7 Orchard Lane", "208-555-0140"),
    SiteRole("community", "larkmeadow", "Larkmeadow in Town", "31 Main Street", "208-555-0150"),
)

TALKING: Final = ("sleep", "worry", "low_mood", "grief", "pain", "alcohol_drugs", "family")

PROGRAMS: Final = (
    ProgramRole("medicine", "clinic", "Family medicine", "haddad", "solberg", ("medication", "pain")),
    ProgramRole("counseling", "clinic", "Counseling at the clinic", "tomas", "achebe", TALKING),
    ProgramRole("outpatient", "outpatient", "Outpatient counseling", "grace", "achebe", TALKING),
    ProgramRole(
        "peers", "clinic", "Peer support", "ruben", "achebe", ("alcohol_drugs", "grief", "family"), further_visits=1
    ),
    ProgramRole(
        "housing", "clinic", "Housing and food", "odette", "achebe", ("housing", "food"), first_visit_within_days=14
    ),
    ProgramRole("residential", "house", "Residential treatment", "dana", "feldsher", ("alcohol_drugs",), True),
    ProgramRole(
        "town", "community", "Counseling in town", "hal", "feldsher",
        ("sleep", "worry", "low_mood", "family", "alcohol_drugs", "housing"),
    ),
)  # fmt: skip

STAFF: Final = (
    StaffRole(
        "wes", "fernhollow", "clinic", "Wes", "Halvorsen", ("medicine",), prefix="Dr.", room="Exam room 4",
        phone="541-555-0121", needs=("medication",), deputy="haddad",
        try_first="has Marisol in exam room 4, and somebody should meet her before she goes home",
    ),
    StaffRole(
        "amadi", "fernhollow", "clinic", "Lena", "Amadi", ("medicine",), prefix="Dr.", room="Exam room 2",
        phone="541-555-0122", languages=("en", "fr"), needs=("medication", "pain"), deputy="wes",
    ),
    StaffRole(
        "haddad", "fernhollow", "clinic", "Noor", "Haddad", ("medicine",), credential="FNP", room="Exam room 6",
        phone="541-555-0123", languages=("en", "ar"), needs=("medication", "pain"), deputy="amadi",
    ),
    StaffRole(
        "solberg", "fernhollow", "clinic", "Ingrid", "Solberg", ("medicine",), "supervisor", prefix="Dr.",
        phone="541-555-0124",
    ),
    StaffRole(
        "imani", "fernhollow", "clinic", "Imani", "Castellane", ("counseling", "outpatient"), credential="LPC",
        room="Room 12", phone="541-555-0163", languages=("en", "es"),
        needs=("sleep", "worry", "low_mood"), deputy="tomas",
        try_first="can come: leave her page open in a second browser, and it rings when Wes asks",
    ),
    StaffRole(
        "tomas", "fernhollow", "clinic", "Tomas", "Lindqvist", ("counseling",), credential="LCSW",
        room="Room 14", phone="541-555-0164", languages=("en", "es", "sv"),
        needs=("low_mood", "grief", "family"), deputy="imani",
        try_first="can come too: a third browser shows who accepts first, and what the other one sees",
    ),
    StaffRole(
        "grace", "fernhollow", "outpatient", "Grace", "Oyelaran", ("outpatient",), credential="LPC",
        phone="541-555-0165", languages=("en", "yo"), needs=("worry", "sleep"), deputy="imani",
    ),
    StaffRole(
        "ruben", "fernhollow", "clinic", "Rubén", "Salas", ("peers",), credential="peer", room="Room 9",
        phone="541-555-0166", languages=("es", "en"), needs=("alcohol_drugs",), deputy="achebe",
    ),
    StaffRole(
        "bea", "fernhollow", "clinic", "Bea", "Fontaine", ("counseling",), "proxy", credential="care coordinator",
        room="Front desk", phone="541-555-0167", languages=("en", "fr"),
    ),
    StaffRole(
        "odette", "fernhollow", "clinic", "Odette", "Marchetti", ("housing",), credential="CHW", room="Room 3",
        phone="541-555-0168", languages=("en", "es"), needs=("housing", "food"), deputy="samuel",
    ),
    StaffRole(
        "samuel", "fernhollow", "clinic", "Samuel", "Tran", ("housing",), credential="CHW", room="Room 3",
        phone="541-555-0169", languages=("en", "vi"), needs=("housing",), deputy="odette",
    ),
    StaffRole(
        "achebe", "fernhollow", "outpatient", "Marguerite", "Achebe", ("counseling", "outpatient", "peers", "housing"),
        "supervisor", credential="LCSW", phone="541-555-0170",
        try_first="supervises: she sees who holds too much, and what is late",
    ),
    StaffRole(
        "priya", "fernhollow", "outpatient", "Priya", "Raman", credential="quality director", phone="541-555-0171",
        offices=("quality_director", "admin"),
    ),
    StaffRole(
        "sabet", "fernhollow", "clinic", "Teodora", "Sabet", credential="privacy officer", phone="541-555-0172",
        offices=("privacy_officer",),
    ),
    StaffRole(
        "benny", "fernhollow", "clinic", "Benny", "Ostrow", ("medicine", "counseling"), "front_desk",
        room="Front desk", phone="541-555-0173", languages=("en", "es"),
    ),
    StaffRole(
        "dana", "larkmeadow", "house", "Dana", "Whitcombe", ("residential", "town"), credential="LADC",
        phone="541-555-0117", needs=("alcohol_drugs",), deputy="hal",
    ),
    StaffRole(
        "hal", "larkmeadow", "community", "Hal", "Okonkwo", ("town",), credential="LPC", phone="208-555-0151",
        languages=("en", "es"), needs=("family", "worry"), deputy="dana",
    ),
    StaffRole(
        "feldsher", "larkmeadow", "house", "Ruth", "Feldsher", ("residential", "town"), "supervisor", prefix="Dr.",
        phone="208-555-0141",
    ),
    StaffRole(
        "june", "larkmeadow", "community", "June", "Paquette", credential="office lead", phone="208-555-0150",
        offices=("quality_director", "privacy_officer", "admin"),
    ),
)  # fmt: skip

TRY_FIRST: Final = {role.email: role.try_first for role in STAFF if role.try_first}
"""Whom to be first in the demo, by email address, and why."""

CAN_COME: Final = ("imani", "tomas", "grace", "odette", "wes", "hal", "dana")
"""Who says "open" whenever the demo starts, so that somebody can come."""
