"""The text of a Word document (DOCX), line by line, as it is printed once every change in it is accepted.

Runs confined: `python -m recruitment.documents.text_of_word 20`, with the most pages there may be. Only the
document's body is opened: who wrote, changed or commented it, and what its pictures carry, is never read.
"""

import sys

from recruitment.documents import confined
from recruitment.documents.word_parts import MC, Parts, W, read_parts

# No page of print holds more: where the pages are not marked, the text tells how many there are at least.
CHARACTERS_A_PAGE = 6_000
# Changes that were not made, words nobody sees, and the second way to draw the same.
DROPPED = (f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{MC}Fallback")
READ = (f"{W}p", f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen", f"{W}lastRenderedPageBreak")
MARKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}p": "\n", f"{W}noBreakHyphen": "-"}


def read(content: bytes, most_pages: int) -> dict:
    """`text` and `pages`; the text is left out where there are too many pages."""
    return read_parts(content, lambda parts: _read(parts, most_pages))


def _read(parts: Parts, most_pages: int) -> dict:
    body = parts.body()
    _drop_what_is_not_printed(body)
    pieces, breaks, drawn = [], 0, 0
    for element in body.iter(*READ):
        if element.tag == f"{W}t":
            pieces.append(element.text or "")
        elif element.tag == f"{W}lastRenderedPageBreak":
            drawn += 1
        else:
            breaks += element.tag == f"{W}br" and element.get(f"{W}type") == "page"
            pieces.append(MARKS[element.tag])
    text = "".join(pieces).strip()
    pages = max(breaks + 1, drawn + 1, -(-len(text) // CHARACTERS_A_PAGE))
    return {"text": text if pages <= most_pages else "", "pages": pages}


def _drop_what_is_not_printed(body) -> None:
    for element in list(body.iter(*DROPPED)):
        element.getparent().remove(element)
    for hidden in list(body.iter(f"{W}vanish")):
        run = hidden.getparent().getparent()
        if run is not None and run.tag == f"{W}r" and run.getparent() is not None:
            run.getparent().remove(run)


if __name__ == "__main__":
    confined.answer(lambda content: read(content, int(sys.argv[1])))
