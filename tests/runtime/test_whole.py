"""`handclasp run` on one machine: started, stopped, killed in every part, and started again."""

import signal
import socket
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg
import pytest

from tests.ground.whole import Whole, eventually


def _gone(processes: list[psutil.Process]) -> bool:
    return not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in processes)


def test_ctrl_c_stops_everything_and_the_next_start_has_the_data(
    whole: Whole, record_property: Callable[[str, object], None]
) -> None:
    whole.start()
    whole.remember("before")
    processes = whole.everything()
    assert whole.stop() == 0
    assert _gone(processes)
    record_property("seconds of the second start", whole.start())  # 2 on an idle machine; the promise is 8
    assert whole.remembers() == {"before"}


@pytest.mark.parametrize(
    "part",
    [
        "pages",
        pytest.param("worker", marks=pytest.mark.long),
        pytest.param("database", marks=pytest.mark.long),
    ],
)
def test_a_part_that_is_killed_comes_back_by_itself(whole: Whole, part: str) -> None:
    whole.start()
    whole.remember("before")
    killed = whole.part(part)
    killed.kill()
    eventually("the part is replaced", lambda: _gone([killed]) and "again" in whole.said())
    whole.wait_until_ready()
    assert whole.part(part).pid != killed.pid
    assert whole.remembers() == {"before"}


@pytest.mark.long
def test_a_killed_database_connection_takes_nothing_with_it(whole: Whole) -> None:
    whole.start()
    whole.remember("before")
    with psycopg.connect(whole.addresses()["DATABASE_URL"]) as connection:
        psutil.Process(connection.info.backend_pid).kill()
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    whole.wait_until_ready()
    assert whole.remembers() == {"before"}


def test_when_all_is_killed_at_once_nothing_lingers_and_the_next_start_has_the_data(whole: Whole) -> None:
    whole.start()
    whole.remember("before")
    left = whole.everything()
    assert whole.process is not None
    whole.process.kill()
    whole.process.wait()
    eventually("the children are gone too", lambda: _gone(left), 20)
    whole.start()
    assert whole.remembers() == {"before"}


@pytest.mark.long
def test_a_start_right_after_a_kill_stops_what_was_left(whole: Whole) -> None:
    whole.start()
    whole.remember("before")
    assert whole.process is not None
    frozen = whole.part("pages")
    frozen.send_signal(signal.SIGSTOP)  # so that it cannot leave by itself at once
    whole.process.kill()
    whole.process.wait()
    frozen.send_signal(signal.SIGCONT)
    whole.start()
    assert whole.remembers() == {"before"}


@pytest.mark.parametrize("note", ["1\nsomewhere\n", "", "not a number"])
def test_a_stale_note_of_a_server_does_not_keep_the_next_from_starting(whole: Whole, note: str) -> None:
    stale = whole.data / "postgresql" / "postmaster.pid"
    stale.write_text(note)
    done = whole.command("migrate")
    assert done.returncode == 0, done.stderr


@pytest.mark.long
def test_two_copies_run_side_by_side(new_whole: Callable[[], Whole]) -> None:
    one, other = new_whole(), new_whole()
    one.start()
    other.start()
    one.remember("one")
    other.remember("other")
    assert (one.remembers(), other.remembers()) == ({"one"}, {"other"})


def test_a_second_copy_on_the_same_folder_is_told_so(whole: Whole) -> None:
    whole.start()
    done = whole.command("run")
    assert done.returncode == 2
    assert f"Handclasp already runs on {whole.data}" in done.stderr
    assert "HANDCLASP_DATA" in done.stderr
    assert "Traceback" not in done.stderr
    beside = whole.command("migrate")
    assert "up to date" in beside.stdout


def test_a_taken_port_is_named_with_the_way_to_another(whole: Whole) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", whole.port))
        taken.listen()
        done = whole.command("run")
    assert done.returncode == 2
    assert f"Port {whole.port}" in done.stderr
    assert "HANDCLASP_PORT=" in done.stderr


def test_a_backup_brings_back_what_was_there(whole: Whole, tmp_path: Path) -> None:
    file = tmp_path / "kept.backup"
    whole.start()
    whole.remember("kept")
    assert whole.command("backup", str(file)).returncode == 0
    assert file.stat().st_mode & 0o077 == 0
    whole.remember("later")
    refused = whole.command("restore", "--replace", str(file))
    assert "Stop it first" in refused.stderr
    whole.stop()
    assert "--replace" in whole.command("restore", str(file)).stderr
    done = whole.command("restore", "--replace", str(file))
    assert done.returncode == 0, done.stderr
    whole.start()
    assert whole.remembers() == {"kept"}


def test_a_broken_backup_changes_nothing(whole: Whole, tmp_path: Path) -> None:
    whole_file, broken = tmp_path / "whole.backup", tmp_path / "broken.backup"
    assert whole.command("backup", str(whole_file)).returncode == 0
    broken.write_bytes(whole_file.read_bytes()[:-20_000])
    done = whole.command("restore", "--replace", str(broken))
    assert done.returncode == 2
    assert "nothing was changed" in done.stderr
    assert "up to date" in whole.command("migrate").stdout


def test_the_demo_never_opens_real_data(whole: Whole) -> None:
    (whole.data / "kind").write_text("real\n")
    done = whole.command("demo")
    assert done.returncode == 2
    assert "lets anybody sign in as anybody" in done.stderr
    assert whole.command("demo", "--reset").returncode == 2
    assert (whole.data / "postgresql" / "PG_VERSION").exists()


def test_real_data_is_never_kept_beside_the_demo(whole: Whole) -> None:
    (whole.data / "kind").write_text("demo\n")
    done = whole.command("run")
    assert done.returncode == 2
    assert "holds the demo" in done.stderr
