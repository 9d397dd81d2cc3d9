"""`manage.py import_advert FILE`: a saved advert becomes a draft vacancy, or JSON on standard output."""

import json
from typing import NoReturn

from django.core.management.base import BaseCommand

from recruitment.accounts.models import Employer
from recruitment.audit.recording import SystemJob
from vacancies.actions import drafting
from vacancies.importing import reading


class Command(BaseCommand):
    """Exit status 2 and one sentence on standard error where nothing could be imported."""

    help = "Turn a saved advert (plain text) into a draft vacancy for a person to review."
    # Reading an advert asks nothing of the rest of the site; --json does not even ask the database.
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="the saved advert; - reads standard input")
        parser.add_argument("--employer", default="", help="whose advert it is; by default the one it names")
        parser.add_argument(
            "--json",
            dest="as_json",
            action="store_true",
            help="print what was understood as JSON and change nothing",
        )

    def handle(self, *, file, employer, as_json, **options):
        try:
            draft = reading.read_path(file)
            if as_json:
                # Escaped to ASCII, so that no terminal's encoding can break it.
                self.stdout.write(json.dumps(draft.as_json(), indent=2))
                return
            owner = self._employer(employer or draft.employer)
            vacancy, warnings = drafting.create(draft, employer=owner, by=SystemJob("import_advert"))
        except (reading.UnreadableAdvert, drafting.CannotDraft) as refusal:
            self._refuse(str(refusal))
        count = vacancy.criteria.count()
        self.stdout.write(
            f"Created draft vacancy {vacancy.pk}, {vacancy}, of {owner}, with {count} criteria."
        )
        for warning in warnings:
            self.stdout.write(f"To check: {warning}")

    def _employer(self, name: str | None) -> Employer:
        wanted = " ".join((name or "").split())
        if not wanted:
            self._refuse("The advert does not name its employer: say whose it is with --employer NAME.")
        employer = Employer.objects.filter(name__iexact=wanted).first()
        if not employer:
            self._refuse(
                f"No employer here is called “{wanted}”: add it in the admin, or name one that exists "
                "with --employer NAME."
            )
        return employer

    def _refuse(self, sentence: str) -> NoReturn:
        self.stderr.write(sentence)
        raise SystemExit(2)
