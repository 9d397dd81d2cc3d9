"""The fuzzer: it reads the forms of served pages and sends them what nobody would type.

What is sent is hostile in one way or in several; what must hold after each request is in `Fuzzer.send`.
Which pages are fuzzed is not said here: they are handed in, by the access table.
"""

import io
import random
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from unittest.mock import patch
from urllib.parse import quote_plus, urljoin, urlsplit

from django.apps import apps
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.core.signals import got_request_exception
from django.db import connection, transaction
from django.template import loader
from django.template.response import SimpleTemplateResponse
from django.test import Client

from applicants.applying.models import Application
from recruitment.accounts.models import User
from tests.proofs.noting import noting
from tests.walkthrough.browsing import PageReader
from vacancies.models import Vacancy

# fmt: off
LONG = "word " * 200_000  # a megabyte
VALUES = [
    "", " ", "\t\r\n", "nonsense", "0", "-1", "1", "on", "yes", "no", "true", "null", "None", "NaN", "1e400",
    "9" * 30, "9" * 400, "-" + "9" * 30, "0x10", "1.5", "1,5", "٣", "²", "½", "٠١٢٣٤٥٦٧٨٩", "+44 (0)7700",
    "9999-12-31", "0000-00-00", "31/02/2026", "99999", "13", "2026-10-25T01:30", "25:61", "12/2026",
    "\x00", "a\x00b", "\ud800", "a\udfffb", "\ufffe\uffff", "\U0010ffff", "\ufeff", "\u0085", "\u2028\u2029",
    "\u202eabc\u202c", "\u2066\u2067\u200f\u200e", "e" + "\u0301" * 300, "\u200b" * 50, "ﷺ" * 100, "ı",
    "<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "{{ 7*7 }}", "{0.__class__}",
    "%s %(a)s %n %%", "'; DROP TABLE applying_application; --", "\\", "\\0", "../../../etc/passwd", "`id`",
    "=1+1", "@SUM(1)", "-2+3", "a@b", "a@" + "b" * 300 + ".example", "a" * 255 + "@example.org", "ß" * 90,
    "ZZ99 9ZZ" * 20, "a" * 10_000, "word " * 5_000, "\n" * 5_000, "(" * 500, "[" * 3_000, "🙂" * 500,
    "__proto__", "constructor", "http://[", "javascript:alert(1)", "//evil.example.org", "a\r\nX-Header: 1",
]
COUNTS = ["", "-1", "0", "1", "2", "999", "1001", "nonsense", "1e9", "9" * 30, "\x00", "NaN"]
# Fields that no page offers: columns of the tables, what frameworks look for, and what is refused by name.
EXTRA = [
    "id", "pk", "status", "applicant", "applicant_id", "application", "vacancy", "vacancy_id",
    "reference", "submit_key", "is_staff", "is_superuser", "user", "email", "entered_late", "next",
    "form-TOTAL_FORMS", "form-INITIAL_FORMS", "form-0-id", "_method", "later", "change", "anyway", "",
    "__proto__", "a" * 3_000, "a[b][c]", "a.b", "csrfmiddlewaretoken", "DELETE", "complete", "version",
    "seen", "submitted_at", "declared_at",
]
FILE_NAMES = [
    "a.pdf", "", "..", "../../a.pdf", "a\x00.pdf", "a" * 4_000 + ".docx", "\u202efdp.exe", "CON", "a\r\nb: c",
]
FILES = [
    b"", b"\x00" * 100, b"%PDF-1.7 no more", b"PK\x03\x04" + b"\xff" * 400, b"%PDF-1.7\n" + b"[" * 20_000,
]
PLAIN, PARTS = "application/x-www-form-urlencoded", "multipart/form-data"
A_PART = b"--x\r\nContent-Disposition: form-data; name"
BODIES = [
    ("", b"a=b"),
    ("application/json", b'{"a": ' + b"[" * 5_000),
    ("text/plain", b"a=b"),
    (PARTS, b"no boundary"),
    (f"{PARTS}; boundary=", b"----"),
    (f"{PARTS}; boundary={'x' * 300}", b"--" + b"x" * 300),
    (f"{PARTS}; boundary=x", A_PART + b"=a\r\n\r\nnever ends"),
    (f"{PARTS}; boundary=x", b"--x\r\n" + b"Header: 1\r\n" * 400 + b"\r\n\r\n--x--"),
    (f"{PARTS}; boundary=x", A_PART + b"*=utf-16''%ff\r\n\r\na\r\n--x--"),
    (f"{PARTS}; boundary=x", A_PART + b"=a\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%\r\n--x--"),
    (f"{PARTS}; boundary=\xff\xfe", b"--x--"),
    (f"{PARTS}; boundary=x; charset=utf-16", b"--x--"),
    (f"{PLAIN}; charset=utf-16", b"a=b"),
    (f"{PLAIN}; charset=nonsense", b"a=b"),
    (f"{PLAIN}; charset=utf-7", b"a=+AAA-"),
    (PLAIN, b"%"),
    (PLAIN, b"%FF=%FE&=&&=&a;b=%"),
    (PLAIN, b"\xff\xfe\x00"),
    (PLAIN, b"&".join(b"a%d=1" % n for n in range(1_500))),
]
# fmt: on
# Pages that are there to take something away.
TAKES_AWAY = ("remove", "delete", "withdraw", "stop")
# Of the requests that changed something, whose rows are compared one by one: it costs as much as they do.
LOOKED_AT = 0.25
NUMBERS = count()


@dataclass(frozen=True)
class FormOnPage:
    """A form as one person was served it."""

    role: str
    page: str
    action: str
    is_post: bool
    kinds: dict[str, str] = field(hash=False, compare=False)
    served: dict[str, list[str]] = field(hash=False, compare=False)

    @property
    def has_files(self) -> bool:
        return "file" in self.kinds.values()


class FormReader(PageReader):
    """Also notes of what kind each field of each form is."""

    def __init__(self):
        super().__init__()
        self.kinds: list[dict[str, str]] = []

    def handle_starttag(self, tag, attrs):
        super().handle_starttag(tag, attrs)
        if tag == "form":
            self.kinds.append({})
        elif self._form is not None and tag in ("input", "select", "textarea", "button"):
            at = dict(attrs)
            if name := at.get("name"):
                self.kinds[-1][name] = at.get("type") or tag


def forms_of(html: str, *, page: str, role: str) -> list[FormOnPage]:
    """Every form of a page that has a field or is posted."""
    reader = FormReader()
    reader.feed(html)
    found = []
    for form, kinds in zip(reader.forms, reader.kinds, strict=True):
        action = urljoin(page, form.action or page)
        kinds.pop("csrfmiddlewaretoken", None)
        served = form.filled({})
        for name, options in reader.options.items():
            if name in kinds and not any(served.get(name, [])):
                served[name] = [options[-1][0]]
        for name, kind in kinds.items():
            if kind in ("text", "textarea", "search") and not any(served.get(name, [])):
                served[name] = ["Something plain"]
        if kinds or form.method == "post":
            found.append(FormOnPage(role, page, action, form.method == "post", kinds, served))
    return found


# --- What is sent ---------------------------------------------------------------------------------------


class Mischief:
    """Makes bodies for forms. The same seed makes the same ones."""

    def __init__(self, seed: int, others_ids: list[str]):
        self.random = random.Random(seed)
        self.ids = others_ids or ["1"]
        self.ways = [
            (40, self.one_field),
            (14, self.some_fields),
            (6, self.every_field_alike),
            (6, self.missing),
            (8, self.extra),
            (4, self.repeated),
            (12, self.other_peoples),
            (5, self.counts),
        ]

    def value(self) -> str:
        return LONG if self.random.random() < 0.004 else self.random.choice(VALUES)

    def body(self, form: FormOnPage) -> tuple[str, bytes, str]:
        """Content type, body, and in a few words what was done."""
        if form.is_post and self.random.random() < 0.05:
            content_type, body = self.random.choice(BODIES)
            return content_type, body, "odd body"
        weights, ways = zip(*self.ways, strict=True)
        (way,) = self.random.choices(ways, weights)
        data = {name: list(values) for name, values in form.served.items()}
        way(form, data)
        files = self._files(form)
        said = f"{way.__name__} {str({n: [v[:40] for v in vs] for n, vs in data.items()})[:400]}"
        if not files and self.random.random() < 0.95:
            return "application/x-www-form-urlencoded", urlencoded(data), said
        return "multipart/form-data; boundary=bOuNdArY", multipart(data, files), said

    def one_field(self, form, data):
        if names := list(form.kinds):
            data[self.random.choice(names)] = [self.value()]

    def some_fields(self, form, data):
        data |= {name: [self.value()] for name in form.kinds if self.random.random() < 0.5}

    def every_field_alike(self, form, data):
        value = self.value()
        data |= {name: [value] for name in form.kinds}

    def missing(self, form, data):
        for name in list(data):
            if self.random.random() < 0.5:
                del data[name]

    def extra(self, form, data):
        for name in self.random.choices(EXTRA, k=self.random.randint(1, 6)):
            data[name] = [self.random.choice((self.value(), self.random.choice(self.ids)))]

    def repeated(self, form, data):
        for name in list(form.kinds):
            data[name] = [*data.get(name, []), self.value(), self.value()]

    def other_peoples(self, form, data):
        chosen = [
            name
            for name, kind in form.kinds.items()
            if kind in ("hidden", "radio", "select", "checkbox", "submit")
        ]
        for name in chosen or list(form.kinds):
            if self.random.random() < 0.7:
                data[name] = [self.random.choice(self.ids)]
        data[self.random.choice(("id", "pk", "application", "form-0-id", "applicant"))] = [
            self.random.choice(self.ids)
        ]

    def counts(self, form, data):
        managed = [name for name in form.kinds if name.endswith("_FORMS")]
        for name in managed or ["form-TOTAL_FORMS", "form-INITIAL_FORMS"]:
            data[name] = [self.random.choice(COUNTS)]

    def _files(self, form) -> dict[str, tuple[str, bytes]]:
        names = [name for name, kind in form.kinds.items() if kind == "file"]
        if not names and self.random.random() < 0.02:
            names = list(form.kinds)[:1]  # a file where text belongs
        if not names or self.random.random() < 0.2:
            return {}
        return {name: (self.random.choice(FILE_NAMES), self.random.choice(FILES)) for name in names}


def urlencoded(data: dict[str, list[str]]) -> bytes:
    """As a browser sends it, with what a browser would not send."""

    return "&".join(f"{_quoted(n)}={_quoted(v)}" for n, values in data.items() for v in values).encode()


@lru_cache(maxsize=4_000)
def _quoted(text: str) -> str:
    """Kept, as the same few values are sent thousands of times, and a megabyte takes long."""
    return quote_plus(text.encode("utf-8", "surrogatepass"))


def multipart(data: dict[str, list[str]], files: dict[str, tuple[str, bytes]]) -> bytes:
    parts = []
    for name, values in data.items():
        head = f'Content-Disposition: form-data; name="{name}"'
        parts += [
            head.encode("utf-8", "replace") + b"\r\n\r\n" + v.encode("utf-8", "surrogatepass") for v in values
        ]
    for name, (file_name, content) in files.items():
        head = f'Content-Disposition: form-data; name="{name}"; filename="{file_name}"'
        parts.append(head.encode("utf-8", "replace") + b"\r\nContent-Type: application/pdf\r\n\r\n" + content)
    return b"".join(b"--bOuNdArY\r\n" + part + b"\r\n" for part in parts) + b"--bOuNdArY--\r\n"


# --- Sending it, and what must hold ----------------------------------------------------------------------


class _NoPage:
    """Stands where templates are looked up for pages: how a refusal looks is not in question each time."""

    def get_template(self, *args, **kwargs):
        return self

    def render_to_string(self, *args, **kwargs):
        return ""

    def render(self, *args, **kwargs):
        return ""

    def __getattr__(self, name):
        return getattr(loader, name)


@contextmanager
def pages_not_rendered():
    """Emails still are."""
    with ExitStack() as stack:
        stack.enter_context(patch("django.shortcuts.loader", _NoPage()))
        stack.enter_context(patch("django.views.defaults.loader", _NoPage()))
        stack.enter_context(patch.object(SimpleTemplateResponse, "rendered_content", ""))
        yield


class Rows:
    """All rows that belong to people: whose they are, and a digest of what they hold."""

    def __init__(self, own: User):
        self.own = own
        owned, owner = [], {Application: "applicant_id", User: "id"}
        pk = int(own.pk)
        for model in apps.get_models():
            # A vacancy counts what it receives; a proxy's rows are read where they belong.
            if model is Vacancy or model._meta.proxy:
                continue
            table = model._meta.db_table
            columns = {f.column: f.related_model for f in model._meta.concrete_fields if f.is_relation}
            mine = f"applying_application.applicant_id = {pk}"
            of_application = next((c for c, to in columns.items() if to is Application), None)
            of_user = owner.get(model) or next((c for c, to in columns.items() if to is User), None)
            if of_application:
                join = f"JOIN applying_application ON applying_application.id = t.{of_application}"
            elif of_user:
                join, mine = "", f"t.{of_user} = {pk}"
            else:
                continue
            owned.append(f"SELECT coalesce({mine}, FALSE), '{table}', md5(t::text) FROM {table} t {join}")
        # Planned once, within a function: thinking about so many tables takes the server longer than reading
        # them does, and a prepared statement would be forgotten with the first transaction taken back.
        self.name = f"pg_temp.rows_of_people_{next(NUMBERS)}"
        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE FUNCTION {self.name}() RETURNS TABLE (mine boolean, kept_in text, digest text) "
                f"LANGUAGE plpgsql AS $$ BEGIN RETURN QUERY {' UNION ALL '.join(owned)}; END $$"
            )

    def now(self) -> tuple[set, list]:
        """Other people's rows and one's own."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {self.name}()")
            rows = sorted(cursor.fetchall())
        return {row for row in rows if not row[0]}, [row for row in rows if row[0]]


class Fuzzer:
    """Sends what `Mischief` makes, each request in a transaction that is taken back, and says what broke."""

    def __init__(self, world, seed: int):
        self.world, self.rows = world, Rows(world.people["applicant"])
        self.mischief = Mischief(seed, others_ids(world.strangers_draft))
        self.handler = BaseHandler()
        self.handler.load_middleware()
        self.environ = Client()._base_environ()
        self.before = self.rows.now()
        self.sent, self.accepted, self.seen = 0, 0, set()

    def forms(self, pages: dict[str, tuple[str, ...]]) -> list[FormOnPage]:
        """The forms on these pages, each as the first of the roles given is served it."""
        found = {}
        for page, roles in pages.items():
            for role in roles:
                answer = self._get(page, role)
                html = "" if answer.streaming else answer.content.decode()
                for form in forms_of(html, page=page, role=role):
                    found.setdefault((role, urlsplit(form.action).path, *sorted(form.kinds)), form)
        return list(found.values())

    def run(self, forms: list[FormOnPage], requests: int) -> list[str]:
        """So many requests, the more to a form the more fields it has; what broke."""
        found = []
        got_request_exception.connect(self._note)
        try:
            for form in self.mischief.random.choices(forms, [1 + len(f.kinds) for f in forms], k=requests):
                found += self.send(form)
        finally:
            got_request_exception.disconnect(self._note)
        return found

    def send(self, form: FormOnPage) -> Iterator[str]:
        """One hostile request. Never a 500; nothing of anybody else's is changed; what is refused changes
        nothing; and what is accepted takes no row of a draft away.
        """
        content_type, body, said = self.mischief.body(form)
        self.error, writes, wrong = None, [], []
        with transaction.atomic():
            with connection.execute_wrapper(noting(writes)):
                answer = self._ask(form, content_type, body)
            if self.error or answer.status_code >= 500:
                wrong.append(f"{answer.status_code} {self.error!r:.300}")
            elif connection.needs_rollback:
                wrong.append("a broken transaction was passed over")
            elif writes and (answer.status_code >= 400 or self.mischief.random.random() < LOOKED_AT):
                wrong += self._wrong_with_rows(form, answer)
            if not wrong and answer.status_code in (302, 303):
                self.accepted += 1
                wrong += self._wrong_onward(form, answer)
            transaction.set_rollback(True)
        self.sent += 1
        return [f"{form.role} {form.action} {what} after {content_type}: {said}" for what in wrong]

    def _wrong_with_rows(self, form, answer) -> Iterator[str]:
        others, own = self.rows.now()
        if not self.before[0] <= others:
            yield f"changed somebody else's {self.before[0] - others}"
        if answer.status_code >= 400 and own != self.before[1]:
            yield f"{answer.status_code} changed {sorted(set(own) ^ set(self.before[1]))}"
        lost = _of_drafts(self.before[1]) - _of_drafts(own)
        if lost and not any(word in form.action for word in TAKES_AWAY):
            yield f"lost a row of {list(lost)}"

    def _wrong_onward(self, form, answer) -> Iterator[str]:
        """Where an accepted form leads shows what it was given; looked at for one in twenty."""
        target = urlsplit(urljoin(form.action, answer.headers["Location"]))
        if target.netloc or self.mischief.random.random() > 0.05:
            return
        shown = self._get(f"{target.path}?{target.query}", form.role)
        if shown.status_code >= 500 or self.error:
            yield f"then {target.path}: {shown.status_code} {self.error!r:.300}"

    def _ask(self, form, content_type, body):
        """The page is rendered the first time a form is answered, and one time in twenty after that."""
        place = urlsplit(form.action)
        environ = {"CONTENT_TYPE": content_type, "QUERY_STRING": place.query}
        if not form.is_post:
            environ = {"QUERY_STRING": body.decode("latin-1")[:20_000]}
        method = "POST" if form.is_post else "GET"
        if self.mischief.random.random() < 0.05 or form not in self.seen:
            self.seen.add(form)
            return self._request(method, place.path, form.role, environ, body)
        with pages_not_rendered():
            return self._request(method, place.path, form.role, environ, body)

    def _get(self, path, role):
        place = urlsplit(path)
        return self._request("GET", place.path, role, {"QUERY_STRING": place.query}, b"")

    def _request(self, method, path, role, environ, body):
        """Django's own handler with all of the middleware; only the test client's bookkeeping is left out."""
        body = body if method == "POST" else b""
        environ = (
            self.environ
            | environ
            | {
                "REQUEST_METHOD": method,
                "PATH_INFO": path,
                "CONTENT_LENGTH": str(len(body)),
                "wsgi.input": io.BytesIO(body),
                "HTTP_COOKIE": self.world.browser_of(role).cookies.output(header="", sep=";").strip(),
                "HTTP_REFERER": f"http://testserver{path}",
            }
        )
        request = WSGIRequest(environ)
        request._dont_enforce_csrf_checks = True
        answer = self.handler.get_response(request)
        if not answer.streaming:
            _ = b"".join(answer.streaming_content) if answer.streaming else answer.content
        request.close()
        return answer

    def _note(self, request, **kwargs):
        self.error = sys.exc_info()[1]


def _of_drafts(rows) -> Counter:
    return Counter(table for _, table, _ in rows if table.startswith("applying_"))


def others_ids(theirs: Application) -> list[str]:
    """What names somebody else's things, as it would stand in a field."""
    found = [theirs.pk, theirs.reference, theirs.applicant_id, theirs.submit_key]
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            if column.related_model in (Application, User):
                of = theirs if column.related_model is Application else theirs.applicant
                found += model._base_manager.filter(**{column.name: of}).values_list("pk", flat=True)[:2]
    return [str(each) for each in found]
