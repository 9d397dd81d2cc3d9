"""Where documents are kept: once, privately, and no longer than somebody names them."""

import os
import time
from pathlib import Path

import pytest

from recruitment.documents import storing


@pytest.fixture
def folder(settings, tmp_path):
    settings.DOCUMENTS_ROOT = str(tmp_path)
    return tmp_path


def kept_long_ago(content: bytes) -> Path:
    path = storing._place(storing.keep(content))
    an_age = time.time() - 2 * storing.UNDER_WAY_SECONDS
    os.utime(path, (an_age, an_age))
    return path


def nobody(hashes) -> set:
    return set()


def test_content_is_kept_once_under_its_hash_and_for_the_service_alone(folder):
    first, again = storing.keep(b"words"), storing.keep(b"words")
    assert first == again
    (path,) = [path for path in folder.rglob("*") if path.is_file()]
    assert path.name == first
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert storing.read_kept(first) == b"words"


@pytest.mark.parametrize("sha256", ["", "0" * 64, "../../etc/passwd", "A" * 64])
def test_what_is_not_kept_is_said(folder, sha256):
    with pytest.raises(storing.NotKept):
        storing.open_kept(sha256)
    storing.remove(sha256)


def test_what_nobody_names_is_swept_away_a_day_later(folder):
    named, unnamed, new = kept_long_ago(b"named"), kept_long_ago(b"unnamed"), storing.keep(b"new")
    half = kept_long_ago(b"half").rename(named.parent / "tmp12345")
    assert storing.sweep(lambda hashes: {named.name} & set(hashes)) == 2
    assert (named.exists(), unnamed.exists(), half.exists()) == (True, False, False)
    assert storing.read_kept(new) == b"new"
    assert storing.sweep(set) == 0


@pytest.fixture
def kept_meanwhile(folder, monkeypatch):
    """Somebody keeps the same content after the sweep has asked who names it, and before it removes it."""
    path = kept_long_ago(b"words")
    rename = Path.rename

    def kept_first(self, target):
        if self == path:
            storing.keep(b"words")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", kept_first)
    return path


def test_what_is_kept_anew_at_this_very_moment_stays(kept_meanwhile):
    assert storing.sweep(nobody) == 0
    assert kept_meanwhile.read_bytes() == b"words"


def test_without_looking_again_it_would_be_lost(kept_meanwhile, monkeypatch):
    """The negative control."""
    monkeypatch.setattr(storing, "_is_old", lambda path: True)
    assert storing.sweep(nobody) == 1
    assert not kept_meanwhile.exists()


def test_a_sweep_that_was_stopped_half_way_is_made_good(folder):
    path = kept_long_ago(b"words")
    going = path.rename(path.with_name(path.name + storing.GOING))
    storing.sweep(lambda hashes: {path.name} & set(hashes))
    assert (path.exists(), going.exists()) == (True, False)
    path.rename(going)
    storing.sweep(nobody)
    assert not going.exists()
