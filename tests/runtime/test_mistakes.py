"""Mistakes in how Handclasp is started are answered in a sentence."""

from pathlib import Path

import pytest

from tests.ground.whole import Whole

SERVER = "postgresql://a@127.0.0.1:9/none"
KEY = "k" * 40


@pytest.fixture
def nothing(tmp_path: Path) -> Whole:
    return Whole(tmp_path, 8000)


@pytest.mark.parametrize(
    ("words", "settings", "sentence"),
    [
        (
            ["run"],
            {"HANDCLASP_PORT": "eight"},
            "HANDCLASP_PORT is 'eight'. It must be a number from 1 to 65535",
        ),
        (["run"], {"HANDCLASP_PORT": "٣"}, "must be a number"),
        (["run"], {"HANDCLASP_PORT": "65536"}, "must be a number"),
        (["run"], {"HANDCLASP_DATA": "/dev/null/here"}, "cannot be used"),
        (["run"], {"DATABASE_URL": SERVER}, "bring their own database"),
        (["web"], {}, "DATABASE_URL is not set"),
        (["web"], {"DATABASE_URL": SERVER}, "HANDCLASP_SECRET_KEY must hold at least 32 characters"),
        (["web"], {"DATABASE_URL": "mysql://x/y"}, "not an address of PostgreSQL"),
        (["web"], {"DATABASE_URL": "postgresql://x:port/y"}, "not an address of PostgreSQL"),
        (["run"], {"HANDCLASP_URL": "clinic"}, "It is what people type"),
        (["worker"], {}, "DATABASE_URL is not set"),
        (["migrate"], {"DATABASE_URL": SERVER}, "DATABASE_OWNER_URL is not set"),
        (["migrate"], {"DATABASE_OWNER_URL": SERVER}, "Set both"),
        (["migrate"], {"DATABASE_URL": SERVER, "DATABASE_OWNER_URL": SERVER}, "does not answer"),
        (["restore", "/nowhere"], {"DATABASE_URL": SERVER, "DATABASE_OWNER_URL": SERVER}, "cannot be read"),
        (["check"], {"DATABASE_URL": SERVER, "DATABASE_OWNER_URL": SERVER}, "does not answer"),
    ],
)
def test_a_mistake_is_answered_in_a_sentence(
    nothing: Whole, words: list[str], settings: dict[str, str], sentence: str
) -> None:
    done = nothing.command(*words, **settings)
    assert sentence in done.stderr.replace("\n", " ")
    assert "Traceback" not in done.stderr
    assert done.returncode == 2
