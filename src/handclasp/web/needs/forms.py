"""What is sent from the pages of needs."""

from django import forms

from handclasp.directory.commands.needs import LONGEST_NAME, LONGEST_SAID
from handclasp.domain.need_words import LONGEST, TONE_WORDS, TONES
from handclasp.domain.words import LANGUAGE_NAMES
from handclasp.handoffs.commands.asking import SETTINGS

SETTING_WORDS = {
    "in_person": "In person", "video": "By video", "hybrid": "On the tablet", "phone": "By phone",
}  # fmt: skip


def _name(label: str, hint: str, longest: int) -> forms.CharField:
    missing = {"required": "Write this too; all four are needed."}
    return forms.CharField(label=label, help_text=hint, max_length=longest, error_messages=missing)


class NeedForm(forms.Form):
    """A need of one's own, for the screen and for the mouth."""

    name_en = _name("Name in English", "As it stands on the tile, such as “Getting around”.", LONGEST_NAME)
    say_en = _name(
        "Said in English",
        "It completes “Trouble with … is what they help people with every day”.",
        LONGEST_SAID,
    )
    name_es = _name("Name in Spanish", "Such as “Transporte”.", LONGEST_NAME)
    say_es = _name("Said in Spanish", "It completes “Todos los días ayuda a la gente con …”.", LONGEST_SAID)


class WordsForm(forms.Form):
    """Which words are looked at, and what is written."""

    tone = forms.ChoiceField(choices=list(TONE_WORDS.items()))
    language = forms.ChoiceField(choices=list(LANGUAGE_NAMES.items()))
    setting = forms.ChoiceField(choices=[(code, SETTING_WORDS[code]) for code in SETTINGS])
    body = forms.CharField(required=False, max_length=10 * LONGEST, strip=False)


DEFAULTS = {"tone": TONES[0], "language": "en", "setting": SETTINGS[0]}
