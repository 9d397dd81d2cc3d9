"""`manage.py import_advert`: what it prints where, what it changes, and how it ends."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.factories import EmployerFactory
from tests.vacancies.importing.adverts import EXAMPLE, HERE, text_of
from vacancies.importing import reading
from vacancies.models import Vacancy

ROOT = Path(__file__).resolve().parents[3]
NAME = "Northmoor and Vale Partnership Trust"


def _run(*arguments, stdin=None, monkeypatch=None):
    """Exit status, standard output and standard error of the command, within this process."""
    out, err = io.StringIO(), io.StringIO()
    if stdin is not None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
    try:
        call_command("import_advert", *map(str, arguments), stdout=out, stderr=err, no_color=True)
    except SystemExit as end:
        return end.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_json_is_all_it_prints_and_it_asks_nothing_of_the_database():
    """No database mark: a query here would fail the test."""
    status, out, err = _run(EXAMPLE, "--json")
    assert (status, err) == (0, "")
    assert json.loads(out) == json.loads((HERE / "example_advert.json").read_text(encoding="utf-8"))
    assert out.isascii()


def test_standard_input_is_a_file_too(monkeypatch):
    status, out, _ = _run("-", "--json", stdin=EXAMPLE.read_bytes(), monkeypatch=monkeypatch)
    assert status == 0
    assert json.loads(out)["title"] == "Therapeutic Support Worker"


@pytest.mark.parametrize("flags", [["--json"], []])
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "There is no file"),
        (b"", "The file is empty."),
        (b"\x00\x01\x02", "not text"),
        (b"a" * (reading.MOST_BYTES + 1), "larger than"),
    ],
)
def test_an_unreadable_file_ends_with_one_sentence_and_status_2(tmp_path, content, words, flags):
    file = tmp_path / "advert.txt"
    if content is not None:
        file.write_bytes(content)
    status, out, err = _run(file, *flags)
    assert (status, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1


@pytest.mark.django_db
def test_it_creates_the_draft_of_the_employer_the_advert_names():
    employer = EmployerFactory(name=NAME.upper())
    status, out, err = _run(EXAMPLE)
    vacancy = Vacancy.objects.get()
    assert (status, err) == (0, "")
    assert vacancy.employer == employer
    assert f"Created draft vacancy {vacancy.pk}, Therapeutic Support Worker (907-NVP-26-0412)" in out
    assert "with 14 criteria" in out


@pytest.mark.django_db
def test_it_prints_every_warning():
    EmployerFactory(name="Somebody Else")
    _, out, _ = _run(HERE / "trainee_full_of_doubts.txt", "--employer", "somebody  else")
    expected = json.loads((HERE / "trainee_full_of_doubts.json").read_text(encoding="utf-8"))["warnings"]
    assert all(f"To check: {warning}" in out for warning in expected)
    assert "until you give it your own" in out


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "arguments", "words"),
    [
        (None, [], f"No employer here is called “{NAME}”: add it in the admin, or"),
        (None, ["--employer", "Nobody"], "No employer here is called “Nobody”"),
        ("Job Title: Helper", [], "does not name its employer"),
    ],
)
def test_an_unknown_employer_ends_with_what_to_do_and_status_2(tmp_path, text, arguments, words):
    file = tmp_path / "advert.txt"
    file.write_text(text or text_of(EXAMPLE), encoding="utf-8")
    status, out, err = _run(file, *arguments)
    assert (status, out) == (2, "")
    assert words in err
    assert "--employer NAME" in err
    assert err.count("\n") == 1
    assert not Vacancy.objects.exists()


@pytest.mark.django_db
def test_the_same_advert_twice_ends_with_one_sentence_and_status_2():
    EmployerFactory(name=NAME)
    _run(EXAMPLE)
    status, out, err = _run(EXAMPLE)
    assert (status, out) == (2, "")
    assert "already has a vacancy with the reference" in err
    assert Vacancy.objects.count() == 1


@pytest.mark.django_db
def test_json_changes_nothing_even_where_the_employer_exists():
    EmployerFactory(name=NAME)
    assert _run(EXAMPLE, "--json")[0] == 0
    assert not Vacancy.objects.exists()


def test_the_real_command_ends_with_status_2_and_one_line(tmp_path):
    """The whole process: nothing of Django's own may add to the one sentence."""
    (tmp_path / "empty.txt").touch()
    done = subprocess.run(
        [sys.executable, "manage.py", "import_advert", str(tmp_path / "empty.txt"), "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "The file is empty.\n")
