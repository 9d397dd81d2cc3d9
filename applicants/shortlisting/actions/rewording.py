"""An employer's own words for the emails that answer applicants, and going back to the built-in ones."""

from django.db import transaction

from applicants.shortlisting.models import Wording
from applicants.shortlisting.status import Worded
from applicants.shortlisting.wording import KINDS, Words, tidied, wrong_with_subject, wrong_with_text
from recruitment.accounts.models import Employer, User
from recruitment.audit.recording import record


class Unusable(Exception):
    """These words cannot be sent; `problems` says why, in plain English."""

    def __init__(self, problems: list[str]):
        super().__init__(f"{len(problems)} problems with the words.")
        self.problems = problems


class ChangedMeanwhile(Exception):
    """Somebody else has changed the words since this person began; `words` are what they are now."""

    def __init__(self, words: Words):
        super().__init__("The words were changed meanwhile.")
        self.words = words


@transaction.atomic
def reword(employer: Employer, kind: Worded, words: Words, *, began_with: Words, by: User) -> None:
    """Use these words from now on; emails queued already keep theirs. The same words again do nothing.

    `began_with` are the words that `by` saw when they began. Also: audits who changed which, and not the
    words. Raises Unusable, ChangedMeanwhile.
    """
    words = Words(tidied(words.subject), tidied(words.text))
    if problems := [*wrong_with_subject(kind, words.subject), *wrong_with_text(kind, words.text)]:
        raise Unusable(problems)
    standing = _standing(employer, kind, began_with)
    if words == standing:
        return
    Wording.objects.update_or_create(
        employer=employer,
        kind=kind,
        defaults={"subject": words.subject, "text": words.text, "changed_by": by},
    )
    changed = [name for name in ("subject", "text") if getattr(words, name) != getattr(standing, name)]
    record("wording.changed", employer, by=by, employer_id=employer.pk, kind=kind, changed=changed)


@transaction.atomic
def use_built_in(employer: Employer, kind: Worded, *, by: User) -> None:
    """Forget the employer's own words: the built-in ones are used from now on. Also: audits."""
    Employer.objects.select_for_update(no_key=True).get(pk=employer.pk)
    gone, _ = Wording.objects.filter(employer=employer, kind=kind).delete()
    if gone:
        record("wording.built_in", employer, by=by, employer_id=employer.pk, kind=kind)


def _standing(employer: Employer, kind: Worded, began_with: Words) -> Words:
    """The words used now, with everybody else who changes this employer's kept waiting."""
    Employer.objects.select_for_update(no_key=True).get(pk=employer.pk)
    own = Wording.objects.filter(employer=employer, kind=kind).first()
    words = Words(own.subject, own.text) if own else KINDS[kind].built_in
    if words != Words(tidied(began_with.subject), tidied(began_with.text)):
        raise ChangedMeanwhile(words)
    return words
