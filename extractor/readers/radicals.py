"""Characters as they are meant: radicals, compatibility characters and ligatures as what they look like.

Browsers that print a page name some glyphs after the radical that shares their shape: 部⻔ with U+2ED4 for 部门, 项⽬
with U+2F6C for 项目. Fonts name others after a compatibility character (U+F983 for 旅), and ligatures by one character
(ﬁ), or by characters whose bytes are swapped (昀椀, U+6600 U+6900, for U+0066 U+0069: fi).
"""

from __future__ import annotations

import re
import unicodedata

import numpy as np

from extractor.readers.glyphs import Glyphs

_SUPPLEMENT = dict(
    zip(
        "⺁⺌⺒⺓⺝⺞⺟⺠⺧⺩⺫⺬⺮⺶⺼⺽⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "厂小巳幺月歺母民牛王目示竹羊月臼虎西见角贝车長长门雨青韦页风飞食首马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
"""Unicode decomposes Kangxi radicals, and few of this block; these are whole characters of today's texts."""

_UNIFIED = {ord(radical): character for radical, character in _SUPPLEMENT.items()} | {
    code: unicodedata.normalize("NFKC", chr(code))
    for first, end in ((0x2F00, 0x2FD6), (0xF900, 0xFADA), (0xFB00, 0xFB07), (0x2F800, 0x2FA1E))
    for code in range(first, end)
}
_UNIFIED[0x2F3E] = "户"  # fonts of today's characters print this radical with the glyph of 户, and Unicode says 戶
_SWAPPED = re.compile("昀昀[椀氀]|昀[昀椀氀琀樀]|琀[椀琀]")
_OTHERWISE = re.compile(f"[\u2e80-\u2fdf\uf900-\ufadf\ufb00-\ufb06\U0002f800-\U0002fa1f]|{_SWAPPED.pattern}")


def unified(text: str) -> str:
    """The text with the characters that are meant; all else stays as it is."""
    return _SWAPPED.sub(_unswapped, text.translate(_UNIFIED)) if _OTHERWISE.search(text) else text


def as_meant(glyphs: Glyphs) -> Glyphs:
    """The characters that are meant, a ligature's each with its share of the width."""
    text = "".join(glyphs.texts)
    if _OTHERWISE.search(text) is None:
        return glyphs
    if len(text) == len(glyphs.texts):
        glyphs = glyphs.named(list(_SWAPPED.sub(_unswapped, text)))
    texts = [unified(each) for each in glyphs.texts]
    counts = np.array([len(each) or 1 for each in texts])
    if counts.max() == 1:
        return glyphs.named(texts)
    spread = glyphs.only(np.repeat(np.arange(len(texts)), counts))
    return spread.named([character for each in texts for character in each or " "], _shares(spread.rows, counts))


def _unswapped(found: re.Match[str]) -> str:
    return "".join(chr(ord(character) >> 8) for character in found[0])


def _shares(rows: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """The rows of characters that stood for one another, each with its share of their width."""
    number = np.concatenate([np.arange(count) for count in counts])
    of = np.repeat(counts, counts)
    shared = rows.copy()
    width = rows[:, 2] - rows[:, 0]
    shared[:, 0] = rows[:, 0] + width * number / of
    shared[:, 2] = rows[:, 0] + width * (number + 1) / of
    return shared
