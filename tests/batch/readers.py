"""Readers for tests: a file's text says what happens to the worker that reads it."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from pathlib import Path

from extractor.batch.worker import UNSOUND, read_document
from extractor.errors import EncryptedError, UnreadableError
from extractor.form import Document, Finding, Source
from tests.sample_forms import form

LATE = 60.0
GREEDY = 8 << 30


def read(path: Path, journal: Path | None = None) -> Document:
    """A document of one form titled with the file's text, unless the text asks for trouble."""
    data = path.read_bytes()
    if journal is not None:
        with journal.open("a", encoding="utf-8") as lines:
            lines.write(f"{path.name}\n")
    text = data.decode()
    if text == "grow":
        data += b"n"
        path.write_bytes(data)
    if text.startswith("unsound "):
        left = int(text.removeprefix("unsound ")) - 1
        path.write_text(f"unsound {left}" if left else "sound", encoding="utf-8")
    _trouble(text)
    source = Source(name=path.name, sha256=hashlib.sha256(data).hexdigest(), bytes=len(data), kind="pdf-text", pages=1)
    if text == "no form":
        return Document(source=source)
    wrong = Finding(code="S01", name="score-above-weight", severity="error", message="高", message_en="high")
    return Document(source=source, forms=(form(title=text, findings=(wrong,) if text == "wrong" else ()),))


_kept: list[bytearray] = []


def read_beside(path: Path) -> Document:
    """A document as it is really read; what is called `hoard` is not read, but all memory is taken and kept."""
    if path.stem != "hoard":
        return read_document(path, ocr="never")
    piece = 1 << 24
    while piece > 1 << 16:
        try:
            _kept.append(bytearray(piece))
        except MemoryError:
            piece //= 2
    return Document(source=Source(name=path.name, sha256="", bytes=0, kind="pdf-text", pages=1))


def _trouble(text: str) -> None:
    if text.startswith("unsound"):
        os._exit(UNSOUND)
    if text == "exit":
        os._exit(7)
    if text == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if text == "hang":
        time.sleep(LATE)
    if text == "greedy":
        bytearray(GREEDY)
    if text == "raise":
        raise RuntimeError("a fault in the reader")
    if text == "locked":
        raise EncryptedError
    if text == "broken":
        raise UnreadableError("no header")
    if text.startswith("slow"):
        time.sleep(0.5)
