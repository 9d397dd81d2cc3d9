"""No template needs more than the strict content policy allows, nor shows what a supplier may not show."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = Path(settings.BASE_DIR) / "templates"
# Emails are read by mail programs, which know no policy and need their style inline.
PAGES = sorted(
    path
    for path in TEMPLATES.rglob("*")
    if path.suffix in (".html", ".jinja") and "emails" not in path.relative_to(TEMPLATES).parts
)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_template_holds_script_or_style(path):
    text = path.read_text()
    assert not re.search(r"<style\b", text, re.IGNORECASE)
    assert not re.search(r"\sstyle\s*=", text, re.IGNORECASE)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text, re.IGNORECASE)
    assert "javascript:" not in text.lower()
    for script in re.findall(r"<script\b[^>]*>", text, re.IGNORECASE):
        assert "src=" in script or 'type="application/' in script, script


def test_the_page_shows_no_logo_of_the_nhs():
    header = (TEMPLATES / "nhsuk" / "header.html").read_text()
    assert "<svg" not in header
    assert "nhsuk-header__logo" not in header
    assert "nhsuk-header__organisation-logo" not in header
