"""The page of one handoff: every word and every right decided, for templates that only lay out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms

from handclasp.clients.queries import display_name, full_name
from handclasp.directory.queries import staff_label
from handclasp.domain.ages import age_in_years
from handclasp.domain.engagement import Engagement, Rule, assess
from handclasp.domain.history_words import Telling, sentence
from handclasp.domain.lifecycle import State
from handclasp.domain.periods import local_date
from handclasp.domain.pronouns import Pronoun, pronoun
from handclasp.handoffs.queries.handoff_page import HandoffFacts, history
from handclasp.web.handoff import hold_words as words
from handclasp.web.handoff.actions import ACTIONS
from handclasp.web.handoff.bar import handoff_bar
from handclasp.web.handoff.rights import Rights, rights
from handclasp.web.handoff.sections import (
    ActionLine,
    AskLine,
    Choice,
    Reach,
    Said,
    VisitLine,
    action_lines,
    ask_lines,
    choices,
    languages,
    reach,
    said,
    tries,
    untried_words,
    visit_lines,
    withheld_words,
)  # fmt: skip
from handclasp.web.shell.clasp import Bar
from handclasp.web.shell.names import isolated
from handclasp.web.shell.times import local_day, moment_words, short_day_words

TIERS = {"live": "Introduced live", "followup": "By follow-up contact"}
URGENCIES = {"routine": "", "urgent": "Urgent", "emergency": "Emergency"}
SETTINGS = {
    "in_person": "in person",
    "video": "by video",
    "hybrid": "in the room and by video",
    "phone": "by phone",
}


PAUSES = {"hospital": "in hospital", "jail": "in jail", "travel": "traveling"}


@dataclass(frozen=True)
class HistoryLine:
    """What happened, and when."""

    at: str
    words: str


@dataclass(frozen=True)
class HistoryPage:
    """Some of what happened, newest first; `older_url` leads to what was before."""

    lines: tuple[HistoryLine, ...]
    older_url: str


@dataclass(frozen=True)
class HandoffPage:
    """The whole page. `forms` holds one form for every action, the one that was refused with what was typed."""

    handoff_id: int
    url: str
    topics: str
    name: str
    short: str
    who: Pronoun
    sub: str
    facts_line: str
    alert: str
    alert_more: str
    ended: str
    bar: Bar
    heads: tuple[words.Head, words.Head]
    watch: str
    rule: str
    paused: str
    rights: Rights
    tries_first: bool
    is_bare: bool
    has_talk: bool
    who_can: str
    reach: Reach | None
    languages: str
    withheld: str
    said: tuple[Said, ...]
    actions: tuple[ActionLine, ...]
    visits: tuple[VisitLine, ...]
    tries: tuple[HistoryLine, ...]
    asks: tuple[AskLine, ...]
    relief: str
    colleagues: tuple[Choice, ...]
    assignable: tuple[Choice, ...]
    untried: str
    history: HistoryPage
    forms: Mapping[str, django_forms.Form]
    problem: str
    problem_place: str


def handoff_page(
    facts: HandoffFacts,
    refused: Mapping[str, django_forms.Form] | None = None,
    problem: str = "",
    place: str = "",
) -> HandoffPage:
    """Return the page as it stands; `refused` is a form with what was typed, `problem` why it was not done."""
    handoff, client = facts.handoff, facts.handoff.client
    url, engagement, may = f"/handoffs/{handoff.pk}/", _engagement(facts), rights(facts)
    who, short = pronoun(client.pronoun), isolated(display_name(client))
    return HandoffPage(
        handoff_id=handoff.pk,
        url=url,
        topics=f"handoff:{handoff.pk} staff:{facts.me}",
        name=full_name(client),
        short=display_name(client),
        who=who,
        sub=_sub(facts),
        facts_line=_facts_line(facts),
        alert=words.headline(facts),
        alert_more=words.headline_more(facts) if words.headline(facts) else "",
        ended=words.ended_words(facts),
        bar=handoff_bar(facts, words.bar_sentence(facts, short), engagement),
        heads=words.heads(facts),
        watch=words.watch_words(facts),
        rule=_rule(facts, engagement, who),
        paused=_paused(facts, who),
        rights=may,
        tries_first=facts.state == State.PROMISED
        or (facts.watch is not None and facts.watch.kind == "recover"),
        has_talk="handoff.messages" in facts.seen and facts.is_sent,
        is_bare=not (
            may.attempt or may.plan or facts.visits or facts.attempts or facts.actions or said(facts)
        ),
        who_can=_who_can(facts, may),
        reach=reach(client) if "client.contact" in facts.seen else None,
        languages=languages(client),
        withheld=withheld_words(facts),
        said=said(facts),
        actions=action_lines(facts, may),
        visits=visit_lines(facts, may),
        tries=tuple(HistoryLine(moment_words(at, facts.now), text) for at, text in tries(facts)),
        asks=ask_lines(facts),
        relief=_relief(facts),
        colleagues=choices(facts, may.hand_on),
        assignable=choices(facts, may.assign),
        untried=untried_words(facts),
        history=history_page(facts),
        forms=_forms(refused or {}),
        problem=problem,
        problem_place=place,
    )


def history_page(facts: HandoffFacts, before: int | None = None) -> HistoryPage:
    """Return some of what happened, newest first, before an entry where one is given."""
    found = history(facts, before)
    telling = Telling(
        pronoun(facts.handoff.client.pronoun),
        found.names,
        lambda at: moment_words(at, facts.now),
        found.rung,
        found.said,
    )
    lines = [
        HistoryLine(moment_words(at, facts.now), said)
        for at, e in found.entries
        if (said := sentence(e, telling))
    ]
    older = f"/handoffs/{facts.handoff.pk}/history/?before={found.next_before}" if found.next_before else ""
    return HistoryPage(tuple(lines), older)


def _forms(refused: Mapping[str, django_forms.Form]) -> dict[str, Any]:
    fresh = {name.replace("-", "_"): action.form(auto_id=f"{name}_%s") for name, action in ACTIONS.items()}
    return fresh | {name.replace("-", "_"): form for name, form in refused.items()}


def _sub(facts: HandoffFacts) -> str:
    handoff = facts.handoff
    tier = TIERS.get(handoff.tier, "")
    program = f" with {handoff.to_program.name}" if handoff.to_program else ""
    parts = [handoff.need.name_en, f"{tier}{program}" if tier else "", URGENCIES[handoff.urgency]]
    return "".join(f"{part}. " for part in parts if part).strip()


def _facts_line(facts: HandoffFacts) -> str:
    handoff, client = facts.handoff, facts.handoff.client
    age = (
        f"{age_in_years(client.birth_date, local_date(facts.now, facts.zone))} years old"
        if client.birth_date
        else ""
    )
    asked = f"Asked by {staff_label(handoff.asked_by)} {moment_words(handoff.answered_at, facts.now)}"
    where = f"{SETTINGS[handoff.setting]}{', ' + handoff.place if handoff.place else ''}"
    return ". ".join(part for part in (age, f"{asked}, {where}") if part) + "."


def _engagement(facts: HandoffFacts) -> Engagement | None:
    handoff, program = facts.handoff, facts.handoff.to_program
    if handoff.first_contact_at is None or program is None:
        return None
    rule = Rule(program.first_visit_within_days, program.further_visits, program.further_within_days)
    attended = [local_date(v.starts_at, facts.zone) for v in facts.visits if v.state == "attended"]
    return assess(rule, local_date(handoff.first_contact_at, facts.zone), attended, handoff.paused_for.days)


def _rule(facts: HandoffFacts, engagement: Engagement | None, who: Pronoun) -> str:
    if facts.state != State.SHARED or engagement is None:
        return ""
    left = "One more visit" if engagement.visits_to_go == 1 else f"{engagement.visits_to_go} more visits"
    first = not any(visit.state == "attended" for visit in facts.visits)
    by = f", the first by {short_day_words(engagement.first_by)}" if first else ""
    sender = words.name_for(facts.holder("sending"), facts.me)
    lets_go = "you let go" if sender == "You" else f"{sender} lets go"
    return f"{left}{by}: then {who.subject} {who.verb('is', 'are')} engaged and {lets_go}."


def _paused(facts: HandoffFacts, who: Pronoun) -> str:
    handoff = facts.handoff
    if handoff.paused_at is None or handoff.pause_review_at is None:
        return ""
    review = short_day_words(local_day(handoff.pause_review_at))
    stands = f"Dates stand still, hands stay. Look at it again on {review}."
    where = PAUSES.get(handoff.pause_reason)  # no reason is known to those who do not see it
    return f"{who.subject_first} {who.verb('is', 'are')} {where}. {stands}" if where else stands


def _relief(facts: HandoffFacts) -> str:
    if facts.relief is None:
        return ""
    asked_by = words.name_for(facts.relief.asked_by, facts.me)
    verbs = ("asked", "hold") if asked_by == "You" else ("asked", "holds")
    subject = "you" if asked_by == "You" else "they"
    wish = f"{asked_by} {verbs[0]} to be relieved, and {verbs[1]} until {subject} can let go"
    return f"{wish}: {facts.relief.reason}" if facts.relief.reason else f"{wish}."


def _who_can(facts: HandoffFacts, may: Rights) -> str:
    """Return who can change something here, for somebody who cannot."""
    if not facts.is_open or may.close or may.attempt:
        return ""
    people = [
        words.name_for(facts.holder(side), 0) for side in ("sending", "receiving") if facts.holder(side)
    ]
    supervisors = [staff_label(staff) for staff in facts.supervisors]
    others = f", or {words.listed(supervisors)} as supervisor" if supervisors else ""
    return f"You can read this page. {words.listed(people)} can change what stands here{others}."
