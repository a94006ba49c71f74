"""What somebody looks for among outside agencies; whatever else is typed counts as nothing."""

from dataclasses import dataclass

from django import forms

from handclasp.domain.plain_text import INVISIBLE

LONGEST_SEARCH = 100
FURTHEST = 999_999


@dataclass(frozen=True)
class Search:
    """Words, a need by its code, and how many services to skip."""

    text: str = ""
    need: str = ""
    start: int = 0


class SearchForm(forms.Form):
    """The search above the list."""

    q = forms.CharField(required=False)
    need = forms.SlugField(required=False)
    start = forms.IntegerField(required=False, min_value=0, max_value=FURTHEST)

    def search(self) -> Search:
        """Return what is asked for; what cannot be read is left out."""
        self.full_clean()
        data = self.cleaned_data
        text = INVISIBLE.sub("", data.get("q") or "")[:LONGEST_SEARCH]
        return Search(text, data.get("need") or "", data.get("start") or 0)
