"""How the words about a client read: she, he or they."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pronoun:
    """`she`, `her`, `her`; `is_plural` for they, whose verbs have no s."""

    subject: str
    object: str
    possessive: str
    is_plural: bool = False

    @property
    def subject_first(self) -> str:
        """Return the subject at the start of a sentence."""
        return self.subject.capitalize()

    def verb(self, singular: str, plural: str) -> str:
        """Return the form of a verb that agrees."""
        return plural if self.is_plural else singular


PRONOUNS = {
    "she": Pronoun("she", "her", "her"),
    "he": Pronoun("he", "him", "his"),
    "they": Pronoun("they", "them", "their", is_plural=True),
}


def pronoun(code: str) -> Pronoun:
    """Return the pronoun for a client's choice; an unknown one reads as they."""
    return PRONOUNS.get(code, PRONOUNS["they"])
