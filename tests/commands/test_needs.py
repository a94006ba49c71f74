"""The list of needs that an administrator keeps, and the words to say in versions."""

import pytest
from tests import cast
from tests.cast import MINUTE, NOW, actor, refused, staff

from handclasp.directory.commands import need_words, needs
from handclasp.directory.models import Need, NeedWords, Office, Program
from handclasp.directory.queries import kept_words, need_by_code, need_list, versions
from handclasp.directory.queries import needs as offered_needs
from handclasp.domain.need_words import choose
from handclasp.handoffs.commands.asking import change_need, record_answer
from handclasp.handoffs.commands.calling import start_call
from handclasp.handoffs.models import Ring
from handclasp.platform.actor import Actor

pytestmark = pytest.mark.usefixtures("clinic_rollback")
NAMES = {"name_en": "Getting around", "name_es": "Transporte", "say_en": "rides", "say_es": "el transporte"}
BODY = "I know somebody who helps with {need}. {how} Is that all right?"
SPOKEN = "Alguien ayuda con {need}. {how} ¿Está de acuerdo?"


def keeper(key: str = "dana") -> Actor:
    Office.objects.get_or_create(staff_id=staff(key), role="admin")
    return actor(key)


def names(key: str = "wes") -> list[str]:
    return [need.name_en for need in offered_needs(actor(key))]


def own() -> Need:
    return needs.add_need(keeper(), NOW, **NAMES)


def test_an_own_need_stands_last_and_only_at_home() -> None:
    own()
    assert names()[-1] == "Getting around"
    assert len(names()) == 11
    assert "Getting around" not in names("lena")
    assert need_by_code(actor("wes"), "getting_around") is not None
    assert need_by_code(actor("lena"), "getting_around") is None


def test_two_organizations_may_name_a_need_alike_and_one_may_not_twice() -> None:
    own()
    needs.add_need(keeper("lena"), NOW, **NAMES)
    with refused("need_name_taken"):
        needs.add_need(keeper(), NOW, **(NAMES | {"name_en": "getting AROUND"}))
    with refused("need_name_taken"):
        needs.add_need(keeper(), NOW, **(NAMES | {"name_en": "Sleep"}))


def test_a_need_without_latin_letters_has_a_code_too() -> None:
    first = needs.add_need(keeper(), NOW, **(NAMES | {"name_en": "交通"}))
    second = needs.add_need(keeper(), NOW, **(NAMES | {"name_en": "住房"}))
    assert (first.code, second.code) == ("need", "need_2")


def test_names_that_cannot_be_said_are_refused() -> None:
    for column, text, reason in (
        ("name_en", "  ", "name_missing"), ("say_es", "", "name_missing"), ("name_es", "x" * 61, "text_too_long"),
        ("say_en", "x" * 121, "text_too_long"), ("say_en", "rides {how}", "need_with_braces"),
        ("name_en", "a\x00b", "text_unreadable"),
    ):  # fmt: skip
        with refused(reason):
            needs.add_need(keeper(), NOW, **(NAMES | {column: text}))
    assert len(names()) == 10


def test_a_list_has_an_end() -> None:
    dana = keeper()
    for number in range(90):
        needs.add_need(dana, NOW, **(NAMES | {"name_en": f"Need {number}"}))
    with refused("too_many_needs"):
        needs.add_need(dana, NOW, **NAMES)


def test_the_houses_needs_keep_their_names() -> None:
    with refused("need_of_the_house"):
        needs.rename_need(keeper(), NOW, cast.need("sleep"), **NAMES)
    need = own()
    needs.rename_need(keeper(), NOW, need.pk, **(NAMES | {"name_en": "Rides"}))
    assert names()[-1] == "Rides"
    assert Need.objects.get(pk=need.pk).code == "getting_around"


def test_another_organizations_need_is_not_there() -> None:
    need = own()
    for change in (
        lambda lena: needs.rename_need(lena, NOW, need.pk, **NAMES),
        lambda lena: needs.offer_need(lena, NOW, need.pk, is_offered=False),
        lambda lena: needs.move_need(lena, NOW, need.pk, is_up=True),
        lambda lena: needs.map_need(lena, NOW, need.pk, []),
        lambda lena: need_words.write_words(lena, NOW, need.pk, "plain", "en", BODY),
    ):
        with refused("not_found"):
            change(keeper("lena"))


def test_a_need_that_is_not_offered_can_be_asked_for_no_more_and_stays_where_it_is_open() -> None:
    handoff = cast.said_yes("marisol")
    needs.offer_need(keeper(), NOW, cast.need("worry"), is_offered=False)
    assert "Stress and worry" not in names()
    assert "Stress and worry" in names("lena")
    with refused("need_not_offered"):
        record_answer(actor("wes"), cast.asked("teddy"), NOW)
    start_call(actor("wes"), handoff.pk, 5, NOW, [staff("imani")])
    assert Ring.objects.filter(call__handoff=handoff).exists()
    needs.offer_need(keeper(), NOW, cast.need("worry"), is_offered=True)
    assert names()[1] == "Stress and worry"


def test_somebody_is_never_left_without_any_need_to_choose() -> None:
    dana = keeper()
    codes = [one.need.pk for one in need_list(dana)]
    for pk in codes[:-1]:
        needs.offer_need(dana, NOW, pk, is_offered=False)
    with refused("last_need"):
        needs.offer_need(dana, NOW, codes[-1], is_offered=False)
    assert len(names()) == 1


def test_needs_stand_in_the_order_that_was_chosen() -> None:
    dana, need = keeper(), own()
    for _ in range(20):
        needs.move_need(dana, NOW, need.pk, is_up=True)
    assert names()[:2] == ["Getting around", "Sleep"]
    needs.move_need(dana, NOW, need.pk, is_up=False)
    assert names()[:2] == ["Sleep", "Getting around"]
    assert names("lena")[:2] == ["Sleep", "Stress and worry"]


def test_programs_serve_what_is_chosen_and_nothing_else() -> None:
    dana, need = keeper(), own()
    needs.map_need(dana, NOW, need.pk, [cast.program("Counseling"), cast.program("Housing")])
    listed = next(one for one in need_list(dana) if one.need.pk == need.pk)
    assert [program.name for program in listed.programs] == ["Counseling", "Housing"]
    needs.map_need(dana, NOW, need.pk, [cast.program("Housing")])
    assert list(Program.objects.filter(needs=need).values_list("name", flat=True)) == ["Housing"]
    with refused("unknown_choice"):
        needs.map_need(dana, NOW, need.pk, [cast.program("Lakeside counseling")])


def test_mapping_a_shared_need_leaves_other_organizations_alone() -> None:
    needs.map_need(keeper(), NOW, cast.need("worry"), [])
    served = Program.objects.filter(needs__code="worry").values_list("name", flat=True)
    assert list(served) == ["Lakeside counseling"]


def test_a_handoff_never_holds_another_organizations_need() -> None:
    theirs = needs.add_need(keeper("lena"), NOW, **NAMES)
    with refused("unknown_choice"):
        record_answer(actor("wes"), cast.asked("teddy", need_id=theirs.pk), NOW)
    handoff = cast.said_yes("marisol")
    with refused("unknown_choice"):
        change_need(actor("wes"), handoff.pk, theirs.pk, NOW)


def test_each_edit_is_a_version_with_a_name_and_the_old_ones_stay() -> None:
    dana = keeper()
    need_words.write_words(dana, NOW, None, "plain", "en", BODY)
    need_words.write_words(dana, NOW + MINUTE, None, "plain", "en", f"  “{BODY} Yes?”\n")
    found = versions(dana, None, "plain", "en")
    assert [(one.version, one.body, one.is_current) for one in found] == [
        (2, f"{BODY} Yes?", True),
        (1, BODY, False),
    ]
    assert found[0].by == "Dana Whitcombe"


def test_keeping_the_same_words_again_is_no_version() -> None:
    dana = keeper()
    need_words.write_words(dana, NOW, None, "plain", "en", BODY)
    assert need_words.write_words(dana, NOW, None, "plain", "en", f" {BODY} ") is None
    assert NeedWords.objects.count() == 1


def test_what_is_required_cannot_be_lost() -> None:
    dana = keeper()
    with pytest.raises(need_words.Lacking) as lacking:
        need_words.write_words(dana, NOW, None, "plain", "en", "Come to Counseling.")
    assert lacking.value.reasons == (
        *("words_without_need", "words_without_how", "words_ask_nothing"), "words_name_a_program",
    )  # fmt: skip
    with refused("words_too_long"):
        need_words.write_words(dana, NOW, None, "plain", "en", BODY + "x" * 20_000)
    with refused("text_unreadable"):
        need_words.write_words(dana, NOW, None, "plain", "en", BODY + "\x00")
    with refused("unknown_choice"):
        need_words.write_words(dana, NOW, None, "loud", "en", BODY)
    assert not NeedWords.objects.exists()


def test_going_back_is_a_decision_of_its_own() -> None:
    dana = keeper()
    first = need_words.write_words(dana, NOW, cast.need("sleep"), "warm", "es", SPOKEN)
    need_words.write_words(dana, NOW, cast.need("sleep"), "warm", "es", f"{SPOKEN} ¿Sí?")
    assert first is not None
    again = need_words.go_back(dana, NOW, first.pk)
    assert again is not None
    assert (again.version, again.body, again.is_current) == (3, SPOKEN, True)
    with refused("not_found"):
        need_words.go_back(keeper("lena"), NOW, first.pk)


def test_words_that_name_a_program_by_now_do_not_come_back() -> None:
    dana = keeper()
    first = need_words.write_words(dana, NOW, None, "plain", "en", f"At Sunrise Circle. {BODY}")
    need_words.write_words(dana, NOW, None, "plain", "en", BODY)
    Program.objects.filter(name="Housing").update(name="Sunrise Circle")
    assert first is not None
    with refused("words_name_a_program"):
        need_words.go_back(dana, NOW, first.pk)


def test_the_nearest_words_are_read_and_stopping_lets_those_behind_through() -> None:
    dana, sleep = keeper(), cast.need("sleep")
    need_words.write_words(dana, NOW, None, "plain", "en", BODY)
    need_words.write_words(dana, NOW, sleep, "plain", "en", f"{BODY} Yes?")
    assert choose(kept_words(actor("wes")), sleep, "plain", "en").body == f"{BODY} Yes?"
    assert choose(kept_words(actor("lena")), sleep, "plain", "en").version_id is None
    need_words.stop_words(dana, NOW, sleep, "plain", "en")
    assert choose(kept_words(actor("wes")), sleep, "plain", "en").body == BODY
    assert need_words.stop_words(dana, NOW, sleep, "plain", "en") is None
    need_words.stop_words(dana, NOW, None, "plain", "en")
    assert choose(kept_words(actor("wes")), sleep, "plain", "en").version_id is None


def test_what_was_read_is_recorded_as_far_as_it_is_ones_own() -> None:
    dana = keeper()
    mine = need_words.write_words(dana, NOW, None, "warm", "en", BODY)
    theirs = need_words.write_words(keeper("lena"), NOW, None, "warm", "en", BODY)
    assert mine is not None
    assert theirs is not None
    read = {"words_tone": "warm", "words_version": mine.pk}
    handoff = record_answer(actor("wes"), cast.asked("marisol", **read), NOW)
    assert (handoff.words_tone, handoff.words_version) == ("warm", mine.pk)
    others = ({"words_version": theirs.pk}, {"words_tone": "plain"}, {"language": "es"})
    for key, other in zip(("teddy", "joy", "ana"), others, strict=True):
        handoff = record_answer(actor("wes"), cast.asked(key, **(read | other)), NOW)
        assert handoff.words_version is None


def test_only_who_keeps_the_list_changes_it() -> None:
    with refused("not_allowed"):
        needs.add_need(actor("wes"), NOW, **NAMES)
    with refused("not_allowed"):
        need_words.write_words(actor("wes"), NOW, None, "plain", "en", BODY)
