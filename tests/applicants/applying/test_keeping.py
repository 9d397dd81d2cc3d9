"""Nothing typed is lost and nothing is overwritten silently: the other tab, a save without a press, and a
sign-in that ended in the middle.
"""

import pytest

pytestmark = pytest.mark.django_db

MINE, THEIRS = "What I typed at home.", "What I typed on the bus."


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def page(draft, at):
    """The address of a draft's first evidence; its owner is signed in."""
    return at(draft, "evidence", draft.vacancy.criteria.first().pk)


@pytest.fixture
def stored(draft):
    """`stored()` is what stands there now."""
    return lambda: draft.answers.get(criterion=draft.vacancy.criteria.first()).text


class TestTwoTabs:
    def test_the_later_one_is_told_and_shown_both_and_nothing_is_written(self, client, page, stored):
        saw = client.saw(page)
        client.post(page, {"text": THEIRS, **saw})
        answer = client.post(page, {"text": MINE, **saw})
        assert answer.status_code == 409
        assert "changed in another tab or on another device" in text(answer)
        assert MINE in text(answer)
        assert THEIRS in text(answer)
        assert stored() == THEIRS

    def test_keep_mine_keeps_mine_unless_it_changed_once_more(self, client, page, stored):
        saw = client.saw(page)
        client.post(page, {"text": THEIRS, **saw})
        both = client.post(page, {"text": MINE, **saw})
        again = client.saw_in(both)
        client.post(page, {"text": "A third."})
        keep = {"text": MINE, "keep": "mine"}
        assert client.post(page, {**keep, **again}).status_code == 409
        assert stored() == "A third."
        now = client.saw_in(client.post(page, {**keep, **again}))
        assert client.post(page, {**keep, **now}).status_code == 302
        assert stored() == MINE

    def test_keep_the_saved_one_writes_nothing(self, client, page, stored):
        before = stored()
        answer = client.post(page, {"text": MINE, "keep": "saved", "seen": ""}, follow=True)
        assert "We kept what was saved" in text(answer)
        assert stored() == before

    def test_the_same_text_twice_is_no_quarrel(self, client, page):
        saw = client.saw(page)
        for _ in range(2):
            assert client.post(page, {"text": f"{MINE}\r\nTwo lines. ", **saw}).status_code == 302

    @pytest.mark.parametrize("seen", ["", "0" * 40, "é" * 3, "x" * 100_000, "<script>"])
    def test_a_page_that_does_not_say_what_it_saw_overwrites_nothing(self, client, page, stored, seen):
        before = stored()
        answer = client.post(page, {"text": MINE, "seen": seen})
        assert answer.status_code == 409
        assert MINE in text(answer)
        assert stored() == before

    def test_where_nothing_stands_nothing_can_be_overwritten(self, client, page, draft, stored):
        draft.answers.update(text="")
        assert client.post(page, {"text": MINE, "seen": ""}).status_code == 302
        assert stored() == MINE

    def test_choices_are_shown_in_words(self, client, draft, at):
        page = at(draft, "details")
        saw = client.saw(page)
        details = {"first_name": "Ada", "last_name": "Example", "address": "2 Row", "postcode": "ZZ99 9ZZ"}
        client.post(page, {**details, "phone": "01632 960001", **saw})
        answer = client.post(page, {**details, "phone": "", **saw})
        assert answer.status_code == 409
        assert "01632 960001" in text(answer)
        assert '<h3 class="nhsuk-heading-s">First name' not in text(answer)

    def test_wrong_and_changed_elsewhere_is_first_put_right_then_shown(self, client, page, stored):
        saw = client.saw(page)
        client.post(page, {"text": THEIRS, **saw})
        wrong = client.post(page, {"text": "word " * 501, **saw})
        assert "500 words or fewer" in text(wrong)
        assert client.post(page, {"text": MINE, **client.saw_in(wrong)}).status_code == 409
        assert stored() == THEIRS
