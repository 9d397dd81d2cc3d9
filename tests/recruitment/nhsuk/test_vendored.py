"""What lies under static/nhsuk: the right release, nothing of the licensed font, nothing from elsewhere."""

import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

from recruitment.nhsuk import vendoring

FOLDER = Path(settings.BASE_DIR) / "static" / "nhsuk"


def test_the_release_pairs_with_the_pinned_macros():
    project = tomllib.loads((Path(settings.BASE_DIR) / "pyproject.toml").read_text())["project"]
    assert f"nhsuk-frontend-jinja=={vendoring.MACROS_VERSION}" in project["dependencies"]
    assert (FOLDER / "VERSION").read_text().strip() == vendoring.VERSION
    assert f'version="{vendoring.VERSION}"' in (FOLDER / "nhsuk-frontend.min.js").read_text()


def test_the_licence_is_there():
    assert "MIT License" in (FOLDER / "LICENSE").read_text()


@pytest.mark.parametrize("path", sorted(p for p in FOLDER.rglob("*") if p.suffix in (".css", ".js")), ids=str)
def test_nothing_comes_from_elsewhere(path):
    text = path.read_text()
    assert "frutiger" not in text.lower()
    assert "sourceMappingURL" not in text
    assert not re.search(r"url\(\s*['\"]?(/|https?:)", text)
    assert "@import" not in text
    assert not re.search(r"https?://(?!www\.w3\.org/)", text)


def test_every_image_of_the_stylesheet_is_there():
    images = vendoring.images_of((FOLDER / "nhsuk-frontend.min.css").read_text())
    assert images
    assert [name for name in images if not (FOLDER / name).exists()] == []


def test_stripping_takes_the_font_the_addresses_and_the_map():
    css = (
        "@font-face{font-family:Frutiger W01;src:url(https://elsewhere.example/f.woff2)}"
        "body{font-family:Frutiger W01,arial,sans-serif}i{background:url(/assets/images/a-b.svg)}\n"
        "/*# sourceMappingURL=x.css.map */"
    )
    assert vendoring.stripped_css(css) == (
        "body{font-family:arial,sans-serif}i{background:url(images/a-b.svg)}\n"
    )


def test_another_archive_than_the_one_we_know_is_refused(tmp_path, monkeypatch, capsys):
    archive = tmp_path / "nhsuk-frontend-10.6.1.tgz"
    archive.write_bytes(b"something else")
    monkeypatch.setattr(vendoring, "fetched", lambda folder: archive)
    monkeypatch.setattr(vendoring, "TARGET", tmp_path / "static")
    assert vendoring.main() == 1
    assert "Refused" in capsys.readouterr().err
    assert not (tmp_path / "static").exists()
