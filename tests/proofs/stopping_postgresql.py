"""Submitting while PostgreSQL is stopped as by `pg_ctl stop -m immediate`, again and again: its own program.

`python -m tests.proofs.stopping_postgresql STOPS` on a data folder that nobody else uses (LOCAL_DATA_DIR).
Says as JSON what became of the receipts that people were shown; then the same with commits that do not wait
for the disk.
"""

import json
import os
import signal
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from unittest.mock import patch

import django

PEOPLE, AT_ONCE = 120, 6
# A stop comes once so many receipts were shown: in the middle of the work, however fast the machine is.
RECEIPTS_BEFORE = 25


def main(stops: int) -> None:
    django.setup()
    from django.core.management import call_command

    from recruitment.mail import doorbell

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    with patch.object(doorbell, "ring", lambda *task: None):
        outcome = {"kept": Rounds(stops).outcome(), "control": Rounds(stops, wait_for_disk=False).outcome()}
    print(json.dumps(outcome))


class Rounds:
    """One vacancy after the other, each with PostgreSQL stopped once in the middle of its submissions."""

    def __init__(self, stops: int, *, wait_for_disk: bool = True):
        self.stops, self.wait_for_disk = stops, wait_for_disk
        self.receipts: dict[int, str] = {}
        self.shown = 0
        self.found: Counter = Counter()

    def outcome(self) -> dict:
        for _ in range(self.stops):
            self.one()
        return dict(self.found)

    def one(self) -> None:
        from applicants.applying.models import Application
        from tests.proofs.racing import vacancy_with_drafts

        _join()
        self.receipts, self.shown = {}, 0
        vacancy, drafts = vacancy_with_drafts(PEOPLE)
        stopping = threading.Thread(target=self.stop_in_the_middle, daemon=True)
        stopping.start()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            interrupted = [pk for pk in pool.map(self.press, drafts) if pk]
        stopping.join()
        _join()
        rows = dict(Application.objects.filter(vacancy=vacancy).values_list("pk", "submitted_at"))
        self.found["stops"] += 1
        self.found["receipts"] += len(self.receipts)
        self.found["lost"] += sum(str(rows.get(pk)) != at for pk, at in self.receipts.items())
        self.found["interrupted"] += len(interrupted)
        if self.wait_for_disk:
            self.press_again(vacancy, interrupted)

    def press_again(self, vacancy, interrupted) -> None:
        """Who saw an error presses once more: everybody is in, once, with one event and one email each."""
        from applicants.applying import invariants
        from recruitment.audit.models import AuditEvent
        from recruitment.mail.models import OutgoingEmail

        assert not [pk for pk in interrupted if self.press(pk)]
        received = set(vacancy.applications.received().values_list("pk", flat=True))
        assert received == set(self.receipts)
        vacancy.refresh_from_db()
        self.found["counted twice"] += abs(vacancy.applications_received - len(received))
        events = AuditEvent.objects.filter(
            action="application.submitted", subject__in=[f"application:{pk}" for pk in received]
        )
        keys = [f"application:{pk}:received" for pk in received]
        self.found["told twice"] += abs(events.count() - len(received))
        self.found["told twice"] += abs(OutgoingEmail.objects.filter(key__in=keys).count() - len(received))
        self.found["promises broken"] += len(list(invariants.broken()))

    def press(self, pk: int) -> int | None:
        """One person submits, and is shown the receipt by a second look; the number of who saw an error."""
        from django.db import DatabaseError, connection

        from applicants.applying.actions.submitting import submit
        from applicants.applying.models import Application

        try:
            if not self.wait_for_disk:
                with connection.cursor() as cursor:
                    cursor.execute("SET synchronous_commit = off")
            application = Application.objects.select_related("vacancy__employer", "applicant").get(pk=pk)
            submit(application, by=application.applicant, key=application.submit_key)
            self.receipts[pk] = str(Application.objects.get(pk=pk).submitted_at)
            self.shown += 1
        except DatabaseError:
            with suppress(DatabaseError):
                connection.close()
            return pk
        return None

    def stop_in_the_middle(self) -> None:
        deadline = time.monotonic() + 60
        while self.shown < RECEIPTS_BEFORE:
            if time.monotonic() > deadline:
                raise TimeoutError(f"Only {self.shown} receipts within a minute.")
            time.sleep(0.002)
        os.kill(_postmaster(), signal.SIGQUIT)


def _postmaster() -> int:
    """Its number, told by PostgreSQL itself: the parent of any of its connections."""
    import psycopg
    from django.conf import settings

    with psycopg.connect(settings.DATABASE_URL) as connection:
        (folder,) = connection.execute("SHOW data_directory").fetchone()
    with open(f"{folder}/postmaster.pid") as file:
        return int(file.readline())


def _join() -> None:
    """Be sure that the servers run: after a stop they are started anew and recover."""
    from django.db import connection, connections

    from recruitment import embedded

    connections.close_all()
    deadline = time.monotonic() + 60
    while True:
        try:
            embedded.servers()
            connection.ensure_connection()
            return
        except (django.db.OperationalError, embedded.ServersFailed):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


if __name__ == "__main__":
    main(int(sys.argv[1]))
