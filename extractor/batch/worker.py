"""What happens inside a worker process: one document is read, and whatever goes wrong stays with it.

Kept apart from the pool, and free of exporters, so that a worker starts quickly.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import msgspec

from extractor.batch.failures import base_name, failed
from extractor.batch.inputs import Input
from extractor.batch.remote import fetched
from extractor.batch.tally import Tally, tally
from extractor.bounds import USUAL, Bounds
from extractor.errors import CrashedError, InputError, LimitError
from extractor.form import Document, Ocr, decode, encode

if TYPE_CHECKING:
    from extractor.templates import Template

Reader: TypeAlias = Callable[[Path], Document]
"""What reads one file. It goes to the workers, so it is a function of a module, or a `partial` of one."""


class Reading(NamedTuple):
    """A document's JSON, as it travels to the parent, what it came to, and the seconds it took."""

    data: bytes
    tally: Tally
    seconds: float


UNSOUND = 75
"""The status of a worker that could not read any more; its document is begun again."""

_DIE_WITH_PARENT = 1
"""What Linux calls PR_SET_PDEATHSIG."""


@dataclass(frozen=True)
class Limits:
    """What one document may use: seconds, bytes of memory of its worker, bytes of its file, its pages and pixels."""

    seconds: float = 600.0
    memory: int = 4 << 30
    size: int = 1 << 30
    bounds: Bounds = USUAL


def read_document(
    path: Path,
    templates: Path | None = None,
    cross_check: bool = False,
    ocr: Ocr = "auto",
    bounds: Bounds = USUAL,
) -> Document:
    """The document of a file, read with the built-in templates and those of a folder, by two readers if cross-checked.

    Raises:
        InputError: the file cannot be read.
        TemplateError: a template is not valid.
    """
    from extractor import pipeline  # noqa: PLC0415 -- heavy: only workers need it

    try:
        document = pipeline.read(path, _templates(templates), cross_check, ocr, bounds)
    except InputError:
        _leave_unless_sound()
        raise
    if document.problems:
        _leave_unless_sound()
    return document


def _leave_unless_sound() -> None:
    """Ends a worker that an earlier document left unable to read: what it found wrong may be its own fault."""
    from extractor.readers.soundness import is_sound  # noqa: PLC0415 -- beside the pipeline

    if not is_sound():
        os._exit(UNSOUND)


@functools.cache
def _templates(folder: Path | None) -> tuple[Template, ...]:
    from extractor.templates import load  # noqa: PLC0415 -- beside the pipeline

    return load(folder)


def settle(memory: int, threads: int) -> None:
    """Readies a worker: Ctrl-C is the parent's to answer, memory has an end, and OCR so many threads.

    A worker does not outlive its parent, which may be killed at any moment.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":  # elsewhere a worker ends with its document, when it finds no one to tell
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    os.environ.update(OMP_NUM_THREADS=str(threads), OPENCV_FOR_THREADS_NUM=str(threads))
    with contextlib.suppress(ImportError):  # not on Windows
        import resource  # noqa: PLC0415

        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (memory if hard < 0 else min(memory, hard), hard))


def read_one(reader: Reader, each: Input, limits: Limits) -> Reading:
    """One document's reading; runs in a worker.

    One that earlier documents left with less than half of its memory ends where this document could not be read,
    which is begun again: what keeps memory, such as OCR over many sizes of pictures, is no fault of what comes next.
    """
    is_heavy = True
    try:
        is_heavy = _data() > limits.memory / 2
        read = _read_one(reader, each, limits)
        if not (is_heavy and read.tally.failed):
            return read
    except MemoryError:
        if not is_heavy:
            raise
    os._exit(UNSOUND)


def _read_one(reader: Reader, each: Input, limits: Limits) -> Reading:
    start = time.perf_counter()
    read = None
    here = contextlib.ExitStack()
    try:
        path = here.enter_context(fetched(each.url, base_name(each.name), limits.size)) if each.url else each.path
        each = replace(each, place=str(path))
        document = reader(path)
        source = msgspec.structs.replace(document.source, name=base_name(each.name))
        read = reading(msgspec.structs.replace(document, source=source))
        decode(read.data)  # what the parent cannot decode must fail here, where it fails alone
    except InputError as error:
        read = reading(failed(each, error))
    except MemoryError:
        pass  # what says so needs memory too, and here all is still held
    except Exception as error:  # noqa: BLE001 -- around one document: whatever is wrong with it, the others are read
        read = reading(failed(each, CrashedError(f"({type(error).__name__}: {error})")))
    read = read or reading(failed(each, over_memory(limits)))
    here.close()
    return read._replace(seconds=round(time.perf_counter() - start, 3))


def _data() -> int:
    """The bytes of this process that its limit on memory counts; 0 where that is not told."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[5]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def over_memory(limits: Limits) -> LimitError:
    """What is wrong with a document that took more memory than it may."""
    return LimitError(f"Reading it took more than {limits.memory / 2**30:g} GiB of memory.")


def reading(document: Document, seconds: float = 0.0) -> Reading:
    """The reading of a document."""
    return Reading(encode(document), tally(document), seconds)
