"""A form that could not be taken yet: sealed while the screen is locked, and shown again filled in."""

import json
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from handclasp.web.shell.sealed import seal, unseal

LARGEST: Final = 150_000  # characters; more is no form of ours
GOOD_FOR_SECONDS: Final = 24 * 3600
NEVER_KEPT: Final = "/accounts/"  # passwords are typed again
WORDS_FROM: Final = 12  # characters: what is longer was written, and is shown


@dataclass(frozen=True)
class Field:
    """One field as it was sent."""

    name: str
    value: str

    @property
    def is_words(self) -> bool:
        """Say whether a person wrote this, rather than chose it."""
        return not self.name.startswith("base_") and (
            "\n" in self.value or (" " in self.value.strip() and len(self.value) >= WORDS_FROM)
        )

    @property
    def label(self) -> str:
        """Return what stands above the words."""
        return self.name.replace("_", " ").capitalize()


@dataclass(frozen=True)
class Kept:
    """A form that somebody sent: where to, and what it held."""

    path: str
    fields: tuple[Field, ...]

    @property
    def words(self) -> list[Field]:
        """Return what is shown, to be read and changed."""
        return [field for field in self.fields if field.is_words]

    @property
    def choices(self) -> list[Field]:
        """Return what goes along unseen."""
        return [field for field in self.fields if not field.is_words]


def kept_from(request: HttpRequest) -> Kept | None:
    """Return the form that a request holds, or None where nothing is to be kept."""
    if request.method != "POST" or request.path.startswith(NEVER_KEPT):
        return None
    fields = tuple(
        Field(name, str(value))
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    )
    size = sum(len(field.name) + len(field.value) for field in fields)
    return Kept(request.get_full_path(), fields) if size <= LARGEST else None


def seal_kept(kept: Kept, owner: str) -> str:
    """Return the form as text that only this installation can read, for `owner` alone."""
    content = [kept.path, [[field.name, field.value] for field in kept.fields]]
    return seal(json.dumps(content, ensure_ascii=False), f"kept {owner}")


def unseal_kept(text: str, owner: str) -> Kept | None:
    """Return the form again, or None for what is not ours, somebody else's, or older than a day."""
    content = unseal(text, f"kept {owner}", GOOD_FOR_SECONDS)
    if content is None:
        return None
    path, fields = json.loads(content)
    return Kept(path, tuple(Field(name, value) for name, value in fields))


def shown_again(request: HttpRequest, kept: Kept, title: str, words: str, status: int = 200) -> HttpResponse:
    """Answer with the form filled in, to be sent with one press."""
    page = {"title": title, "words": words, "kept": kept}
    return HttpResponse(render_to_string("shell/kept.html", {"page": page}, request), status=status)
