"""The parts on their own: pages and worker on a given database."""

import http.client
import json
import re
from urllib.parse import urljoin
from urllib.request import urlopen

from tests.ground.browsers import People
from tests.ground.serving import Running


def _ask(running: Running, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def test_pages_and_worker_say_that_they_are_ready(running: Running) -> None:
    assert _ask(running, "/healthz") == (200, "alive\n")
    status, words = _ask(running, "/readyz")
    assert (status, json.loads(words)) == (200, {"database": "ok", "tables": "ok", "worker": "ok"})


def test_pages_come_back_after_they_were_killed(running: Running) -> None:
    running.kill("web")
    running.start("web")
    assert _ask(running, "/healthz")[0] == 200


def test_a_browser_reaches_the_pages(running: Running, people: People) -> None:
    page = people.arrive("a visitor", at=running.url)
    answer = page.goto("/healthz")
    assert answer is not None
    assert answer.text() == "alive\n"


def test_the_environment_alone_makes_no_demo(running: Running) -> None:
    running.kill("web")
    running.settings["HANDCLASP_DEMO"] = "1"
    running.start("web")
    assert _ask(running, "/demo/")[0] == 404


def test_files_of_a_page_are_served_under_names_that_never_change_their_meaning(running: Running) -> None:
    status, page = _ask(running, "/accounts/login/")
    assert status == 200
    waiting = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
    seen: dict[str, str] = {}
    while waiting:
        path = waiting.pop()
        answer = urlopen(running.url + path, timeout=10)
        seen[path] = answer.headers["Cache-Control"]
        if path.endswith((".css", ".js")):
            waiting |= {urljoin(path, name) for name in _files_named_in(answer.read().decode())} - set(seen)
    assert len(seen) > 3
    assert {path for path, kept in seen.items() if "immutable" not in kept} == set()


def _files_named_in(text: str) -> set[str]:
    in_css = re.findall(r"""url\(["']?([^"')#]+\.(?:css|woff2|svg))["']?\)""", text)
    in_js = re.findall(r"""(?:from|import)\s*["'](\.{1,2}/[^"']+\.js)["']""", text)
    return {name for name in in_css + in_js if not name.startswith("data:")}
