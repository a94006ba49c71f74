"""Markup in any text that a person or a file brings is shown as text, on every page."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction

from handclasp.clients.models import Client
from handclasp.directory.models import Staff
from tests import cast
from tests.fuzz.world import World, make_world
from tests.hostile.addresses import pages_of
from tests.web.introducing import asked

MARK = "<b id=hit>'\"&{{7*7}}"
OURS = ("clients", "directory", "availability", "handoffs")
KINDS = ("the sender", "a receiver", "a supervisor", "an administrator")


def _texts() -> Iterator[tuple[type[models.Model], str]]:
    for app in OURS:
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.get_fields():
                if isinstance(field, models.TextField | models.CharField) and not field.choices:
                    yield model, field.name


def _mark_everything() -> set[str]:
    """Write the mark behind every text that may hold one; what a rule of the database refuses stays as it was."""
    marked = set()
    for model, name in _texts():
        for row in model._default_manager.exclude(**{name: ""})[:20]:
            try:
                with transaction.atomic():
                    model._default_manager.filter(pk=row.pk).update(
                        **{name: f"{getattr(row, name)}{MARK}"[:90]}
                    )
            except DatabaseError:
                break
            marked.add(f"{model.__name__}.{name}")
    return marked


def _type_it_everywhere(world: World) -> None:
    """Type the mark where staff type words."""
    sender, receiver = world.browser("the sender"), world.browser("a receiver")
    for browser in (sender, receiver):
        browser.handler.enforce_csrf_checks = False
    home = f"/handoffs/{cast.of('marisol').pk}"
    sent = [
        sender.post(f"/introduce/{cast.client('marcus')}/", asked("marcus", place=MARK)),
        receiver.post(f"{home}/together/save/", {"said": MARK, "small_step": MARK, "corrections": MARK}),
        receiver.post(f"{home}/together/do/", {"do": "action", "what": MARK, "owner": "", "due_on": ""}),
    ]
    assert {answer.status_code for answer in sent} <= {200, 302, 303}


@pytest.mark.long
@pytest.mark.usefixtures("db_clone")
def test_markup_is_shown_as_text_wherever_it_came_from() -> None:
    world: World = make_world()
    _type_it_everywhere(world)
    marked = _mark_everything()
    assert {"Client.given", "Staff.family", "Program.name", "Organization.name", "Need.name_en"} <= marked
    assert Client.objects.filter(given__contains=MARK).exists()
    assert Staff.objects.filter(family__contains=MARK).exists()
    shown = 0
    for kind in KINDS:
        browser = world.browser(kind)
        for path in pages_of(world.foreign_ids):
            page = browser.get(path).content.decode()
            assert "<b id=hit>" not in page, f"{kind} {path}"
            assert "49" not in page or "{{7*7}}" in page or "&lt;b id=hit&gt;" not in page, f"{kind} {path}"
            shown += "&lt;b id=hit&gt;" in page
    assert shown > 15, "the mark was looked for where it is shown"
