"""What import-linter cannot say: the domain's purity, the doors' manners, migrations that stand alone."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "handclasp"


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _name(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def test_the_domain_uses_the_standard_library_and_itself_only() -> None:
    allowed = sys.stdlib_module_names | {"handclasp"}
    foreign = {
        (_name(path), module)
        for path in (SOURCE / "domain").rglob("*.py")
        for module in _imports(path)
        if module.split(".")[0] not in allowed
        or (module.startswith("handclasp.") and ".domain" not in module)
    }
    assert foreign == set()


def test_the_domain_reads_no_clock() -> None:
    readers = ("datetime.now(", "date.today(", "time.time(", "utcnow(", "time.monotonic(")
    found = {
        (_name(path), reader)
        for path in (SOURCE / "domain").rglob("*.py")
        for reader in readers
        if reader in path.read_text()
    }
    assert found == set()


def test_only_the_clock_and_the_runtime_read_the_machines_time() -> None:
    allowed = {"platform/clock.py"}
    readers = ("datetime.now(", "date.today(", "timezone.now(", "utcnow(")
    found = {
        _name(path)
        for path in SOURCE.rglob("*.py")
        if not _name(path).startswith("config/") and any(reader in path.read_text() for reader in readers)
    }
    assert found <= allowed


def test_no_door_touches_a_table() -> None:
    loader = "web/demo/network.py"  # writes the invented network, and runs only for the demo
    of_django = re.compile(
        r"(Session|User|get_user_model\(\))\.objects"
    )  # who is signed in: no feature's table
    found = {
        _name(path)
        for path in (SOURCE / "web").rglob("*.py")
        if ".objects" in of_django.sub("", path.read_text()) and _name(path) != loader
    }
    assert found == set()


def test_a_migration_imports_no_code_of_a_feature() -> None:
    allowed = ("handclasp.platform.sql",)
    found = {
        (_name(path), module)
        for path in SOURCE.rglob("migrations/*.py")
        for module in _imports(path)
        if module.startswith("handclasp") and not module.startswith(allowed)
    }
    assert found == set()


def test_queries_never_import_commands() -> None:
    found = {
        (_name(path), module)
        for path in [*SOURCE.rglob("queries.py"), *SOURCE.rglob("queries/*.py")]
        for module in _imports(path)
        if ".commands" in module
    }
    assert found == set()
