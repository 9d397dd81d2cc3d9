"""Several programs as one: their lines with their names, and an end for all of them."""

import os
import signal
import subprocess
import sys

import pytest

from recruitment import supervisor
from recruitment.supervisor import Supervisor
from tests.waiting import wait_until

PATIENT = "import time; print('here', flush=True); time.sleep(600)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {PATIENT}"
# A program that leaves another one behind when it is asked to end.
PARENT = (
    f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {STUBBORN!r}], stdout=-3); {PATIENT}"
)


@pytest.fixture
def parts():
    running = Supervisor()
    yield running
    running.stop()


def start(parts, name, program):
    parts.start(name, [sys.executable, "-c", program], {"PATH": os.environ["PATH"]})
    return parts.programs[-1].process


def listen_until_all_are_here(parts, capsys):
    said = []

    def here():
        parts.pass_on(seconds=0.1)
        said.append(capsys.readouterr().out)
        return "".join(said).count("| here") == len(parts.programs)

    wait_until(here, within=20)


def group_exists(process) -> bool:
    try:
        os.killpg(process.pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_lines_carry_the_name_of_who_said_them(parts, capsys):
    start(parts, "talker", "print('one'); print('two', end='')").wait()
    start(parts, "other", "import sys; print('an error', file=sys.stderr)").wait()
    parts.stop()
    assert sorted(capsys.readouterr().out.splitlines()) == [
        "other  | an error",
        "talker | one",
        "talker | two",
    ]


def test_the_one_that_ends_is_named(parts):
    start(parts, "steady", PATIENT)
    start(parts, "fleeting", "raise SystemExit(3)")
    parts.pass_on(seconds=20)
    assert (parts.fallen().name, parts.fallen().process.returncode) == ("fleeting", 3)


def test_they_stop_last_started_first(parts, capsys):
    farewell = (
        "import signal, sys, time; signal.signal(signal.SIGTERM, lambda *_: (print('bye'), sys.exit()))"
    )
    for name in ("first", "second"):
        start(parts, name, f"{farewell}; print('here', flush=True); time.sleep(600)")
    listen_until_all_are_here(parts, capsys)
    parts.stop()
    assert capsys.readouterr().out.splitlines() == ["second | bye", "first  | bye"]


def test_who_does_not_want_to_end_is_killed_with_all_it_started(parts, capsys, monkeypatch):
    monkeypatch.setattr(supervisor, "PATIENCE", 0.3)
    stubborn, parent = start(parts, "deaf", STUBBORN), start(parts, "parent", PARENT)
    listen_until_all_are_here(parts, capsys)
    parts.stop()
    assert stubborn.returncode == -signal.SIGKILL
    wait_until(lambda: not group_exists(stubborn) and not group_exists(parent))


@pytest.mark.parametrize("wish", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_whoever_wishes_an_end_is_heard(wish):
    program = f"""
import os, sys
from recruitment.supervisor import Supervisor
parts = Supervisor()
parts.listen_for_signals()
parts.start("part", [sys.executable, "-c", {PATIENT!r}], dict(os.environ))
print(parts.programs[0].process.pid, flush=True)
while not parts.wishes:
    parts.pass_on(seconds=600)
parts.stop()
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as parent:
        pid = int(parent.stdout.readline())
        parent.send_signal(wish)
        assert parent.wait(timeout=60) == 0
    assert not alive(pid)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's promise is Linux's alone")
def test_they_end_with_a_killed_supervisor():
    program = f"""
import os, sys
from recruitment.supervisor import Supervisor
parts = Supervisor()
parts.start("part", [sys.executable, "-c", {PATIENT!r}], dict(os.environ))
print(parts.programs[0].process.pid, flush=True)
parts.pass_on(seconds=600)
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as parent:
        pid = int(parent.stdout.readline())
        os.kill(pid, 0)
        parent.kill()
    wait_until(lambda: not alive(pid))


def alive(pid) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as status:
            return status.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
