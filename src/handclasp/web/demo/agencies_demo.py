"""Outside agencies near the demo's two clinics, as a directory brings them."""

from datetime import timedelta
from typing import Any, Final

from handclasp.directory.hsds_intake import ListingIntake
from handclasp.directory.hsds_rows import Owners
from handclasp.domain.hsds.book import Book
from handclasp.domain.hsds.reading import Reading, Wider
from handclasp.domain.tally import Tally
from handclasp.platform.actor import DEMO_LOADER
from handclasp.platform.db import acting
from handclasp.web.demo.stage import Stage

SOURCE: Final = "two-rivers-211"
DAYS: Final = "MO,TU,WE,TH,FR"


def _service(
    key: str, agency: str, name: str, term: str, place: tuple[str, str, str], number: str, **more: Any
) -> dict[str, Any]:
    """Return one service at one place, in the shape of the standard; `place` is name, street and city."""
    hours = more.pop("hours", [(DAYS, "09:00", "16:30")])
    schedules = [
        {"freq": "WEEKLY", "byday": days, "opens_at": opens, "closes_at": closes}
        for days, opens, closes in hours
    ]
    state, code = ("ID", "83638") if place[2] == "Larkmeadow" else ("OR", "97720")
    address = {"address_1": place[1], "city": place[2], "state_province": state, "postal_code": code}
    location = {"id": f"l-{key}", "name": place[0], "addresses": [address], "schedules": schedules}
    usual = {
        "id": f"s-{key}",
        "name": name,
        "status": "active",
        "phones": [{"number": number, "type": "voice"}],
        "organization": {"id": f"o-{key}", "name": agency},
        "attributes": [{"taxonomy_term": {"id": f"t-{term}", "name": term}}],
        "service_at_locations": [{"id": f"x-{key}", "location": location}],
    }
    return usual | more


DIRECTORY: Final = (
    _service(
        "pantry",
        "Juniper Basin Table",
        "Food pantry",
        "Food Pantries",
        ("Grange Hall", "402 Alder Street", "Fernhollow"),
        "541-555-0171",
        hours=[("TU,TH", "10:00", "14:00"), ("SA", "09:00", "11:00")],
        description="Groceries for about five days, once a week. Diapers when there are some.",
        application_process="Walk in. Bring bags.",
        eligibility_description="Anybody who lives in the county.",
        required_documents=[{"document": "Something with your name and address, if you have it"}],
        languages=[{"code": "en"}, {"code": "es"}],
    ),
    _service(
        "rent",
        "Two Rivers Community Action",
        "Help with rent and eviction",
        "Rent Payment Assistance",
        ("Two Rivers Office", "15 Depot Road", "Fernhollow"),
        "541-555-0182 ext. 4",
        minimum_age=18,
        description="Help with one month of rent, and somebody who comes along to the hearing.",
        application_process="Call for an appointment; the first free one is usually within a week.",
        wait_time="About a week",
        languages=[{"code": "en"}, {"code": "es"}],
    ),
    _service(
        "night",
        "Lantern Street Shelter",
        "Night shelter for families",
        "Homeless Shelter",
        ("Lantern House", "3 Lantern Street", "Larkmeadow"),
        "208-555-0177",
        hours=[(f"{DAYS},SA,SU", "17:00", "08:00")],
        description="Rooms for adults with children. A meal in the evening.",
        alert="Full most nights this month: call before 3 pm.",
    ),
    _service(
        "grief",
        "Hollow Oak Hospice",
        "Grief circle",
        "Bereavement Support Groups",
        ("Library, upper room", "60 Main Street", "Larkmeadow"),
        "208-555-0139",
        minimum_age=16,
        hours=[("WE", "18:30", "20:00")],
        description="For anybody who has lost somebody, however long ago.",
        fees_description="Free.",
    ),
    _service(
        "meeting",
        "Oxbow Recovery Commons",
        "Recovery meetings and peer support",
        "Substance Use Peer Support",
        ("The Commons", "9 Mill Lane", "Fernhollow"),
        "541-555-0115",
        hours=[(f"{DAYS},SA,SU", "07:00", "21:00")],
        description="Meetings every day, and people who have been there to talk to.",
        status="temporarily closed",
        alert="Flooded cellar. Meetings are at the Grange Hall until further notice.",
    ),
)


def bring_agencies(stage: Stage) -> None:
    """Bring the directory in as its import does."""
    book = Book()
    for record in DIRECTORY:
        book.take("service", record, "")
    then = stage.now - timedelta(days=20)
    wider = Wider()
    wider.learn(book)
    reading = Reading(book, then.date(), wider)
    with acting(DEMO_LOADER, then, "record:import"):
        intake = ListingIntake(SOURCE, Tally(), Owners(SOURCE, None, {}))
        intake.agencies(list(reading.agencies()), {})
        unfit = [*intake.places(list(reading.places())), *intake.services(list(reading.services()))]
    if unfit or reading.bad:
        raise AssertionError([*unfit, *reading.bad])
