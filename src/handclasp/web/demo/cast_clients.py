"""The demo's thirty invented clients. Nobody here is real."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class ClientRole:
    """An invented client; `age` is in years on the day of loading, and the birthday is spread over the year."""

    key: str
    organization: str
    given: str
    family: str
    age: int
    pronoun: str
    languages: tuple[str, ...] = ("en",)
    phone: str = ""
    reach_note: str = ""
    voicemail_is_safe: bool = False


F, L = "fernhollow", "larkmeadow"

CLIENTS: Final = (
    ClientRole("marisol", F, "Marisol", "Tamayo", 34, "she", ("es", "en"), "541-555-0181", "Text first, then call."),
    ClientRole(
        "ana", F, "Ana-Lucía", "Prado", 41, "she", ("en", "es"), "541-555-0148",
        "Call in the morning. Text is fine. No voicemail. Say your first name only.",
    ),
    ClientRole(
        "teddy", F, "Teddy", "Rourke", 27, "he", ("en",), "541-555-0149",
        "Works nights: after 1 pm. His mother’s phone, she may take a message.", True,
    ),
    ClientRole("marcus", F, "Marcus", "Bell", 52, "he", ("en",), "541-555-0182", "A text the evening before helps."),
    ClientRole("devon", F, "Devon", "Ashby", 38, "they", ("en",), "541-555-0183", "", True),
    ClientRole("pilar", F, "Pilar", "Nieto", 45, "she", ("es",), "541-555-0184", "Solo en español, por favor."),
    ClientRole("kofi", F, "Kofi", "Danso", 30, "he", ("en",), "541-555-0185", "Often off. Try the shelter’s desk."),
    ClientRole("hyun", F, "Hyun-woo", "Park", 19, "he", ("ko", "en"), "541-555-0186", "Not while he is in class."),
    ClientRole("sukarno", F, "Sukarno", "", 63, "he", ("id", "en"), "541-555-0187"),
    ClientRole("salma", F, "سلمى", "الخطيب", 36, "she", ("ar", "en"), "541-555-0188", "Ask for her by first name."),
    ClientRole(
        "maria", F, "María Guadalupe Concepción", "Villanueva de la Peña y Echeverría", 58, "she", ("es",),
        "541-555-0189", "Contesta su hija Lupita; puede dejar recado con ella.", True,
    ),
    ClientRole("tobias", F, "Tobias", "Wren", 9, "he", ("en",), "541-555-0190", "Call his aunt, Corinne Wren."),
    ClientRole("nevaeh", F, "Nevaeh", "Johnson", 15, "she", ("en",), "541-555-0191", "Text her. Her mother knows."),
    ClientRole("walter", F, "Walter", "Kowalczyk", 88, "he", ("en", "pl"), "541-555-0192", "Let it ring.", True),
    ClientRole("rosa", F, "Rosa", "Delgadillo", 91, "she", ("es",), "541-555-0193", "Por la mañana, antes de misa."),
    ClientRole("harold", F, "Harold", "Jessup", 79, "he", ("en",), "541-555-0194"),
    ClientRole("curtis", F, "Curtis", "Boone", 47, "he", ("en",), "", "Breakfast at St. Brigid’s, most days from 7."),
    ClientRole("bernadette", F, "Bernadette", "Shaw", 66, "she", ("en",), "541-555-0195", "", True),
    ClientRole("malik", F, "Malik", "Farrow", 24, "he", ("en",), "541-555-0196", "Text only, he does not pick up."),
    ClientRole("linh", F, "Linh", "Vo", 33, "she", ("vi", "en"), "541-555-0197", "Her sister interprets when asked."),
    ClientRole("desiree", F, "Desiree", "Lang", 40, "she", ("en",), "541-555-0198"),
    ClientRole("patrick", F, "Patrick", "Malone", 55, "he", ("en",), "541-555-0199", "Moves between two addresses."),
    ClientRole("oleksandr", F, "Oleksandr", "Shevchuk", 44, "he", ("uk", "en"), "541-555-0172", "Slowly, please."),
    ClientRole("abigail", F, "Abigail", "Stone", 22, "she", ("en",), "541-555-0173", "No voicemail."),
    ClientRole("joy", L, "Joy", "Ellery", 29, "she", ("en", "es"), "208-555-0181", "Her sister Maren may know."),
    ClientRole("miriam", L, "Miriam", "Katz-Oduya", 50, "she", ("en",), "208-555-0182"),
    ClientRole("leon", L, "Leon", "Baptiste", 61, "he", ("en", "ht"), "208-555-0183", "", True),
    ClientRole("ren", L, "Ren", "Takahashi", 26, "they", ("en", "ja"), "208-555-0184", "Text. No calls at work."),
    ClientRole("gus", L, "Gus", "Petrakis", 70, "he", ("el", "en"), "208-555-0185"),
    ClientRole("shauna", L, "Shauna", "Redd", 31, "she", ("en",), "208-555-0186", "Between school runs: 9 to 2."),
)  # fmt: skip
