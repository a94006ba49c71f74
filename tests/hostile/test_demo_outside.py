"""Outside the demo there is no demo: no picker, no clock, no sign-in without a password."""

import pytest
from django.conf import settings
from django.db import connection
from django.urls import NoReverseMatch, reverse

from handclasp.platform import clock
from tests.fuzz.world import World
from tests.hostile.addresses import pages_of


@pytest.mark.parametrize(
    "path", ["/demo/", "/demo/sign-in/", "/demo/clock/", "/demo", "/Demo/", "/demo/../demo/"]
)
@pytest.mark.parametrize("kind", ["a stranger", "an administrator"])
def test_its_doors_do_not_exist(world: World, kind: str, path: str) -> None:
    browser = world.browser(kind)
    browser.handler.enforce_csrf_checks = False
    form = {"staff": "1", "by": "1d", "minutes": "10", "demo": "1"}
    for answer in (
        browser.get(path, follow=True),
        browser.post(path, form),
        browser.post(f"{path}?demo=1", form),
    ):
        assert answer.status_code == 404
    assert settings.SESSION_COOKIE_NAME not in browser.cookies or kind != "a stranger"


@pytest.mark.parametrize("name", ["demo", "demo_sign_in", "demo_clock"])
def test_its_names_lead_nowhere(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_its_clock_does_not_move(world: World) -> None:
    with pytest.raises(RuntimeError):
        clock.move_forward(clock.wall_now() - clock.wall_now())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE platform_demo_clock SET moved_by = interval '30 days'")
    assert abs((clock.now() - clock.wall_now()).total_seconds()) < 5


def test_no_page_speaks_of_it(world: World) -> None:
    browser = world.browser("an administrator")
    for path in pages_of(world.ids[:1]):
        answer = browser.get(
            path, headers={"X-Demo": "1", "Cookie": f"demo=1; {browser.cookies.output(header='')}"}
        )
        assert "/demo/" not in answer.content.decode(), path
