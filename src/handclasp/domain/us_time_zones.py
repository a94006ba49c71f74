"""The time zone in which most people of a US state live: a first guess that may be corrected."""

from typing import Final

_STATES: Final = {
    "America/New_York": """CT Connecticut|DC District of Columbia|DE Delaware|FL Florida|GA Georgia
        |MA Massachusetts|MD Maryland|ME Maine|NC North Carolina|NH New Hampshire|NJ New Jersey|NY New York
        |OH Ohio|PA Pennsylvania|RI Rhode Island|SC South Carolina|VA Virginia|VT Vermont|WV West Virginia""",
    "America/Detroit": "MI Michigan",
    "America/Indiana/Indianapolis": "IN Indiana",
    "America/Kentucky/Louisville": "KY Kentucky",
    "America/Chicago": """AL Alabama|AR Arkansas|IA Iowa|IL Illinois|KS Kansas|LA Louisiana|MN Minnesota
        |MO Missouri|MS Mississippi|ND North Dakota|NE Nebraska|OK Oklahoma|SD South Dakota|TN Tennessee
        |TX Texas|WI Wisconsin""",
    "America/Denver": "CO Colorado|MT Montana|NM New Mexico|UT Utah|WY Wyoming",
    "America/Boise": "ID Idaho",
    "America/Phoenix": "AZ Arizona",
    "America/Los_Angeles": "CA California|NV Nevada|OR Oregon|WA Washington",
    "America/Anchorage": "AK Alaska",
    "Pacific/Honolulu": "HI Hawaii",
    "America/Puerto_Rico": "PR Puerto Rico",
    "America/St_Thomas": "VI Virgin Islands",
    "Pacific/Guam": "GU Guam",
}
_ZONES: Final = {
    spelling.casefold(): zone
    for zone, states in _STATES.items()
    for state in states.split("|")
    for spelling in (state.strip()[:2], state.strip()[3:])
}


def time_zone_of_state(state: str) -> str:
    """Return the IANA zone for `KS` or `Kansas`, or an empty string for anything else."""
    return _ZONES.get(state.strip().casefold(), "")
