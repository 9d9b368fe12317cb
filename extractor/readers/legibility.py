"""Which characters say what is printed: some fonts do not tell what their glyphs stand for, or tell it wrongly.

What a reader gets from such a font are codes of glyphs: unknown and private characters, accented letters among
Chinese, or, worst, digits and Chinese characters that are not those on the paper.
"""

from __future__ import annotations

import numpy as np

from extractor.pages import Page, Unread, Word
from extractor.readers.glyphs import Glyphs
from extractor.readers.glyphs import codes as codes_of

_WORDS = 3  # words: for fewer that are doubted, reading the picture of a page is not worth its while
_FEW = 8  # characters: fewer prove nothing about a font
_MANY = 12  # characters: so many that cannot be read are no ornament
_SHARE = 0.3  # of a font's characters: where so many are not told, none is believed
_PAGE = 0.25  # of a page's characters: where so many are not believed, the page is illegible
_SKIMMED = 0.1  # of the bare text of a page: so many odd characters make it one that is read to tell
_COMMON = 0.7  # of a font's Chinese characters: so many, and in print nearly all, are common ones
_VARIETY = 8  # characters that differ: fewer may be a rare name, or a few ornaments
DOUBTED = 0.5
"""The confidence of a word with a character that may be another in print."""

_FULL = 0.97  # of the size: hardly a letter is as wide
_WIDE = 0.9  # of the size: no blank of a text is so wide
_SPACE, _DELETE = 0x20, 0x7F
_VERTICAL = 4  # ways from this one on are those of vertical writing
_BROAD = np.isin(np.arange(0x80), [ord(character) for character in "MWmw%&@"])
_ODD = np.isin(np.arange(0x80), [ord(character) for character in " !\"#$&'*;<=>?@[\\]^_`{|}~"])
"""What no text has many of, least of all as wide as a Chinese character."""
_X0, _TOP, _X1, _BOTTOM, _SIZE, _WAY = 0, 1, 2, 3, 6, 7
_SAME = 0.6  # of a text's characters: no text has so many of one letter

_TOLD, _BLANK, _FIGURE, _HAN, _RARE, _ACCENTED, _SYMBOL, _UNTOLD = range(8)
_LETTERS = np.array([ord(character) for character in "§«¬°²³·¹º»¼½¾÷¥©®µ¶þü¨£"])
"""What stands in texts beside Chinese now and then, and often stands for a glyph without a name."""

_PLANES = 0x10000  # places behind the table of the first plane: other planes, by the 64 of their 1024-blocks
_TICKS = "þü¨£\uf052\uf050\uf0fe\uf0fc\uf0fd\uf0a8\uf06f\uf0a3\uf071"
"""Letters and private characters that fonts of symbols print boxes and ticks with."""


def _kinds() -> np.ndarray:
    """What kind each character of the first plane is, and, behind them, what each of the other planes is."""
    kinds = np.full(_PLANES + 17, _TOLD, dtype=np.uint8)
    for first, last, kind in (
        (0x00, 0x20, _UNTOLD),
        (0x7F, 0xA0, _UNTOLD),
        (0xA1, 0x24F, _ACCENTED),
        (0x250, 0x2AF, _UNTOLD),
        (0x3100, 0x319F, _ACCENTED),
        (0x3400, 0x4DBF, _RARE),
        (0x4DC0, 0x4DFF, _UNTOLD),
        (0x4E00, 0x9FFF, _RARE),
        (0xD800, 0xF8FF, _UNTOLD),
        (0xF020, 0xF0FF, _SYMBOL),
        (0xF900, 0xFAFF, _RARE),
        (0xFFF0, 0xFFFF, _UNTOLD),
        (_PLANES + 2, _PLANES + 3, _RARE),
        (_PLANES + 4, _PLANES + 16, _UNTOLD),
    ):
        kinds[first : last + 1] = kind
    for characters, kind in (
        ("\t\n\x0b\x0c\r \x85\xa0\u2002\u2003\u2009\u200b\u3000\ufeff\xad", _BLANK),
        ("0123456789.,%-", _FIGURE),
        ("§«¬°±²³·¹º»¼½¾×÷¥©®µ¶" + _TICKS, _TOLD),
        (_common(), _HAN),
    ):
        kinds[[ord(character) for character in characters]] = kind
    return kinds


def _common() -> str:
    """The Chinese characters that nearly all print consists of: the first levels of the old character sets."""
    return "".join(
        bytes(code for high in range(*highs) for low in lows for code in (high, low)).decode(name, "ignore")
        for name, highs, lows in (
            ("gb2312", (0xB0, 0xD8), range(0xA1, 0xFF)),
            ("big5", (0xA4, 0xC7), (*range(0x40, 0x7F), *range(0xA1, 0xFF))),
        )
    )


_KINDS = _kinds()


def doubtful(glyphs: Glyphs, fonts: np.ndarray) -> np.ndarray | None:
    """Which characters do not say what is printed, None where all do; `fonts` has a number for each one's font."""
    codes = codes_of(glyphs.texts)
    kinds = _KINDS[np.where(codes < _PLANES, codes, _PLANES + (codes >> 16))]
    wide = _wide(codes, glyphs.rows)
    odd = {*codes[wide][_ODD[np.minimum(codes[wide], _DELETE)]].tolist()}
    if len(odd) > 2 or _SPACE in odd:
        wide |= _wide(codes, glyphs.rows, _FULL, broad=True)
        kinds[wide] = _UNTOLD
    counts = np.bincount(kinds, minlength=8)
    if not counts[_ACCENTED:].any() and counts[_RARE] <= _FEW and not _is_monotonous(codes, kinds):
        return None
    doubted: np.ndarray = (kinds >= _SYMBOL) | wide | ((kinds == _ACCENTED) & bool(counts[_HAN] > _FEW))
    for font in np.unique(fonts).tolist():
        own = fonts == font
        if _is_untold(codes[own], kinds[own]):
            doubted |= own
    if _is_untold(codes, kinds) or _is_monotonous(codes, kinds):
        doubted |= kinds != _BLANK
    doubted &= kinds != _BLANK
    return doubted


def _wide(codes: np.ndarray, rows: np.ndarray, least: float = _WIDE, *, broad: bool = False) -> np.ndarray:
    """Which Latin characters and blanks are as wide as Chinese ones; of the broad ones, which may be, only if asked."""
    across, down, runs = rows[:, _X1] - rows[:, _X0], rows[:, _BOTTOM] - rows[:, _TOP], rows[:, _WAY]
    advance = np.where(runs % 2 == 1, down, across)
    wide: np.ndarray = (
        (codes < _DELETE)
        & (broad | ~_BROAD[np.minimum(codes, _DELETE)])
        & (advance > least * rows[:, _SIZE])
        & (runs < _VERTICAL)
    )
    return wide


def may_hold_untold(page: Page) -> bool:
    """Whether a page was read from its text layer and is upright: its picture has its words where they stand."""
    return bool(page.words) and not page.turn and page.source == "text" and page.unread in (None, "characters")


def holds_untold(page: Page) -> bool:
    """Whether several words of such a page hold a character that is not told."""
    return may_hold_untold(page) and sum(word.confidence <= DOUBTED for word in page.words) >= _WORDS


def untold(word: Word) -> tuple[int, ...]:
    """The places of the characters of a word that are perhaps not what is printed, where fonts leave some untold.

    Of a word that is doubted and has none that stands out these are all.
    """
    codes = codes_of(list(word.text))
    kinds = _KINDS[np.where(codes < _PLANES, codes, _PLANES + (codes >> 16))]
    wide = (codes < _DELETE) & (np.diff(np.array(word.edges)) > _WIDE * word.size)
    is_odd = (kinds >= _ACCENTED) | wide
    if (kinds == _HAN).any():
        is_odd |= np.isin(codes, _LETTERS)
    places = np.flatnonzero(is_odd)
    return tuple(places.tolist()) or (tuple(range(len(word.text))) if word.confidence <= DOUBTED else ())


def is_untold(text: str) -> bool:
    """Whether the bare text of a page is one that does not say what is printed."""
    codes = codes_of(list(text))
    kinds = _KINDS[np.where(codes < _PLANES, codes, _PLANES + (codes >> 16))]
    odd = int((_ODD[np.minimum(codes, _DELETE)] & (codes != _SPACE)).sum())
    return (
        _is_untold(codes, kinds) or _is_monotonous(codes, kinds) or (odd > _SKIMMED * len(codes) and len(codes) > _MANY)
    )


def verdict(texts: list[str], doubted: np.ndarray) -> Unread | None:
    """What is to be said of a page with doubtful characters: it has to be read another way, or in part, or nothing."""
    count, every = int(doubted.sum()), sum(not text.isspace() for text in texts)
    if count >= max(_MANY, _PAGE * every) or (count >= 4 and count > every / 2):
        return "fonts"
    return "characters" if count >= _MANY else None


def _is_untold(codes: np.ndarray, kinds: np.ndarray) -> bool:
    """Whether the characters of one font are codes of glyphs, or others than those that are printed."""
    counts = np.bincount(kinds, minlength=8)
    every = counts.sum() - counts[_BLANK]
    if every < _FEW:
        return False
    letters = codes[kinds == _SYMBOL]
    symbols = counts[_SYMBOL] if len(np.unique(letters)) >= _VARIETY else 0
    if counts[_UNTOLD] + counts[_ACCENTED] + symbols >= _SHARE * every:
        return True
    return bool(
        counts[_RARE] > (1 - _COMMON) * (counts[_RARE] + counts[_HAN])
        and len(np.unique(codes[kinds == _RARE])) >= _VARIETY
    )


def _is_monotonous(codes: np.ndarray, kinds: np.ndarray) -> bool:
    """Whether most of a page is one and the same letter, as where a font names all its glyphs alike."""
    letters = codes[(kinds != _BLANK) & (kinds != _FIGURE)]
    if len(letters) < 4 * _FEW:
        return False
    middle = int(np.partition(letters, len(letters) // 2)[len(letters) // 2])
    return bool((letters == middle).sum() > _SAME * len(letters) and chr(middle).isalpha())
