"""One run of `convert`: what is unchanged is taken from the output folder, the rest is read, and the tables follow."""

from __future__ import annotations

import contextlib
import functools
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

from extractor.batch import manifest
from extractor.batch.failures import fingerprint
from extractor.batch.inputs import Gathered, Input
from extractor.batch.local import read_all
from extractor.batch.manifest import Entry, Manifest
from extractor.batch.tally import Tally, tally
from extractor.batch.worker import Limits, Reader, read_document
from extractor.exporters import export, json_
from extractor.exporters.columns import Item
from extractor.form import decode
from extractor.templates import load

_SAVED_EVERY = 20
"""Documents between two states of the manifest; a killed run reads at most these again."""


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


class Conversion:
    """A run over inputs into a folder; `steps` first, then `tables`.

    Raises:
        TemplateError: a template is not valid.
    """

    def __init__(  # noqa: PLR0913 -- each is a choice of the command line
        self,
        gathered: Gathered,
        folder: Path,
        options: Options,
        *,
        templates: Path | None = None,
        jobs: int | None = None,
        reader: Reader | None = None,
        limits: Limits | None = None,
    ) -> None:
        self.folder, self.options, self.jobs, self.limits = folder, options, jobs, limits
        self.reader = reader or functools.partial(read_document, templates=templates)
        self.before, self.warning = manifest.load(folder)
        self.now = Manifest(
            read_by=manifest.read_by(template.text for template in load(templates)),
            exported_as=json.dumps(asdict(options)),
        )
        self._hashes: dict[str, str] = {}
        self.inputs = tuple(self._hashed(each) for each in gathered.inputs)
        self._items: list[Item] = []
        self.unchanged = self._is_unchanged()

    def steps(self) -> Iterator[Step]:
        """Every input in order as it is done; its JSON is written by then.

        Raises:
            OutputError: something could not be written.
        """
        if self.unchanged:
            self.now = self.before
            yield from (_step(name, entry, reused=True) for name, entry in self.before.entries.items())
            return
        kept = {each.name for each in self.inputs if self._is_kept(each)}
        fresh = read_all([each for each in self.inputs if each.name not in kept], self.reader, **self._how())
        with contextlib.closing(fresh), self._remembering():
            for each in self.inputs:
                yield self._keep(each) if each.name in kept else self._record(each, next(fresh))

    def tables(self) -> list[Path]:
        """The files of the folder that hold all documents, written anew unless nothing changed.

        Raises:
            OutputError: a file could not be written.
        """
        if not self.unchanged:
            paths = export(self._exported(), self.folder, **asdict(self.options))
            names = [path.relative_to(self.folder).as_posix() for path in paths]
            self.now.tables = {name: manifest.digest(self.folder / name) or "" for name in names}
            self._drop_stale()
            manifest.save(self.now, self.folder)
        return [self.folder / name for name in self.now.tables]
