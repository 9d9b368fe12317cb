"""Radicals as the characters that they look like.

Browsers that print a page name some glyphs after the radical that shares their shape: 部⻔ with U+2ED4 for 部门, 项⽬
with U+2F6C for 项目.
"""

from __future__ import annotations

import unicodedata

_SUPPLEMENT = dict(
    zip(
        "⺁⺌⺒⺓⺝⺞⺟⺠⺧⺩⺫⺬⺮⺶⺼⺽⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "厂小巳幺月歺母民牛王目示竹羊月臼虎西见角贝车長长门雨青韦页风飞食首马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
"""Unicode decomposes Kangxi radicals, and few of this block; these are whole characters of today's texts."""

_UNIFIED = {ord(radical): character for radical, character in _SUPPLEMENT.items()} | {
    code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)
}


def unified(text: str) -> str:
    """The text with characters for radicals; all else stays as it is."""
    return text.translate(_UNIFIED)
