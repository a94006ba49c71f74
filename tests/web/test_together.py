"""Together: everyone present, then what is said before the client."""

from datetime import timedelta

import pytest

from handclasp.handoffs.commands.meeting import end_introduction
from handclasp.handoffs.models import Handoff, Summary
from handclasp.platform.clock import wall_now as now
from tests import cast
from tests.web.introducing import as_, coming, open_clinic, shared

pytestmark = pytest.mark.usefixtures("clinic")
PART = {"HX-Request": "true"}


@pytest.fixture
def clinic(db_clone: str) -> None:
    open_clinic()


def url(handoff: Handoff, what: str = "") -> str:
    return f"/handoffs/{handoff.pk}/together/{what}"


def press(handoff: Handoff, do: str, key: str = "imani", **sent: str) -> object:
    return as_(key).post(url(handoff, "do/"), {"do": do} | sent, headers=PART)


def save(handoff: Handoff, key: str = "wes", **sent: str) -> object:
    return as_(key).post(url(handoff, "save/"), sent, headers=PART)


def words(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_only_the_receiver_can_mark_everyone_present() -> None:
    handoff = coming("imani")
    assert "Everyone is here: first contact" in words(as_("imani").get(url(handoff)))
    assert "Everyone is here: first contact" not in words(as_("wes").get(url(handoff)))
    assert press(handoff, "present", "wes").status_code == 409  # type: ignore[attr-defined]
    assert "both hands hold" in words(press(handoff, "present"))
    assert cast.fresh(handoff).state == "shared"


def test_the_clasp_closes_once() -> None:
    handoff = shared("imani")
    assert "clasp closing" in words(as_("imani").get(url(handoff)))


def test_words_are_saved_as_they_are_written_and_the_other_sees_them() -> None:
    handoff = shared("imani")
    assert save(handoff, said="Sleeps three hours.\r\nNo plan to hurt herself.").status_code == 200  # type: ignore[attr-defined]
    assert "No plan to hurt herself." in words(as_("imani").get(url(handoff)))


def test_two_people_who_change_different_fields_both_keep_theirs() -> None:
    handoff = shared("imani")
    save(handoff, said="From Wes", base_said="")
    save(handoff, "imani", priority="From Imani", base_priority="", said="", base_said="")
    summary = Summary.objects.get()
    assert (summary.said, summary.priority) == ("From Wes", "From Imani")


def test_two_people_who_change_the_same_field_see_both_texts_and_may_keep_both() -> None:
    handoff = shared("imani")
    save(handoff, said="From Wes", base_said="")
    clash = save(handoff, "imani", said="From Imani", base_said="")
    assert clash.status_code == 409  # type: ignore[attr-defined]
    assert "From Wes" in words(clash)
    assert "Keep both" in words(clash)
    assert Summary.objects.get().said == "From Wes"
    as_("imani").post(url(handoff, "do/"), {"said": "From Imani", "base_said": "", "keep_both": "said"})
    assert Summary.objects.get().said == "From Wes\n\nFrom Imani"


def test_without_a_script_a_clash_shows_the_page_again_with_ones_own_words() -> None:
    handoff = shared("imani")
    save(handoff, said="From Wes", base_said="")
    again = as_("imani").post(url(handoff, "do/"), {"said": "From Imani", "base_said": "", "do": "save"})
    assert again.status_code == 409
    assert "From Imani</textarea>" in words(again)
    assert "From Wes" in words(again)


def test_a_next_step_has_an_owner_and_a_date_and_can_be_done() -> None:
    handoff = shared("imani")
    day = f"{now() + timedelta(days=3):%Y-%m-%d}"
    page = words(press(handoff, "action", what="Send the form", owner=str(cast.staff("wes")), due_on=day))
    assert "Send the form" in page
    action = handoff.actions.get()
    assert action.owner_id == cast.staff("wes")
    assert ", done" in words(press(handoff, f"done:{action.pk}"))
    press(handoff, "action", what="Walk to the river", owner="")
    assert handoff.actions.get(what="Walk to the river").client_does_it


def test_the_receiver_reads_back_until_it_matches() -> None:
    handoff = shared("imani")
    assert "not quite yet" in words(press(handoff, "read_back:again", said_back="Two hours?"))
    assert "it matches" in words(press(handoff, "read_back:yes", said_back="Three hours."))
    assert press(handoff, "read_back:yes", "wes", said_back="x").status_code == 409  # type: ignore[attr-defined]


def test_the_first_visit_is_booked_and_an_overlap_is_refused_in_words() -> None:
    day = f"{now() + timedelta(days=3):%Y-%m-%d}"
    first = shared("imani")
    end_introduction(cast.actor("imani"), first.pk, now())
    second = shared("imani", "ana")
    assert "with <bdi>Imani" in words(press(first, "visit", visit_date=day, visit_time="10:30"))
    sent = {"do": "visit", "visit_date": day, "visit_time": "11:00"}
    refused = as_("imani").post(url(second, "do/"), sent)
    assert refused.status_code == 409
    assert "already a visit at that time" in words(refused)
    assert 'value="11:00"' in words(refused)


@pytest.mark.parametrize(
    ("do", "sent", "status"),
    [
        ("visit", {"visit_date": "yesterday", "visit_time": "10:30"}, 422),
        ("visit", {"visit_date": "0001-01-01", "visit_time": "10:30"}, 422),
        ("visit", {"visit_date": "2020-01-01", "visit_time": "10:30"}, 409),
        ("visit", {"visit_date": "2199-01-01", "visit_time": "10:30"}, 409),
        ("visit", {}, 422),
        ("action", {"what": " "}, 422),
        ("action", {"what": "x" * 10_001}, 409),
        ("action", {"what": "ok", "owner": "999999"}, 409),
        ("action", {"what": "ok", "due_on": "9999-99-99"}, 422),
        ("done:999999", {}, 404),
        ("done:x", {}, 404),
        ("nonsense", {}, 200),
        ("save", {"said": "x" * 10_001}, 409),
        ("save", {"said": "‏مرحبا 🙂", "severity": "bad"}, 200),
    ],
)
def test_what_nobody_can_mean_gets_a_sentence(do: str, sent: dict[str, str], status: int) -> None:
    answer = press(shared("imani"), do, **sent)
    assert answer.status_code == status  # type: ignore[attr-defined]


def test_a_text_that_is_too_long_stays_in_its_field() -> None:
    handoff = shared("imani")
    long = "é" * 10_001
    answer = as_("imani").post(url(handoff, "do/"), {"do": "end", "said": long, "base_said": ""})
    assert answer.status_code == 409
    assert long in words(answer)
    assert "10,000" in words(answer)


def test_the_introduction_ends_and_hands_stay() -> None:
    handoff = shared("imani")
    assert "The introduction ended at" in words(press(handoff, "end"))
    assert cast.fresh(handoff).state == "shared"


def test_a_colleague_reads_and_cannot_write_and_another_organization_finds_nothing() -> None:
    handoff = shared("imani")
    save(handoff, said="Only for us")
    page = words(as_("tomas").get(url(handoff)))
    assert "Only for us" in page
    assert "<textarea" not in page
    assert "Only people who hold this client" in words(
        save(handoff, "tomas", said="Mine", base_said="Only for us")
    )
    lena = as_("lena")
    assert lena.get(url(handoff)).status_code == 404
    assert lena.post(url(handoff, "do/"), {"do": "end"}).status_code == 404
    assert lena.post(url(handoff, "save/"), {"said": "x"}).status_code == 404


def test_spanish_words_stand_ready_for_who_speaks_spanish() -> None:
    handoff = shared("imani")
    page = words(as_("imani").get(url(handoff)))
    assert "¿Qué es lo más importante para usted en este momento?" in page
    assert 'lang="es"' in page
