"""The main job, whole: what `make walkthrough` does holds, and says so only when it does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.walkthrough.__main__ import data_folder

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module", autouse=True)
def _one_folder_for_both():
    """The second walk finds the database made, the people in it, and the first one's advert."""
    with data_folder() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("WALKTHROUGH_DATA", str(folder))
        yield


def walk(**environment) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "tests.walkthrough"],
        cwd=CHECKOUT,
        check=False,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=500,
    )


@pytest.mark.proof
def test_from_advert_to_invitation():
    done = walk()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "12 are in, 3 are refused" in done.stdout
    assert "4 invitations and 8 other answers, each exactly once" in done.stdout
    assert "Every step held" in done.stdout


@pytest.mark.proof
def test_a_step_that_does_not_hold_fails_the_walk():
    """Negative control: with staff kept from the desk by the second factor, the second step cannot hold."""
    done = walk(STAFF_MFA_REQUIRED="on")
    assert done.returncode == 1
    assert "A saved advert becomes a draft vacancy. DID NOT HOLD" in done.stdout
    assert "Confirm that it is you" in done.stdout, "it stopped at something else"
    assert "Every step held" not in done.stdout
