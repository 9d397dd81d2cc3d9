"""The guides show what is there: every picture exists, and every picture a journey makes is shown."""

import re
from pathlib import Path

import pytest
from django.conf import settings

DOCS = Path(settings.BASE_DIR) / "docs"
README = Path(settings.BASE_DIR) / "README.md"
GUIDES = sorted(DOCS.glob("*.md"))


def pictures(guide: Path) -> set[str]:
    return set(re.findall(r"!\[[^\]]+\]\((?:docs/)?pictures/([\w-]+\.png)\)", guide.read_text()))


@pytest.mark.parametrize("guide", [README, *GUIDES], ids=lambda path: path.stem)
def test_every_picture_and_page_it_names_exists(guide):
    named = re.findall(r"\]\(([\w./-]+)\)", guide.read_text())
    assert [name for name in named if not (guide.parent / name).exists()] == []


def test_the_journeys_make_every_picture_and_the_guides_show_it():
    made = set()
    for journey in (Path(__file__).parent / "journeys").glob("test_*.py"):
        made |= {f"{name}.png" for name in re.findall(r'\.shows\("([\w-]+)"\)', journey.read_text())}
    assert made == set().union(*map(pictures, [README, *GUIDES]))
    assert made == {path.name for path in (DOCS / "pictures").glob("*.png")}
