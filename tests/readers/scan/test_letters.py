"""Characters that fonts leave without a name are read from the picture, where the characters beside them agree."""

from __future__ import annotations

from collections.abc import Sequence

import pymupdf
import pytest

from extractor.geometry import Box
from extractor.ocr.engine import Grey, Reading
from extractor.pages import Page, Word
from extractor.readers.legibility import holds_untold
from extractor.readers.scan.letters import with_letters

SIZE = 10.0


class Says:
    """An engine that reads these texts, as sure of every character."""

    def __init__(self, *texts: str, sure: float = 0.99) -> None:
        self.texts, self.sure = texts, sure

    def read(self, pictures: Sequence[Grey]) -> list[Reading]:
        assert len(pictures) == len(self.texts)
        return [Reading(text, (self.sure,) * len(text)) for text in self.texts]

    def glance(self, pictures: Sequence[Grey]) -> list[Reading]:
        return self.read(pictures)


def word(text: str, line: int, confidence: float = 0.5) -> Word:
    """A word in which figures are half as wide as all else."""
    top, edges = 20.0 + 2 * SIZE * line, [30.0]
    for character in text:
        edges.append(edges[-1] + (SIZE / 2 if character.isdigit() else SIZE))
    box = Box(1, edges[0], top, edges[-1], top + SIZE)
    return Word(text, box, top + SIZE, SIZE, tuple(edges), confidence=confidence)


def page(*words: Word) -> Page:
    return Page(1, 300, 200, words, (), unread="characters")


def read(before: Page, engine: Says) -> list[tuple[str, float]]:
    with pymupdf.open() as document:
        after = with_letters(before, document.new_page(width=300, height=200), engine, 10**7)
    return [(each.text, each.confidence) for each in after.words]


def test_a_glyph_that_is_read_alike_in_several_words_is_known_in_all() -> None:
    before = page(word("产出ÿ50分", 0), word("效益ÿ30分", 1), word("满意ÿ10分", 2), word("管理ÿ20分", 3))
    engine = Says("产出（50分", "效益（30分", "满意（10分", "管里（2O分")
    assert read(before, engine) == [(f"{text.replace('ÿ', '（')}", 0.95) for text, *_ in before.words]


def test_a_glyph_that_one_word_has_wants_a_look() -> None:
    assert read(page(word("产出ÿ50分", 0)), Says("产出（50分")) == [("产出（50分", 0.85)]


@pytest.mark.parametrize("text", ["产出（60分", "产出50分", ""])
def test_a_word_that_is_read_otherwise_stays_doubted(text: str) -> None:
    assert read(page(word("产出ÿ50分", 0)), Says(text)) == [("产出ÿ50分", 0.5)]


def test_a_word_that_the_fonts_tell_otherwise_than_it_is_read_wants_a_look() -> None:
    before = page(word("优良", 0, 1.0), word("良好", 1, 1.0))
    assert read(before, Says("优良", "良奸")) == [("优良", 1.0), ("良好", 0.85)]


def test_pages_are_read_again_only_where_several_words_are_doubted() -> None:
    sure, doubted = word("优良", 0, 1.0), word("产出ÿ", 1)
    assert [holds_untold(page(*each)) for each in ((sure,), (doubted, sure), (doubted,) * 3)] == [False, False, True]
