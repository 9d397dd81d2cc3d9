"""The guides show what is there: every picture exists, and every picture a journey makes is shown."""

import re
from pathlib import Path

import pytest
from django.conf import settings

DOCS = Path(settings.BASE_DIR) / "docs"
GUIDES = sorted(DOCS.glob("*.md"))


def pictures(guide: Path) -> set[str]:
    return set(re.findall(r"!\[[^\]]+\]\(pictures/([\w.-]+)\)", guide.read_text()))


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_every_picture_and_page_it_names_exists(guide):
    named = re.findall(r"\]\(([\w./-]+)\)", guide.read_text())
    assert [name for name in named if not (DOCS / name).exists()] == []


def test_the_journeys_make_the_pictures_of_the_recruiters_guide():
    shown = set()
    for journey in (Path(__file__).parent / "journeys").glob("test_*.py"):
        shown |= {f"{name}.png" for name in re.findall(r'\.shows\("([\w-]+)"\)', journey.read_text())}
    assert shown == pictures(DOCS / "recruiters.md")
