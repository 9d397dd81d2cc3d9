"""Adverts of employers that do not exist, in the shape of saved NHS Jobs pages, each beside what it says."""

from pathlib import Path

from vacancies.importing import reading

HERE = Path(__file__).parent
EXAMPLE = Path(reading.__file__).with_name("example_advert.txt")
ADVERTS = (EXAMPLE, *sorted(HERE.glob("*.txt")))


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")
