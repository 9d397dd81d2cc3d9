"""Fetches NHS England's compiled stylesheet and script and lays them, stripped, under static/nhsuk/.

Run it only to move to another release: `python -m recruitment.nhsuk.vendoring` (needs npm). What it
writes is committed, so that nobody needs Node to run the service. `static/nhsuk/LICENSE` is kept by hand.
"""

import base64
import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

# Change the three together, and `nhsuk-frontend-jinja` in pyproject.toml with them.
VERSION = "10.6.1"
INTEGRITY = "sha512-PZorqQZjZx/A26yJoskCL9z0ib6AtkAyF0o4K/RHr8zRrJyXrUOCnMbjy0VNXsGO4tfTNMwqlkwATKs4a0xayw=="
MACROS_VERSION = "0.10.2"

TARGET = Path(__file__).resolve().parents[2] / "static" / "nhsuk"
COMPILED = "package/dist/nhsuk"

FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
SOURCE_MAP = re.compile(r"\s*(//|/\*)# sourceMappingURL=\S+?(\s*\*/|\s*$)", re.MULTILINE)
IMAGE = re.compile(r"url\(/assets/(images/[\w.-]+)\)")


def main() -> int:
    """Fetch, verify, strip and write; the exit status says whether it worked."""
    with tempfile.TemporaryDirectory() as folder:
        archive = fetched(Path(folder))
        if integrity(archive) != INTEGRITY:
            print(
                f"Refused: {archive.name} does not have the integrity hash written in this file.",
                file=sys.stderr,
            )
            return 1
        write(archive)
    return 0


def fetched(folder: Path) -> Path:
    """The release's archive, as npm hands it over."""
    subprocess.run(["npm", "pack", "--silent", f"nhsuk-frontend@{VERSION}"], cwd=folder, check=True)  # noqa: S603, S607
    return next(folder.glob("*.tgz"))


def integrity(archive: Path) -> str:
    """The hash in the form in which package registries publish it."""
    return "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()


def write(archive: Path) -> None:
    """Replace what an earlier release left, but for the licence."""
    with tarfile.open(archive) as package:
        css = stripped_css(_text(package, f"{COMPILED}/nhsuk-frontend.min.css"))
        script = without_source_map(_text(package, f"{COMPILED}/nhsuk-frontend.min.js"))
        names = sorted(set(images_of(css)))
        images = {name: _text(package, f"{COMPILED}/assets/{name}") for name in names}
    shutil.rmtree(TARGET / "images", ignore_errors=True)
    texts = {
        "nhsuk-frontend.min.css": css,
        "nhsuk-frontend.min.js": script,
        "VERSION": VERSION + "\n",
        **images,
    }
    for name, text in texts.items():
        (TARGET / name).parent.mkdir(parents=True, exist_ok=True)
        (TARGET / name).write_text(text, encoding="utf-8")


def stripped_css(css: str) -> str:
    """Without the licensed font, with images beside the stylesheet, without a source map."""
    css = FONT_FACE.sub("", css).replace("Frutiger W01,", "")
    return without_source_map(IMAGE.sub(r"url(\1)", css))


def without_source_map(text: str) -> str:
    """Hashed static files refuse a comment that names a map which is not there."""
    return SOURCE_MAP.sub("", text).rstrip() + "\n"


def images_of(css: str) -> list[str]:
    return re.findall(r"url\((images/[\w.-]+)\)", css)


def _text(package: tarfile.TarFile, name: str) -> str:
    return package.extractfile(name).read().decode()


if __name__ == "__main__":
    sys.exit(main())
