"""The demo's rooms and walks, who answers for its programs, and how some of its people are introduced."""

from datetime import timedelta
from typing import Any, Final

from handclasp.directory import commands
from handclasp.directory.queries import sites
from handclasp.platform.actor import DEMO_LOADER as LOADER
from handclasp.web.demo.stage import Stage

ROOMS: Final = (  # the name of a site, a floor, a kind, the rooms
    ("Family Clinic", 0, "exam", tuple(f"Exam room {number}" for number in range(1, 7))),
    ("Family Clinic", 0, "office", ("Room 3", "Room 9")),
    ("Family Clinic", 0, "front_desk", ("Front desk",)),
    ("Family Clinic", 1, "office", ("Room 12", "Room 14")),
    ("Fernhollow Outpatient", 1, "office", ("Suite 201", "Suite 202")),
    ("Fernhollow Outpatient", 1, "group", ("Group room",)),
    ("Larkmeadow House", 0, "office", ("Office",)),
    ("Larkmeadow House", 0, "group", ("Day room",)),
)  # fmt: skip
PROFILES: Final[dict[str, dict[str, Any]]] = {
    "imani": {
        "say_it_like": "ih-MAH-nee cas-teh-LAH-neh",
        "age_groups": ["teen", "adult"],
        "first_meeting_en": "We sit down for ten minutes and you tell me what made today hard. You decide what I write "
        "down. Before you go we choose one small thing for tonight.",
        "first_meeting_es": "Nos sentamos diez minutos y usted me cuenta qué hizo difícil el día de hoy. Usted decide "
        "lo que anoto. Antes de irse escogemos una cosa pequeña para esta noche.",
    },
    "tomas": {
        "say_it_like": "toh-MAHS",
        "age_groups": ["adult", "older_adult"],
        "first_meeting_en": "I listen first. If you like, we make a plan for the week together; if not, we only talk.",
        "first_meeting_es": "Primero escucho. Si usted quiere, hacemos juntos un plan para la semana; si no, solo "
        "conversamos.",
    },
    "ruben": {
        "say_it_like": "roo-BEN SAH-las",
        "first_meeting_en": "I have been where you are. We can walk around the block while we talk.",
        "first_meeting_es": "Yo también pasé por eso. Podemos caminar una cuadra mientras conversamos.",
    },
}
LEVELS: Final = {
    "outpatient": [("4", "1.5"), ("4", "2.1")],
    "residential": [("4", "3.5")],
    "town": [("4", "1.5")],
}
LAST_RUNGS: Final = {"medicine": "amadi", "counseling": "imani", "housing": "samuel"}


def set_up_places(stage: Stage) -> None:
    """Say where the rooms are and how long one walks, who stands behind a program, and how people are introduced."""
    then = stage.now - timedelta(days=55)
    by_name = {site.name: site.pk for site in sites(LOADER)}
    found = {
        room.name: room.pk
        for site, floor, kind, names in ROOMS
        for room in commands.add_rooms(LOADER, then, by_name[site], names, floor, kind)
    }
    commands.set_room_walk(LOADER, then, found["Room 12"], found["Exam room 6"], 4)
    commands.set_site_walk(LOADER, then, by_name["Family Clinic"], by_name["Fernhollow Outpatient"], 9)
    for key, profile in PROFILES.items():
        commands.keep_profile(LOADER, then, stage.staff[key].pk, **profile)
    for key, levels in LEVELS.items():
        commands.set_levels(LOADER, then, stage.programs[key].pk, levels)
    for key, person in LAST_RUNGS.items():
        commands.name_people(LOADER, then, stage.programs[key].pk, last_rung=stage.staff[person].pk)
