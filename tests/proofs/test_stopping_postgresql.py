"""Every receipt somebody was shown has its row, although PostgreSQL was stopped at once meanwhile."""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest

from recruitment import embedded
from tests.recruitment import processes
from tests.recruitment.test_settings import variables_read

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc"),
]


@pytest.fixture
def folder():
    """Servers of its own; whoever runs them can reach their data."""
    with tempfile.TemporaryDirectory(prefix="stopped-", dir="/tmp") as name:
        Path(name).chmod(0o755)
        yield Path(name) / "data"
        for pid in processes.of(Path(name)):
            with suppress(ProcessLookupError):
                os.kill(pid, 9)
        processes.none_left(Path(name), within=20)


def stopped(folder, stops: int) -> dict:
    environment = {name: value for name, value in os.environ.items() if name not in variables_read()}
    environment |= {"LOCAL_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "recruitment.settings"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.proofs.stopping_postgresql", str(stops)],
        cwd=embedded.CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120 + 20 * stops,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def holds(folder, stops: int) -> None:
    outcome = stopped(folder, stops)
    kept, control = outcome["kept"], outcome["control"]
    assert kept["stops"] == stops
    assert kept["receipts"] >= 25 * stops
    assert kept["interrupted"] > 0, "nobody was interrupted"
    assert (kept["lost"], kept["counted twice"], kept["told twice"], kept["promises broken"]) == (0, 0, 0, 0)
    # The negative control: commits that do not wait for the disk.
    assert control["lost"] > 0


@pytest.mark.long
def test_every_receipt_has_its_row_after_five_stops(folder):
    holds(folder, 5)


@pytest.mark.long
def test_every_receipt_has_its_row_after_fifty_stops(folder):
    holds(folder, 50)
