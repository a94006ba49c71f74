"""Small drawings: hands, presence, and the names of the icons in `shell/_symbols.html`."""

from typing import Final

ICONS: Final = frozenset(
    [
        *("today", "intro", "people", "eye", "swap", "clock", "chart", "moon"),
        *("walk", "video", "phone", "text", "mail", "cal", "speak", "pin"),
        *("check", "warn", "print", "lock", "plus", "x", "arrow", "down"),
    ]
)
SENDING: Final = (
    '<rect class="f" width="12" height="12" rx="1.5"/><path class="h" d="M-1 8L8-1M3.5 13L13 3.5"/>'
)
RECEIVING: Final = '<circle class="t" cx="6" cy="6" r="6"/>'
NOBODY: Final = '<circle class="n" cx="6" cy="6" r="5"/>'
HANDS: Final = {"from": SENDING, "to": RECEIVING, "none": NOBODY}

_RIM: Final = '<circle cx="9" cy="9" r="7.4"/>'
PRESENCE: Final = {
    "open": (
        f'{_RIM}<circle class="full" cx="9" cy="9" r="4.6" fill="currentColor"/>'
        '<path d="M9 4.2a4.8 4.8 0 010 9.6 4.8 4.8 0 010-9.6z"/>'
    ),
    "with_client": f'{_RIM}<path d="M9 1.6a7.4 7.4 0 000 14.8z"/>',
    "not_now": f'{_RIM}<line x1="4.8" y1="9" x2="13.2" y2="9"/>',
    "off": _RIM,
}
