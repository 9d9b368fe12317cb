"""One run of `convert`: what is unchanged is taken from the output folder, the rest is read, and the tables follow."""

from __future__ import annotations

import contextlib
import functools
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

import msgspec

from extractor.batch import manifest
from extractor.batch.failures import fingerprint
from extractor.batch.inputs import Gathered, Input
from extractor.batch.local import read_all
from extractor.batch.manifest import Entry, Manifest
from extractor.batch.tally import Tally, tally
from extractor.batch.worker import Limits, Reader, read_document
from extractor.errors import OutputError
from extractor.exporters import export, json_
from extractor.exporters.columns import Item
from extractor.form import Document, Ocr, decode
from extractor.templates import load

_SAVED_EVERY = 5.0
"""Seconds between two states of the manifest; a run that is killed loses no more."""


@dataclass(frozen=True)
class Options:
    """What the outputs are to be."""

    formats: tuple[str, ...] = ("csv", "json", "xlsx")
    headers: Literal["zh", "en"] = "zh"
    personal: bool = False
    form_sheets: int = 200


@dataclass(frozen=True)
class Step:
    """One input done: what it came to, and whether an earlier run had already read it."""

    name: str
    tally: Tally
    seconds: float
    reused: bool


@dataclass(frozen=True)
class _Documents:
    """The documents of a run, as often as they are gone through: from the JSON written for them, else from memory."""

    folder: Path
    entries: dict[str, Entry]
    held: dict[str, Document]

    def __iter__(self) -> Iterator[Item]:
        for name, entry in self.entries.items():
            yield Item(name, self.held.get(name) or _written(self.folder, entry), entry.seconds)


class Conversion:
    """A run over inputs into a folder: go through `steps`, then ask for `tables`.

    `unchanged` says that an earlier run left all that this one would write; `warning` what there is to say before.
    """

    def __init__(  # noqa: PLR0913 -- each is a choice of the command line
        self,
        gathered: Gathered,
        folder: Path,
        options: Options,
        *,
        templates: Path | None = None,
        cross_check: bool = False,
        ocr: Ocr = "auto",
        jobs: int | None = None,
        reader: Reader | None = None,
        limits: Limits | None = None,
    ) -> None:
        """Looks at the inputs and at what the folder holds; nothing is read yet.

        Raises:
            TemplateError: a template is not valid.
        """
        self.folder, self.options = folder, options
        self.before, self.warning = manifest.load(folder)
        texts = (template.text for template in load(templates))
        self.now = Manifest(read_by=manifest.read_by(texts, cross_check, ocr), folders=gathered.folders)
        self._hashes: dict[str, str] = {}
        self.inputs = [self._hashed(each) for each in gathered.inputs]
        self._held: dict[str, Document] = {}
        reader = reader or functools.partial(read_document, templates=templates, cross_check=cross_check, ocr=ocr)
        self._read = functools.partial(read_all, reader=reader, jobs=jobs, limits=limits)
        self.unchanged = self._is_unchanged()

    def steps(self) -> Iterator[Step]:
        """Every input in order as it is done; its JSON is written by then.

        Raises:
            OutputError: something could not be written.
        """
        if self.unchanged:
            yield from (Step(name, entry.tally, entry.seconds, True) for name, entry in self.before.entries.items())
            return
        manifest.save(self._so_far(), self.folder)  # before any reading: is the folder one that can be written?
        kept = {each.name for each in self.inputs if self._is_kept(each)}
        fresh = self._read([each for each in self.inputs if each.name not in kept])
        with contextlib.closing(fresh), self._remembering() as remember:
            for each in self.inputs:
                entry = self.before.entries[each.name] if each.name in kept else self._record(each, next(fresh))
                self.now.entries[each.name] = entry
                remember()
                yield Step(each.name, entry.tally, entry.seconds, each.name in kept)

    def tables(self) -> list[Path]:
        """The files of the folder that hold all documents, written anew unless nothing changed.

        Raises:
            OutputError: a file could not be written.
        """
        if self.unchanged:
            return [self.folder / name for name in self.before.tables]
        paths = export(_Documents(self.folder, self.now.entries, self._held), self.folder, **asdict(self.options))
        names = [path.relative_to(self.folder).as_posix() for path in paths]
        self.now.tables = {name: manifest.digest(self.folder / name) or "" for name in names}
        self.now.exported_as = _text(self.options)
        self._drop_stale()
        manifest.save(self.now, self.folder)
        return paths

    def _hashed(self, each: Input) -> Input:
        """The input; one whose bytes cannot be had says so."""
        if each.failure is None:
            try:
                self._hashes[each.name] = fingerprint(each.path)[0]
            except OSError as error:
                return replace(each, failure=error.strerror or str(error))
        return each

    def _is_unchanged(self) -> bool:
        before, wanted = (
            self.before,
            {each.name: (self._hashes.get(each.name, ""), each.failure) for each in self.inputs},
        )
        return (
            (before.read_by, before.exported_as) == (self.now.read_by, _text(self.options))
            and {name: (entry.sha256, entry.failure) for name, entry in before.entries.items()} == wanted
            and manifest.intact(self.folder, before.tables.items())
            and ("json" not in self.options.formats or all(self._has_json(each) for each in before.entries.values()))
        )

    def _is_kept(self, each: Input) -> bool:
        """Whether an earlier run read the same bytes in the same way, and what it wrote is still there."""
        entry = self.before.entries.get(each.name)
        same = self.before.read_by == self.now.read_by and entry is not None and each.failure is None
        return same and entry is not None and entry.sha256 == self._hashes[each.name] and self._has_json(entry)

    def _has_json(self, entry: Entry) -> bool:
        return manifest.intact(self.folder, [(entry.json, entry.json_sha256)])

    def _record(self, each: Input, item: Item) -> Entry:
        """What the manifest keeps of an input just read; its document is on disk, or held until the tables are."""
        path = json_.write(item, self.folder) if "json" in self.options.formats else None
        if path is None:
            self._held[each.name] = item.document
        return Entry(
            sha256=self._hashes.get(each.name, ""),
            seconds=item.seconds or 0.0,
            tally=tally(item.document),
            failure=each.failure,
            json=path.relative_to(self.folder).as_posix() if path else None,
            json_sha256=manifest.digest(path) if path else None,
            folder=each.folder,
        )

    @contextlib.contextmanager
    def _remembering(self) -> Iterator[Callable[[], None]]:
        """A function that saves the manifest now and then; it is saved once more however the run ends."""
        last = time.monotonic()

        def remember() -> None:
            nonlocal last
            if time.monotonic() - last > _SAVED_EVERY:
                manifest.save(self._so_far(), self.folder)
                last = time.monotonic()

        try:
            yield remember
        finally:
            manifest.save(self._so_far(), self.folder)

    def _so_far(self) -> Manifest:
        """A manifest that claims no tables; of an earlier run it keeps the inputs that were not reached yet."""
        earlier = self.before.entries if self.before.read_by == self.now.read_by else {}
        return Manifest(read_by=self.now.read_by, entries=earlier | self.now.entries, folders=self.now.folders)

    def _drop_stale(self) -> None:
        """Removes the JSON of inputs that are gone, as the tables drop their rows; a file that was changed stays."""
        if any(each.failure for each in self.inputs):
            return
        for name, entry in self.before.entries.items():
            if name not in self.now.entries and entry.json and self._has_json(entry):
                (self.folder / entry.json).unlink(missing_ok=True)


def _text(options: Options) -> str:
    return json.dumps(asdict(options))


def _written(folder: Path, entry: Entry) -> Document:
    path = folder / (entry.json or "")
    try:
        return decode(path.read_bytes())
    except (OSError, msgspec.MsgspecError) as error:
        raise OutputError(f"{path} was written by this run and cannot be read back: {error}") from error
