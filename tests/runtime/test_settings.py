"""Settings are read from the environment or from files, and every mistake is told at once, in a sentence."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from handclasp.config import environment
from handclasp.config.mistakes import Mistake
from handclasp.config.places import open_places, refuse_an_open_folder
from handclasp.config.variables import INTERNAL, VARIABLES, names

KEY = "wE8-nobody_guesses_this-Xq2b71Lr0vTz"
ROOT = Path(__file__).resolve().parents[2]
SERVER = "postgresql://application@db.internal/handclasp"
HTTPS = {"HANDCLASP_URL": "https://clinic.example.org"}


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = dict(os.environ)
    for name in [n for n in os.environ if n.startswith(("HANDCLASP_", "DATABASE_"))]:
        monkeypatch.delenv(name)
    yield
    os.environ.clear()
    os.environ.update(before)


def _secret(folder: Path, text: str, mode: int = 0o600) -> str:
    file = folder / "secret"
    file.write_text(text)
    file.chmod(mode)
    return str(file)


def _refused(settings: dict[str, str], *, serves: bool = True, demo: bool = False, **more: object) -> str:
    os.environ.update(settings)
    with pytest.raises(Mistake) as told:
        environment.refuse_mistakes(serves=serves, demo=demo, **more)  # type: ignore[arg-type]
    return told.value.message


def _accepted(settings: dict[str, str], *, demo: bool = False) -> None:
    os.environ.update(settings)
    environment.refuse_mistakes(serves=True, demo=demo)


@pytest.mark.parametrize("name", sorted(v.name for v in VARIABLES if v.is_secret))
def test_every_secret_may_come_from_a_file_and_its_last_newline_is_not_part_of_it(
    name: str, tmp_path: Path
) -> None:
    content = SERVER if name.startswith("DATABASE") else KEY
    if name == "DATABASE_OWNER_URL":
        os.environ["DATABASE_URL"] = SERVER
        content = SERVER.replace("application", "owner")
    _accepted({f"{name}_FILE": _secret(tmp_path, content + "\n")})
    assert os.environ[name] == content
    assert f"{name}_FILE" not in os.environ, "a part that is started by another finds one source only"


def test_a_secret_given_twice_is_a_mistake(tmp_path: Path) -> None:
    told = _refused({"HANDCLASP_SECRET_KEY": KEY, "HANDCLASP_SECRET_KEY_FILE": _secret(tmp_path, KEY)})
    assert told == "HANDCLASP_SECRET_KEY and HANDCLASP_SECRET_KEY_FILE are both set. Keep one of them."


@pytest.mark.parametrize("mode", [0o644, 0o602, 0o620])
def test_a_secret_that_others_can_read_or_change_is_refused(tmp_path: Path, mode: int) -> None:
    told = _refused({"HANDCLASP_SECRET_KEY_FILE": _secret(tmp_path, KEY, mode)})
    assert "others on this machine" in told
    assert "chmod 600" in told


def test_a_group_that_may_read_a_secret_was_chosen_by_somebody(tmp_path: Path) -> None:
    _accepted({"HANDCLASP_SECRET_KEY_FILE": _secret(tmp_path, KEY, 0o440)})


@pytest.mark.parametrize("content", ["", "\n", "\0" * 40, "x" * 70_000])
def test_a_file_without_a_secret_is_refused(tmp_path: Path, content: str) -> None:
    assert "HANDCLASP_SECRET_KEY_FILE is " in _refused(
        {"HANDCLASP_SECRET_KEY_FILE": _secret(tmp_path, content)}
    )


def test_a_file_that_is_not_there_or_is_none_is_told(tmp_path: Path) -> None:
    assert "No such file" in _refused({"HANDCLASP_SECRET_KEY_FILE": str(tmp_path / "gone")})
    assert "cannot be read" in _refused({"HANDCLASP_SECRET_KEY_FILE": str(tmp_path)})
    assert "is no file" in _refused({"HANDCLASP_SECRET_KEY_FILE": "/dev/null"})


def test_a_missing_secret_whose_file_is_wrong_is_told_once(tmp_path: Path) -> None:
    told = _refused({"HANDCLASP_SECRET_KEY_FILE": str(tmp_path / "gone")}, needs=["HANDCLASP_SECRET_KEY"])
    assert "settings must change" not in told


def test_a_mistyped_name_is_told_with_the_nearest_one() -> None:
    assert (
        _refused({"HANDCLASP_PROT": "80"})
        == "HANDCLASP_PROT is no setting of Handclasp. Is HANDCLASP_PORT meant?"
    )
    assert "settings.md" in _refused({"HANDCLASP_PROT": "80", "HANDCLASP_ZZZZZZZZ": "1"})


def test_all_mistakes_are_told_at_once() -> None:
    told = _refused(
        {
            "HANDCLASP_PORT": "eight",
            "HANDCLASP_POOL": "many",
            "HANDCLASP_URL": "clinic",
            "DATABASE_OWNER_URL": "mysql://x/y",
            "HANDCLASP_KEY": KEY,
        },
        needs=["HANDCLASP_SECRET_KEY"],
    )
    assert told.startswith("7 settings must change before Handclasp starts:")
    assert told.count("\n  - ") == 7


def test_no_sentence_repeats_a_secret() -> None:
    told = _refused({"DATABASE_URL": "postgresql://a:hunter2@h:port/x", "HANDCLASP_SECRET_KEY": "hunter2"})
    assert "hunter2" not in told


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("HANDCLASP_SECRET_KEY", "short", "at least 32 characters"),
        ("HANDCLASP_SECRET_KEY", "k" * 50, "repeats itself"),
        ("HANDCLASP_SECRET_KEY", "abcdefgh" * 5, "repeats itself"),
        ("HANDCLASP_SECRET_KEY", "django-insecure-wE8nobodyguessesthisXq2b71", "from an example"),
        ("HANDCLASP_SECRET_KEY", "CHANGE_ME_change_me_1234567890abcdef", "from an example"),
        ("HANDCLASP_OLD_SECRET_KEYS", f"{KEY}\nshort", "at least 32 characters"),
        ("HANDCLASP_PROXY", "0.0.0.0/0", "everybody"),
        ("HANDCLASP_PROXY", "*", "Write the proxy's addresses"),
        ("HANDCLASP_PROXY", "::/0", "everybody"),
        ("HANDCLASP_ALLOWED_HOSTS", "a.example.org, *", "any name"),
        ("HANDCLASP_ALLOWED_HOSTS", "https://a.example.org", "no host name"),
        ("HANDCLASP_MAIL_SECURITY", "ssl", "one of: starttls, tls, none"),
        ("HANDCLASP_URL", "https://me:word@clinic.example.org", "what people type"),
        ("HANDCLASP_URL", "https://clinic.example.org/somewhere", "what people type"),
        ("HANDCLASP_MAIL_FROM", "a@example.org\r\nBcc: b@example.org", "line break"),
        ("HANDCLASP_IDLE_MINUTES", "0", "from 1 to 1440"),
    ],
)
def test_a_value_that_cannot_be_meant_is_told(name: str, value: str, words: str) -> None:
    assert words in _refused({name: value})


@pytest.mark.parametrize(
    ("settings", "demo", "words"),
    [
        ({"HANDCLASP_HOST": "0.0.0.0"}, True, "lets anybody sign in as anybody"),
        (HTTPS, True, "lets anybody sign in as anybody"),
        ({"HANDCLASP_ALLOWED_HOSTS": "clinic.example.org"}, True, "lets anybody sign in as anybody"),
        ({"HANDCLASP_HOST": "0.0.0.0"}, False, "speaks no https itself"),
        ({"HANDCLASP_HOST": "::"}, False, "speaks no https itself"),
        ({"HANDCLASP_HOST": "192.0.2.7"} | HTTPS, False, "HANDCLASP_PROXY"),
        ({"HANDCLASP_URL": "http://clinic.example.org"}, False, "readable on the way"),
        ({"DJANGO_SETTINGS_MODULE": "their.settings"}, False, "Unset it"),
        ({"DATABASE_URL": SERVER, "DATABASE_OWNER_URL": SERVER}, False, "two different roles"),
        (
            {"HANDCLASP_MAIL_HOST": "mail.example.org", "HANDCLASP_MAIL_SECURITY": "none"},
            False,
            "starttls or tls",
        ),
    ],
)
def test_an_unsafe_combination_is_not_served(settings: dict[str, str], demo: bool, words: str) -> None:
    assert words in _refused(settings, demo=demo)


@pytest.mark.parametrize(
    ("settings", "demo"),
    [
        ({}, False),
        ({}, True),
        ({"HANDCLASP_HOST": "127.0.0.2"}, True),
        ({"HANDCLASP_URL": "http://localhost:8000"}, False),
        ({"HANDCLASP_URL": "http://[::1]:8000/"}, False),
        ({"HANDCLASP_HOST": "0.0.0.0", "HANDCLASP_PROXY": "10.0.0.5, 10.1.0.0/16"} | HTTPS, False),
        (HTTPS, False),
        ({"HANDCLASP_MAIL_HOST": "localhost", "HANDCLASP_MAIL_SECURITY": "none"}, False),
        ({"HANDCLASP_PORT": "", "HANDCLASP_SECRET_KEY": ""}, False),
    ],
)
def test_a_safe_combination_is_served(settings: dict[str, str], demo: bool) -> None:
    _accepted(settings, demo=demo)


def test_only_named_proxies_are_believed_about_who_asks() -> None:
    assert environment.proxies() == []
    os.environ |= HTTPS
    assert environment.proxies() == ["127.0.0.1", "::1"]
    os.environ["HANDCLASP_PROXY"] = "10.0.0.5, 10.1.0.0/16"
    assert environment.proxies() == ["10.0.0.5", "10.1.0.0/16"]


def test_a_new_data_folder_is_closed_to_others_and_an_open_one_is_refused(tmp_path: Path) -> None:
    places = open_places(str(tmp_path / "new"))
    assert not places.data.stat().st_mode & 0o066
    refuse_an_open_folder(places)
    places.data.chmod(0o755)
    with pytest.raises(Mistake, match="chmod 7"):
        refuse_an_open_folder(places)


def test_every_setting_that_the_code_or_the_readme_names_is_on_the_list() -> None:
    files = [*(ROOT / "src").rglob("*.py"), ROOT / "README.md", ROOT / "Makefile"]
    named = {
        name for file in files for name in re.findall(r"\bHANDCLASP_[A-Z]+(?:_[A-Z]+)*", file.read_text())
    }
    assert named - names() - {"HANDCLASP_TEST"} == set(), "add it to handclasp.config.variables"


def test_every_setting_on_the_list_is_read_somewhere() -> None:
    own = {"variables.py", "generated.py"}
    texts = [file.read_text() for file in (ROOT / "src").rglob("*.py") if file.name not in own]
    unread = {v.name for v in VARIABLES if not any(f'"{v.name}"' in text for text in texts)}
    assert unread == set(), "a setting that nothing reads promises what does not happen"
    assert INTERNAL
