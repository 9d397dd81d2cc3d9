"""Ticks, empty boxes and bullets as documents print them: in any font, and in what is left of it as text.

A tick is mostly a letter in a symbol font: `ü` in Wingdings, `P` in Wingdings 2. The font is lost in copying.
Which column a mark stands in, and so what it says, is for whoever reads the table.
"""

from enum import Enum, auto

TICK, EMPTY_BOX, BULLET = "✓", "☐", "•"

# What the characters of the symbol fonts show, by font. Word writes them as 0xF000 plus the code.
_WINGDINGS = {
    TICK: (0xFC, 0xFB, 0xFD, 0xFE, 0x78),
    EMPTY_BOX: (0xA8, 0x6F, 0x70, 0x71, 0x72),
    BULLET: (0xA7, 0x6C, 0x6E, 0x9F, 0x76, 0xD8, 0x77, 0xA0),
}
_WINGDINGS_2 = {
    TICK: (0x50, 0x52, 0x51, 0x53, 0x54, 0x4F, 0x55, 0x56),
    EMPTY_BOX: (0xA3, 0x2A, 0x30, 0x9E),
    BULLET: (0x97, 0x98),
}
_WEBDINGS = {TICK: (0x61, 0x72), EMPTY_BOX: (0x63,), BULLET: (0x3D, 0x67)}
_SYMBOL = {TICK: (0xD6,), BULLET: (0xB7, 0xA8)}
SYMBOL_FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "webdings": _WEBDINGS,
    "marlett": _WEBDINGS,
    "symbol": _SYMBOL,
}
PRIVATE = 0xF000


def symbol(code: int, font: str) -> str:
    """What a character of a symbol font shows; nothing where it is some other picture."""
    shows = SYMBOL_FONTS.get(font.casefold(), _WINGDINGS)
    code = code - PRIVATE if PRIVATE <= code < PRIVATE + 0x100 else code
    return next((mark for mark, codes in shows.items() if code in codes), "")


def in_font(text: str, font: str) -> str:
    """Text that is printed in a symbol font, as the marks it shows."""
    if font.casefold() not in SYMBOL_FONTS:
        return text
    if font.casefold() == "symbol":  # also Greek letters and mathematics: only its marks are marks
        return "".join(symbol(ord(char), font) or char for char in text)
    return "".join(char if char.isspace() else symbol(ord(char), font) for char in text)


class Mark(Enum):
    """What stands alone in a cell that should hold a tick or nothing."""

    TICK = auto()
    NOTHING = auto()
    WORDS = auto()


SURE_TICKS = frozenset("✓✔√☑☒✅🗸🗹✗✘🗴🗵⮽\uf0fc\uf0fb\uf0fd\uf0fe\uf050\uf052\uf0d6")
# A tick only where nothing else stands in the cell: what a lost font leaves of it, or a letter typed for it.
LONE_TICKS = SURE_TICKS | frozenset("xX•·●◦∙■▪♦◆*×\uf0b7\uf0a7\uf06cüþýÖPRa(")
YES = frozenset({"yes", "y"})
NO_TICKS = frozenset("-–—_/☐□❑❒○\uf0a8\uf06f\uf0a3") | {"no", "n", "n/a", "na", "none", "nil"}
VARIATION = "\ufe0e\ufe0f"


def mark_of(text: str) -> Mark:
    """A tick, nothing, or words."""
    words = "".join(char for char in text if char not in VARIATION).split()
    if all(word in NO_TICKS or word.casefold() in NO_TICKS for word in words):
        return Mark.NOTHING
    if all(word in LONE_TICKS or word.casefold() in YES or is_sure(word) for word in words):
        return Mark.TICK
    return Mark.WORDS


def is_sure(word: str) -> bool:
    """Nothing but characters that are ticks and nothing else."""
    return bool(word) and all(char in SURE_TICKS for char in word)
