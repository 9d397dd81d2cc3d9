"""`queue`: the one way to send an email. Words are rendered now, delivery happens later (delivery.py)."""

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import chain
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.template import Context
from django.template.loader import get_template
from django.utils.html import escape

from recruitment.accounts.models import Employer
from recruitment.mail import doorbell
from recruitment.mail.models import OutgoingEmail

# Written out: where thousands of adverts close in the same minute, the ORM would take most of the time.
WRITTEN = (
    *("key", "message_id", "employer_id", "about", "to", "subject"),
    *("text", "html", "unsubscribe_url", "holds_secret"),
)
PUT = """
INSERT INTO mail_outgoingemail
    (key, message_id, employer_id, about, "to", subject, text, html, unsubscribe_url, holds_secret,
     due_at, state, attempts, last_reply)
VALUES"""
ROW = f"({', '.join(['%s'] * len(WRITTEN))}, coalesce(%s, statement_timestamp()), 'queued', 0, '')"
UNLESS_THERE = " ON CONFLICT DO NOTHING"
AT_ONCE = 1_000

LONGEST_SUBJECT = OutgoingEmail._meta.get_field("subject").max_length


def queue(
    *,
    to: str,
    template: str,
    context: dict,
    key: str,
    employer: Employer | None = None,
    about: str = "",
    holds_secret: bool = False,
) -> None:
    """Put one email into the outbox, in the caller's transaction, unless `key` is there already.

    Renders it as `word` does: the first one queued under a key stands. Also: once the transaction has
    committed, wakes a worker.
    """
    worded = word(
        to=to,
        template=template,
        context=context,
        key=key,
        employer=employer,
        about=about,
        holds_secret=holds_secret,
    )
    queue_many([worded])


def queue_many(emails: Iterable[OutgoingEmail], *, not_before: datetime | None = None) -> None:
    """Put worded emails into the outbox, a thousand with a statement; of each the first with its key stands.

    Not one of them is sent `not_before` that instant.
    """
    # ON CONFLICT DO NOTHING: two who queue the same at once both go on, and one row stands.
    # In the order of the keys, so that they never wait for each other.
    emails = sorted(emails, key=lambda email: email.key)
    with connection.cursor() as cursor:
        for start in range(0, len(emails), AT_ONCE):
            part = emails[start : start + AT_ONCE]
            rows = [(*(getattr(email, column) for column in WRITTEN), not_before) for email in part]
            cursor.execute(PUT + ", ".join([ROW] * len(rows)) + UNLESS_THERE, list(chain(*rows)))
    if emails:
        doorbell.ring_on_commit()


def word(
    *,
    to: str,
    template: str,
    context: dict,
    key: str,
    employer: Employer | None = None,
    about: str = "",
    unsubscribe_url: str = "",
    holds_secret: bool = False,
) -> OutgoingEmail:
    """One email in its final words, not stored yet: for `queue_many`.

    Renders templates/emails/<template>.subject.txt, .txt and .html with `context`, `site_name`, `site_url`
    and `subject`. `key` and `about` are ids and words of ours (invitation:7, vacancy:12), never personal
    data. `unsubscribe_url` is an address that one POST without any more stops such emails (RFC 8058).
    Of an email that `holds_secret`, a code or a link, the words are wiped once it is out.
    """
    return Words.of(template, context, personal=()).email(
        to=to,
        key=key,
        employer=employer,
        about=about,
        unsubscribe_url=unsubscribe_url,
        holds_secret=holds_secret,
    )


def word_alike(
    each: Iterable[tuple[str, str, str]], *, template: str, context: dict, about: str = ""
) -> list[OutgoingEmail]:
    """Emails that differ in one address of ours alone, rendered once: for each `to`, `key` and `page_url`.

    Otherwise as `word`. The subject cannot name `page_url`.
    """
    each = list(each)
    if not each:
        return []
    words = Words.of(template, context, personal=("page_url",))
    return [words.email(to=to, key=key, about=about, page_url=page_url) for to, key, page_url in each]


@dataclass(frozen=True)
class Words:
    """What an email says, with a place for each thing that differs from one person to the next."""

    subject: str
    text: str
    html: str
    places: Mapping[str, str]

    @classmethod
    def of(cls, template: str, context: Mapping, *, personal: Iterable[str]) -> "Words":
        """Those of templates/emails/<template>, see `word`. What is `personal` is no part of `context`."""
        # Nobody can have written a place: it is new each time.
        places = {name: f"place{uuid.uuid4().hex}" for name in (*personal, "subject")}
        context = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL, **context, **places}
        return cls(
            subject=_as_written(f"emails/{template}.subject.txt", context),
            text=_without_gaps(_as_written(f"emails/{template}.txt", context)),
            html=get_template(f"emails/{template}.html").render(context),
            places=places,
        )

    def email(
        self,
        *,
        to: str,
        key: str,
        employer: Employer | None = None,
        about: str = "",
        unsubscribe_url: str = "",
        holds_secret: bool = False,
        **personal: str,
    ) -> OutgoingEmail:
        """One person's, not stored yet; what is personal stands on one line each."""
        personal["subject"] = one_line(self._filled(self.subject, personal))
        return OutgoingEmail(
            key=key,
            message_id=new_message_id(),
            to=to,
            subject=personal["subject"],
            text=self._filled(self.text, personal),
            html=self._filled(self.html, {name: escape(value) for name, value in personal.items()}),
            employer=employer,
            about=about,
            unsubscribe_url=unsubscribe_url,
            holds_secret=holds_secret,
        )

    def _filled(self, words: str, personal: Mapping[str, str]) -> str:
        for name, value in personal.items():
            words = words.replace(self.places[name], value)
        return words


def words_kept(template: str, *, personal: tuple[str, ...], **shared: str) -> Words:
    """`Words.of` an email that many people get one at a time, rendered once for all it says alike.

    `shared` is all of its context, in words: nothing in them is ever out of date.
    """
    return _rendered(template, personal, site_name=settings.SITE_NAME, site_url=settings.SITE_URL, **shared)


@lru_cache(maxsize=256)
def _rendered(template: str, personal: tuple[str, ...], **shared: str) -> Words:
    if not all(type(words) is str for words in shared.values()):
        raise TypeError("Only words are shared: of anything else nobody knows whether it has changed.")
    return Words.of(template, shared, personal=personal)


def new_message_id() -> str:
    """A Message-ID on the site's own domain that tells nothing of whom or what it is for."""
    return f"<{uuid.uuid4().hex}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"


def one_line(subject: str) -> str:
    """The subject on one line, cut to what fits: a line break in it would be another header."""
    return " ".join(subject.split())[:LONGEST_SUBJECT]


def _as_written(template: str, context: dict) -> str:
    # Plain text is read by people, not by browsers: O'Neill must not become O&#x27;Neill.
    return get_template(template).template.render(Context(context, autoescape=False))


def _without_gaps(text: str) -> str:
    """Template tags leave empty lines behind: never more than one between paragraphs."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"
