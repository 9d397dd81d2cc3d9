"""Draws docs/pictures/states.svg from the table of moves: `python -m docs.states`.

A test fails when the picture and the table differ, so run it after changing `vacancies.status.MOVES`.
"""

from html import escape
from pathlib import Path
from textwrap import wrap

from vacancies.status import MOVES, Status

PICTURE = Path(__file__).with_name("pictures") / "states.svg"

BOX_WIDTH, BOX_HEIGHT = 190, 56
# The column and row of each box, so that no two lines cross.
PLACES = {
    Status.AWAITING_APPROVAL: (0, 0),
    Status.APPROVED: (1, 0),
    Status.DRAFT: (0, 1),
    Status.PUBLISHED: (2, 1),
    Status.WITHDRAWN: (1, 2),
    Status.CLOSED: (2, 2),
}
ACROSS, DOWN, MARGIN = 440, 180, 30
# Room for the words beside the outermost lines.
BESIDE = 130
WIDTH = 2 * ACROSS + BOX_WIDTH + 2 * BESIDE
HEIGHT = 2 * DOWN + BOX_HEIGHT + 2 * MARGIN
STYLE = (
    "text{font-family:arial,sans-serif;fill:#212b32}.state{font-size:17px;font-weight:bold}"
    ".act{font-size:14px;paint-order:stroke;stroke:#fff;stroke-width:5px}"
    "rect{fill:#f0f4f5;stroke:#005eb8;stroke-width:2}path{fill:none;stroke:#425563;stroke-width:2}"
)


def drawing() -> str:
    """The whole picture as SVG, the same for the same table."""
    title = "Where a vacancy stands, and the moves between"
    pairs = [(start, to, act) for start, moves in MOVES.items() for to, act in moves.items()]
    spoken = "; ".join(f"{start.label} to {to.label}: {act}" for start, to, act in pairs)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'aria-labelledby="title description">',
        f'<title id="title">{title}</title>',
        f'<desc id="description">{escape(spoken)}.</desc>',
        f"<style>{STYLE}</style>",
        '<defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" '
        'orient="auto-start-reverse"><polygon points="0,0 10,5 0,10" fill="#425563"/></marker></defs>',
        f'<rect x="0" y="0" width="{WIDTH}" height="{HEIGHT}" style="fill:#fff;stroke:none"/>',
        *(_arrow(start, to, act) for start, to, act in pairs),
        *(_box(status) for status in Status),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _corner(status: Status) -> tuple[int, int]:
    column, row = PLACES[status]
    return BESIDE + column * ACROSS, MARGIN + row * DOWN


def _box(status: Status) -> str:
    x, y = _corner(status)
    return (
        f'<rect x="{x}" y="{y}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="6"/>'
        f'<text class="state" x="{x + BOX_WIDTH // 2}" y="{y + BOX_HEIGHT // 2 + 6}" text-anchor="middle">'
        f"{escape(status.label)}</text>"
    )


def _arrow(start: Status, to: Status, act: str) -> str:
    """A line between two boxes; where there is one each way, they lie beside each other."""
    (x1, y1), (x2, y2) = _edges(start, to)
    lines = wrap(act, 24)
    upright = x1 == x2
    # Beside an upright line or above a level one; on the other side for the way back.
    back = list(Status).index(start) > list(Status).index(to)
    if upright:
        x, anchor = (x1 - 10, "end") if back else (x1 + 10, "start")
        y = (y1 + y2) // 2 - 9 * (len(lines) - 1)
    else:
        # A little past the middle, where what starts beside it has gone its own way.
        x, anchor = (9 * x1 + 11 * x2) // 20, "middle"
        y = (9 * y1 + 11 * y2) // 20 + (20 if back else -8 - 18 * (len(lines) - 1))
    words = "".join(
        f'<tspan x="{x}" dy="{18 if number else 0}">{escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    return (
        f'<path d="M{x1} {y1} L{x2} {y2}" marker-end="url(#head)"/>'
        f'<text class="act" x="{x}" y="{y}" text-anchor="{anchor}">{words}</text>'
    )


def _edges(start: Status, to: Status) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where the line leaves one box and meets the other."""
    (ax, ay), (bx, by) = _corner(start), _corner(to)
    both = start in MOVES[to]
    back = both and list(Status).index(start) > list(Status).index(to)
    if ax == bx:
        shift = (-40 if back else 40) if both else 0
        x = ax + BOX_WIDTH // 2 + shift
        return ((x, ay + BOX_HEIGHT), (x, by)) if by > ay else ((x, ay), (x, by + BOX_HEIGHT))
    shift = (14 if back else -14) if both else 0
    leaves, meets = (ax + BOX_WIDTH, bx) if bx > ax else (ax, bx + BOX_WIDTH)
    return (leaves, ay + BOX_HEIGHT // 2 + shift), (meets, by + BOX_HEIGHT // 2 + shift)


if __name__ == "__main__":
    PICTURE.write_text(drawing(), encoding="utf-8")
