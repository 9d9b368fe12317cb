"""Which inputs a run has to read, and what is remembered of each as soon as its document is written.

Two inputs of one content are read once. A document of an earlier run counts if it was read in the same way and its JSON
is as it was written; also under another name: then its JSON is written anew under that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from extractor.batch import remote
from extractor.batch.failures import base_name, failed
from extractor.batch.inputs import Input
from extractor.batch.manifest import FOLDER, Entry, Manifest, Stamp, is_intact, parts, stamp
from extractor.batch.tally import Tally
from extractor.batch.worker import Limits, Reading, reading
from extractor.checks import examine
from extractor.errors import InputError, LimitError, OutputError, UnreadableError
from extractor.exporters import json_
from extractor.exporters.atomic import replacing
from extractor.form import Document, decode

_CIRCUMSTANTIAL = frozenset({"P04", "P06"})
"""Problems that other limits may do away with."""

_NOWHERE = Stamp(0, 0, "")


@dataclass(frozen=True)
class Terms:
    """What a run asks of a document read earlier: in which way, within which limits, and where its JSON is.

    With `rehash` bytes are looked at even where size and time of a file are those of an earlier run.
    """

    folder: Path
    way: str
    limits: Limits
    keeps_json: bool
    rehash: bool = False

    def look(self, each: Input, known: Entry | None) -> Stamp | InputError:
        """The stamp of an input's file, or why it cannot be read."""
        if each.url and not each.failure:
            return self._look_there(each.url, known)
        try:
            if each.failure is None and each.path.stat().st_size > self.limits.size:
                return LimitError(f"The file has more than {self.limits.size / 2**20:g} MiB.")
            known_stamp = known.looked if known else None
            failure = each.failure
            looked = _NOWHERE if failure else stamp(each.path, known_stamp, rehash=self.rehash)
        except OSError as error:
            failure = error.strerror or str(error)
        return UnreadableError(f"{each.path}: {failure}") if failure else looked

    def _look_there(self, url: str, known: Entry | None) -> Stamp | InputError:
        """The stamp of an object: its hash is that of known bytes, or stands for bytes that nobody has seen yet."""
        try:
            size, mark = remote.look(url)
        except OSError as error:
            return UnreadableError(f"{url}: {error.strerror or error}")
        if size > self.limits.size:
            return LimitError(f"The file has more than {self.limits.size / 2**20:g} MiB.")
        if known and mark and not self.rehash and (size, mark) == (known.size, known.changed):
            return known.looked
        return Stamp(size, mark, hashlib.sha256(url.encode()).hexdigest())

    def is_same(self, known: Entry, each: Input, looked: Stamp | InputError) -> bool:
        """Whether an input is what it was when it was read, and reading it again would come to the same."""
        if isinstance(looked, InputError):
            return known.failure == str(looked)
        return known.failure is None and known.content == content(each, looked) and self.is_wanted(known)

    def is_wanted(self, known: Entry) -> bool:
        """Whether an entry was read in the way that is wanted now."""
        return known.way == self.way_of(known.tally)

    def way_of(self, tally: Tally) -> str:
        """The way in which a document is read now; limits count where one was hit."""
        hit = any(problem.code in _CIRCUMSTANTIAL for problem in tally.problems)
        return f"{self.way} {self.limits}" if hit else self.way

    def has_json(self, known: Entry) -> bool:
        """Whether the JSON of an entry is there as it was written."""
        return known.json is not None and is_intact(self.folder / known.json, known.written, rehash=self.rehash)

    def place(self, name: str) -> Path:
        """Where the JSON of an input goes: among the outputs, or into hiding until the tables are written."""
        return json_.path_of(name, self.folder if self.keeps_json else self.folder / FOLDER)


def content(each: Input, looked: Stamp) -> str:
    """What a file holds and what else decides how it is read: only what is not named a PDF may be plain text."""
    return looked.sha256 + each.path.suffix.lower() * (each.path.suffix.lower() == ".pdf")


class Ledger:
    """The inputs of a run: `looked_at` counts those whose turn may come, `unread` names those of them to wait for."""

    def __init__(self, terms: Terms, remembered: Manifest, run: int) -> None:
        self.terms, self.remembered, self.run = terms, remembered, run
        self.looked_at = 0
        self.unread: set[str] = set()
        self._alike: dict[str, list[tuple[Input, Stamp]]] = {}
        self._contents: dict[str, str] = {}

    def wanted(self, inputs: Iterable[Input]) -> Iterator[Input]:
        """Those of the inputs that have to be read; of the others, all is on disk once they are passed."""
        for each in inputs:
            known = self.remembered.entry(each.name)
            looked = self.terms.look(each, known)
            is_new = not self._is_kept(known, each, looked) and not self._is_taken(each, looked)
            self.looked_at += 1
            if is_new:
                yield each

    def record(self, each: Input, read: Reading) -> None:
        """Puts down what was read of an input, also for those of the same content.

        Raises:
            OutputError: it could not be written.
        """
        found = self._contents.pop(each.name)
        for other, looked in self._alike.pop(found):
            self._put(other, looked, _renamed(read, each.name, other.name), self.run)
            self.unread.remove(other.name)

    def document(self, known: Entry) -> Document:
        """The document of an entry, from its JSON.

        Raises:
            OutputError: it cannot be read back.
        """
        path = self.terms.folder / (known.json or "")
        try:
            return decode(path.read_bytes())
        except (OSError, msgspec.MsgspecError) as error:
            raise OutputError(f"{path} was written by this run and cannot be read back: {error}") from error

    def _is_kept(self, known: Entry | None, each: Input, looked: Stamp | InputError) -> bool:
        """Whether the entry of an input stands as it is; where its file was only touched, its new time is noted."""
        if known is None or not self.terms.is_same(known, each, looked) or not self.terms.has_json(known):
            return False
        if self.terms.keeps_json and self.terms.folder / str(known.json) != self.terms.place(each.name):
            return False
        size, changed, _ = looked if isinstance(looked, Stamp) else known.looked
        noted = known._replace(size=size, changed=changed, folder=each.folder)
        if noted != known:
            self.remembered.put(noted)
        return True

    def _is_taken(self, each: Input, looked: Stamp | InputError) -> bool:
        """Whether an input that is not kept need not be read: it cannot be, its content was, or is about to be."""
        if isinstance(looked, InputError):
            self._put(each, looked, reading(failed(replace(each, failure=str(looked)), looked)), self.run)
            return True
        found = content(each, looked)
        fits = (known for known in self.remembered.alike(found) if self.terms.is_wanted(known))
        if known := next(filter(self.terms.has_json, fits), None):
            data = (self.terms.folder / str(known.json)).read_bytes()
            self._put(
                each, looked, _renamed(Reading(data, known.tally, known.seconds), known.name, each.name), known.run
            )
            return True
        self.unread.add(each.name)
        self._alike.setdefault(found, []).append((each, looked))
        if len(self._alike[found]) > 1:
            return True
        self._contents[each.name] = found
        return False

    def _put(self, each: Input, looked: Stamp | InputError, read: Reading, run: int) -> None:
        """Writes an input's JSON, then its entry."""
        data, path = read.data, self.terms.place(each.name)
        with replacing(path, parts(self.terms.folder)) as temporary:
            temporary.write_bytes(data)
        seen = looked if isinstance(looked, Stamp) else _NOWHERE
        if each.url and seen.sha256:
            seen = seen._replace(sha256=decode(data).source.sha256)
        # A file that was changed while it was read has a content that nobody knows.
        found = content(each, seen) if seen.sha256 and seen.sha256.encode() in data else ""
        written = path.stat()
        self.remembered.put(
            Entry(
                name=each.name,
                content=found,
                size=seen.size,
                changed=seen.changed,
                way=self.terms.way_of(read.tally),
                run=run,
                seconds=read.seconds,
                tally=read.tally,
                failure=str(looked) if isinstance(looked, InputError) else None,
                json=path.relative_to(self.terms.folder).as_posix(),
                json_size=written.st_size,
                json_changed=written.st_mtime_ns,
                json_sha256=hashlib.sha256(data).hexdigest(),
                folder=each.folder,
            )
        )


def _renamed(read: Reading, name: str, other: str) -> Reading:
    """The reading of an input as that of another one of the same content, checked again: years stand in names too."""
    if base_name(name) == base_name(other):
        return read
    document = decode(read.data)
    source = msgspec.structs.replace(document.source, name=base_name(other))
    forms = tuple(examine(form, source.name) for form in document.forms)
    return reading(msgspec.structs.replace(document, source=source, forms=forms), read.seconds)
