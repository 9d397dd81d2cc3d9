"""The picture of the moves in the docs is the table of moves, drawn."""

from docs import states
from vacancies.status import MOVES, Status


def test_the_picture_is_drawn_from_the_table_as_it_stands():
    assert states.PICTURE.read_text(encoding="utf-8") == states.drawing(), "Run: python -m docs.states"


def test_every_state_and_move_is_in_it_and_a_new_one_would_show(monkeypatch):
    drawn = states.drawing()
    for status in Status:
        assert f">{status.label}<" in drawn
    assert drawn.count("<path ") == sum(len(moves) for moves in MOVES.values())
    monkeypatch.setitem(MOVES[Status.WITHDRAWN], Status.DRAFT, "revive")
    assert "revive" in states.drawing()
    assert states.drawing() != drawn
