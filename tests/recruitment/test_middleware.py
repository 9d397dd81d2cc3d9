"""What is refused before any view sees it."""

import io
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIHandler
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from recruitment import wsgi
from recruitment.middleware import MOST_BYTES

LOGIN = reverse("account_login")
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("ask", "status"),
    {
        "NUL in the path": (lambda c: c.get("/vacancies/%00/"), 400),
        "NUL in the query": (lambda c: c.get("/?q=%00"), 400),
        "NUL in a name of the query": (lambda c: c.get("/?%00=1"), 400),
        "NUL in a form": (lambda c: c.post(LOGIN, {"login": "a\x00b"}), 400),
        "NUL in a name of a form": (lambda c: c.post(LOGIN, {"lo\x00gin": "a"}), 400),
        "NUL in a form, escaped": (lambda c: c.post(LOGIN, "login=%00", content_type=FORM), 400),
        "NUL in a header": (lambda c: c.get(LOGIN, headers={"user-agent": "a\x00"}), 400),
        "NUL in a cookie, as an octal escape": (
            lambda c: c.get(LOGIN, headers={"cookie": 'sessionid="aaaaaaaa\\000"'}),
            400,
        ),
        "a body of JSON": (
            lambda c: c.post(LOGIN, '{"a": "\\ud800", "b": 1e400}', content_type="application/json"),
            415,
        ),
        "a body of XML": (lambda c: c.post(LOGIN, "<a/>", content_type="text/xml"), 415),
        "too many fields": (lambda c: c.get("/?" + "&a=1" * 2000), 400),
        "a broken multipart body": (
            lambda c: c.post(LOGIN, b"--x\r\nnonsense", content_type="multipart/form-data; boundary=x"),
            200,
        ),
        "a multipart body without a boundary": (
            lambda c: c.post(LOGIN, b"--x", content_type="multipart/form-data"),
            400,
        ),
        "a lone surrogate in the query": (lambda c: c.get("/?q=%ed%a0%80"), 200),
        "a lone surrogate in the path": (lambda c: c.get("/%ed%a0%80/"), 404),
        "a lone surrogate in a form": (lambda c: c.post(LOGIN, "login=%ed%a0%80", content_type=FORM), 200),
        "ordinary letters of all kinds": (lambda c: c.get(LOGIN + "?q=" + quote("Ÿ – 🙂 \n\t")), 200),
    }.values(),
    ids=lambda value: "",
)
def test_refused(db, ask, status):
    assert ask(Client(raise_request_exception=True)).status_code == status


# --- Maintenance ---


@pytest.mark.parametrize("ask", ["get", "post", "head"])
@pytest.mark.parametrize("address", ["/", LOGIN, "/desk/", "/no-such-page/"])
def test_during_maintenance_every_page_says_so_without_the_database(client, settings, ask, address):
    """No `db`: a query would fail this test."""
    settings.MAINTENANCE = True
    response = getattr(client, ask)(address)
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "300"
    assert "Content-Security-Policy" in response.headers
    assert ask == "head" or "Try again in a few minutes." in response.text


def test_maintenance_says_its_end_while_that_is_to_come(client, settings):
    settings.MAINTENANCE = True
    settings.MAINTENANCE_UNTIL = datetime(2026, 10, 24, 5, tzinfo=UTC)
    with time_machine.travel(datetime(2026, 10, 24, 4, 59, tzinfo=UTC), tick=False):
        response = client.get("/")
    assert "6:00am on Saturday 24 October" in response.text
    assert response.headers["Retry-After"] == "61"
    with time_machine.travel(datetime(2026, 10, 24, 5, 1, tzinfo=UTC), tick=False):
        response = client.get("/")
    assert (response.headers["Retry-After"], "6:00am" in response.text) == ("300", False)


def test_probes_and_style_sheets_go_on_during_maintenance(client, settings):
    settings.MAINTENANCE = True
    assert client.get("/healthz").status_code == 200
    middleware = settings.MIDDLEWARE
    closed = middleware.index("recruitment.middleware.close_for_maintenance")
    assert middleware.index("whitenoise.middleware.WhiteNoiseMiddleware") < closed


def test_without_maintenance_nothing_is_closed(db, client):
    """The negative control."""
    assert client.get("/").status_code == 200


# --- Bodies ---


@pytest.mark.parametrize("length", [str(MOST_BYTES + 1), "9" * 30, "-1", "nonsense"])
@pytest.mark.parametrize("address", [LOGIN, "/", "/no-such-page/"])
def test_a_body_that_is_too_large_is_not_even_read(db, client, length, address):
    class NotToBeRead(io.BytesIO):
        def read(self, *args):
            raise AssertionError("the body was read")

    said = []
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": address,
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
        "CONTENT_LENGTH": length,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "wsgi.input": NotToBeRead(),
        "wsgi.url_scheme": "http",
    }
    wsgi.application(environ, lambda status, headers, exc_info=None: said.append(status))
    assert said[0].startswith("413")


def test_files_may_hold_any_bytes(db):
    upload = SimpleUploadedFile("a.pdf", b"%PDF\x00\xff")
    assert Client().post(LOGIN, {"login": "a", "file": upload}).status_code == 200


def test_a_name_of_a_file_is_harmless(db):
    body = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a\x00b"\r\n\r\nx\r\n--x--\r\n'
    answer = Client().post(LOGIN, body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code in (200, 400)


def ask_server(content_type, application=wsgi.application):
    """What the WSGI application itself answers; the test client makes its requests in its own way."""
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/no-such-page/",
        "QUERY_STRING": "q=a",
        "CONTENT_TYPE": content_type,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "wsgi.input": io.BytesIO(),
        "wsgi.url_scheme": "http",
    }
    said = []
    application(environ, lambda status, headers, exc_info=None: said.append(status))
    return said[0][:3]


STRANGE_TYPES = [
    "a/b; charset=hex",
    "a/b; charset=undefined",
    "a/b; charset*=utf-8''%00",
    'a/b; charset="\x00"',
]


@pytest.mark.parametrize("content_type", [*STRANGE_TYPES, "a/b; charset=utf-7", "a/b; c=" + "d" * 20_000])
def test_the_query_is_utf8_whatever_the_content_type_says(db, content_type):
    assert ask_server(content_type) == "404"


@pytest.mark.parametrize("content_type", STRANGE_TYPES)
def test_plain_django_breaks_on_a_strange_encoding(db, content_type):
    """The negative control."""
    with pytest.raises((LookupError, ValueError)):
        ask_server(content_type, WSGIHandler())


def test_without_the_middleware_nul_is_a_server_error(db, settings):
    """The negative control."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "unstorable" not in name]
    with pytest.raises((ValueError, DatabaseError), match="NUL"):
        Client().get(LOGIN, headers={"cookie": 'sessionid="aaaaaaaa\\000"'})
