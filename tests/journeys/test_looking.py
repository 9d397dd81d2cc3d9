"""That looking at a page can fail: the journeys lean on it everywhere."""

import pytest

pytestmark = pytest.mark.journey

PAGE = '<html lang="en-GB"><title>A page</title><main><h1>A page</h1>{}</main></html>'


def test_a_page_with_nothing_wrong_passes(page, look):
    page.set_content(PAGE.format("<p>A line.</p>"))
    look(page, "looking-at-nothing-wrong")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("<input>", "label"),
        ("<h3>Two levels down</h3>", "heading-order"),
        ('<p style="color: #ccc; background: #fff">Pale</p>', "color-contrast"),
        ('<p style="width: 700px">Wide</p>', "scrolls sideways by .* at 360 px"),
    ],
    ids=["no label", "skipped heading", "too pale", "too wide"],
)
def test_what_is_wrong_is_seen(page, look, wrong, words):
    page.set_content(PAGE.format(wrong))
    with pytest.raises(AssertionError, match=words):
        look(page, "looking-at-what-is-wrong")
