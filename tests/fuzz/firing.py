"""Sending generated requests at the pages in this process, and judging every answer."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import schemathesis
from django.conf import settings
from django.http import HttpResponse
from django.middleware.csrf import _get_new_csrf_string
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as hypothesis_settings
from schemathesis import Case

from handclasp.web.live.door import _admitted
from handclasp.web.shell.context import LIVE_PATH
from tests.fuzz.description import Schema
from tests.fuzz.world import KINDS, World

EXPECTED = {200, 204, 301, 302, 303, 400, 401, 403, 404, 405, 409, 413, 415, 422, 429}
SELDOM = 8
READY = "/readyz"  # there is no worker here
FORM = "application/x-www-form-urlencoded"
FOREIGN = (
    "Traceback",
    "<title>Server Error",
    "<h1>Not Found</h1>",
    "CSRF verification failed",
    "DisallowedHost",
)


@dataclass
class Tally:
    """How many requests were answered how, and which answers are not ours."""

    statuses: Counter[int] = field(default_factory=Counter)
    changed: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def sent(self) -> int:
        """Return how many requests were sent."""
        return self.statuses.total()


def fire(schema: Schema, worlds: Callable[[], World], count: int, number: int, each: int) -> Tally:
    """Send `count` requests of the whole description; a new world comes after `each` of them."""
    tally, dice = Tally(), random.Random(number)
    shots = _cases(schema, count, number)
    kinds = list(KINDS)
    world = worlds()
    for position, case in enumerate(shots):
        if position and position % each == 0:
            world = worlds()
        _one(world, dice.choice(kinds), case, dice, tally)
    return tally


def _cases(schema: Schema, count: int, number: int) -> Iterator[Case]:
    """Yield cases of every operation in turn, mixed, the same for the same number."""
    operations = [found.ok() for found in schemathesis.openapi.from_dict(schema).get_all_operations()]
    share, cases, again = -(-count // len(operations)), list[Case](), number
    while len(cases) < count:  # a door without parameters has few cases, the others make up for it
        for one in operations:
            again += 1
            cases += _of(one, max(1, share // SELDOM) if one.method == "put" else share, again)
    random.Random(number).shuffle(cases)
    yield from cases[:count]


def _of(operation: Any, count: int, number: int) -> list[Case]:
    found: list[Case] = []

    @seed(number)
    @hypothesis_settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy())
    def collect(case: Case) -> None:
        found.append(case)

    collect()
    return found


def _one(world: World, kind: str, case: Case, dice: random.Random, tally: Tally) -> None:
    path = "".join(_piece(piece, case) for piece in _pieces(case.path))
    query = urlencode(_texts(case.query or {}), doseq=True)
    if path == LIVE_PATH:
        tally.statuses[_ask_for_a_stream(world, kind, query)] += 1
        return
    browser = world.browser(kind)
    headers = {name: str(value) for name, value in (case.headers or {}).items()}
    body = _texts(case.body) if isinstance(case.body, dict) else {}
    if dice.random() < 0.95:
        token = _get_new_csrf_string()
        browser.cookies[settings.CSRF_COOKIE_NAME] = token
        headers["X-CSRFToken"] = token
    method = case.method.upper()
    answer = browser.generic(
        method, path, urlencode(body, doseq=True) if method == "POST" else b"", FORM if method == "POST" else "",
        QUERY_STRING=query, headers=headers,
    )  # fmt: skip
    tally.statuses[answer.status_code] += 1
    tally.changed += method == "POST" and answer.status_code in (200, 302, 303)
    if problem := _not_ours(answer, path):
        tally.wrong.append(f"{problem}: {kind} {method} {path}?{query[:300]} {headers} {body!r:.600}")


def _pieces(path: str) -> list[str]:
    return path.replace("{", "\0{").replace("}", "}\0").split("\0")


def _piece(piece: str, case: Case) -> str:
    name = piece.strip("{}")
    return quote(str((case.path_parameters or {})[name]), safe="") if piece.startswith("{") else piece


def _texts(values: Any) -> dict[str, Any]:
    return {name: value if isinstance(value, list) else str(value) for name, value in values.items()}


def _ask_for_a_stream(world: World, kind: str, query: str) -> int:
    cookie = f"{settings.SESSION_COOKIE_NAME}={world.cookies.get(kind, '')}".encode()
    scope = {
        "type": "http", "method": "GET", "path": LIVE_PATH, "query_string": query.encode(),
        "headers": [(b"host", b"localhost"), (b"cookie", cookie)],
    }  # fmt: skip
    with ThreadPoolExecutor(1) as thread:  # this one may have a browser's loop in it
        found = thread.submit(lambda: asyncio.run(_admitted(scope))).result()
    return found if isinstance(found, int) else 200


def _not_ours(answer: HttpResponse, path: str) -> str:
    """Return what is wrong with an answer, or nothing."""
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    location = urlsplit(answer.headers.get("Location", ""))
    if answer.status_code not in EXPECTED and not (path == READY and answer.status_code == 503):
        return str(answer.status_code)
    if "Content-Security-Policy" not in answer.headers or "X-Request-ID" not in answer.headers:
        return f"{answer.status_code} without the house's headers"
    if location.netloc or location.scheme:
        return f"{answer.status_code} leads away to {location.netloc}"
    found = [words for words in FOREIGN if words.encode() in text]
    return f"{answer.status_code} is not in our words ({found[0]})" if found else ""
