"""The words to say, in versions: each edit is a new one, the old stay, and what is required cannot be lost."""

from datetime import datetime

from django.db.models import Max, Q

from handclasp.directory import checks
from handclasp.directory.models import Need, NeedWords, Organization
from handclasp.directory.queries import program_names, words_for
from handclasp.domain import need_words
from handclasp.domain.words import LANGUAGES
from handclasp.platform.actor import Actor
from handclasp.platform.db import Deed, acting
from handclasp.platform.live import tell
from handclasp.platform.refusals import Refusal


class Lacking(Refusal):
    """Words that lack several things at once; `reasons` has the code of each."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__(reasons[0])
        self.reasons = reasons


def write_words(
    actor: Actor, now: datetime, need_id: int | None, tone: str, language: str, body: str
) -> NeedWords | None:
    """Write a new version of the words for a need, or for all needs where none is given; None: nothing changed.

    Raises `Lacking` with every reason of `domain.need_words.missing`, and refuses `unknown_choice`.
    """
    _known(tone, language)
    if len(body) > 10 * need_words.LONGEST:
        raise Lacking(("words_too_long",))
    text = need_words.tidy(" ".join(checks.line(body, longest=10 * need_words.LONGEST).split()))
    with acting(actor, now, "need:keep") as deed:
        _require_need(actor, need_id)
        lacking = need_words.missing(text, language, program_names(actor))
        if lacking:
            raise Lacking(lacking)
        return _write(actor, deed, now, need_id, tone, language, text)


def go_back(actor: Actor, now: datetime, words_id: int) -> NeedWords | None:
    """Let an older version be said again: it is written anew, so that it stays known who decided and when."""
    with acting(actor, now, "need:keep") as deed:
        old = NeedWords.objects.filter(pk=words_id, organization_id=actor.home).first()
        if old is None:
            raise Refusal("not_found")
        lacking = need_words.missing(old.body, old.language, program_names(actor)) if old.body else ()
        if lacking:
            raise Lacking(lacking)
        return _write(actor, deed, now, old.need_id, old.tone, old.language, old.body)


def stop_words(
    actor: Actor, now: datetime, need_id: int | None, tone: str, language: str
) -> NeedWords | None:
    """Stop saying one's own words: from here on what stands behind them is said (for all needs, then the house's)."""
    _known(tone, language)
    with acting(actor, now, "need:keep") as deed:
        _require_need(actor, need_id)
        current = words_for(actor, need_id, tone, language).filter(is_current=True)
        if not current.exclude(body="").exists():
            return None
        return _write(actor, deed, now, need_id, tone, language, "")


def _known(tone: str, language: str) -> None:
    if tone not in need_words.TONES or language not in LANGUAGES:
        raise Refusal("unknown_choice")


def _require_need(actor: Actor, need_id: int | None) -> None:
    known = Need.objects.filter(Q(organization=None) | Q(organization_id=actor.home))
    if need_id is not None and not known.filter(pk=need_id).exists():
        raise Refusal("not_found")


def _write(
    actor: Actor, deed: Deed, now: datetime, need_id: int | None, tone: str, language: str, body: str
) -> NeedWords | None:
    """Make a text the current version, unless it is already."""
    list(Organization.objects.select_for_update(no_key=True).filter(pk=actor.home).values_list("pk"))
    these = words_for(actor, need_id, tone, language)
    current = these.filter(is_current=True).first()
    if current is not None and current.body == body:
        return None
    last = these.aggregate(Max("version"))["version__max"] or 0
    these.filter(is_current=True).update(is_current=False)
    row = NeedWords.objects.create(
        organization_id=actor.home, need_id=need_id, tone=tone, language=language, version=last + 1, body=body,
        written_by_id=actor.person, written_at=now,
    )  # fmt: skip
    deed.on(f"words:{row.pk}")
    tell([f"org:{actor.home}"])
    return row
