"""The scanner, asked over a socket: a clear answer, or ScannerDown, and never a wait without end."""

import socket
import threading
import time

import pytest

from recruitment.documents import scanning
from tests.recruitment.documents import fake_clamd


@pytest.fixture
def clamd(settings):
    with fake_clamd.running() as clamd:
        settings.CLAMD_URL = clamd.url
        yield clamd


def test_clean_and_infected_are_told_apart_and_all_of_it_is_looked_at(clamd):
    large = bytes(3 * scanning.CHUNK + 7)
    assert scanning.scan(large).is_clean
    assert scanning.scan(b"").is_clean
    assert scanning.scan(large + fake_clamd.EICAR).found == "Eicar-Test-Signature"
    assert clamd.scanned == [large, b"", large + fake_clamd.EICAR]
    assert scanning.answers()


@pytest.mark.parametrize("mood", ["hangs", "drops", "babbles", "full", "limits"])
def test_anything_but_a_clear_answer_is_none(clamd, mood, monkeypatch):
    monkeypatch.setattr(scanning, "MOST_SECONDS", 0.5)
    monkeypatch.setattr(scanning, "MOST_SECONDS_OF_A_PING", 0.5)
    clamd.mood = mood
    began = time.monotonic()
    with pytest.raises(scanning.ScannerDown):
        scanning.scan(bytes(100_000))
    assert time.monotonic() - began < 5
    assert scanning.answers() == (mood != "hangs")


@pytest.mark.parametrize(
    "url", ["tcp://127.0.0.1:1", "unix:///nowhere/clamd.ctl", "tcp://no.such.host.invalid"]
)
def test_a_scanner_that_is_not_there_is_down(settings, url):
    settings.CLAMD_URL = url
    with pytest.raises(scanning.ScannerDown):
        scanning.scan(b"words")
    assert not scanning.answers()


def test_a_unix_socket_will_do(settings, tmp_path):
    path = tmp_path / "clamd.ctl"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        listening.listen()
        settings.CLAMD_URL = f"unix://{path}"

        def answer():
            connection, _ = listening.accept()
            with connection:
                connection.recv(100)
                connection.sendall(b"PONG\0")

        thread = threading.Thread(target=answer)
        thread.start()
        assert scanning.answers()
        thread.join()


def test_without_an_address_there_is_no_scanner(settings):
    settings.CLAMD_URL = ""
    assert not scanning.is_configured()
