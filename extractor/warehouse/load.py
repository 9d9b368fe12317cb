"""One load: documents of an output folder or read from files, put into a warehouse batch by batch."""

from __future__ import annotations

import contextlib
import functools
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extractor.batch import manifest
from extractor.batch.conversion import Step
from extractor.batch.failures import fingerprint
from extractor.batch.inputs import Input, gather
from extractor.batch.local import read_all
from extractor.batch.remote import fetched
from extractor.batch.tally import Tally, tally
from extractor.batch.worker import Limits, read_document
from extractor.errors import InputError
from extractor.exporters.columns import Item
from extractor.exporters.json_ import is_output, paths, read_back
from extractor.form import Ocr
from extractor.templates import load as load_templates
from extractor.warehouse.store import Known, Store
from extractor.warehouse.tables import TABLES, Origin, Row, document_id, table_rows

_BATCH = 20_000
"""Rows, of all tables together, after which documents are put."""


@dataclass
class Counts:
    """What a load did: documents put, unchanged, marked as gone, and rows put, by table."""

    put: int = 0
    unchanged: int = 0
    gone: int = 0
    rows: Counter[str] = field(default_factory=Counter)


class Load:
    """A load of inputs into an open warehouse: go through `steps`; `counts` says what came of it."""

    def __init__(  # noqa: PLR0913 -- each is a choice of the command line
        self,
        inputs: Sequence[str | Path],
        *,
        templates: Path | None = None,
        cross_check: bool = False,
        ocr: Ocr = "auto",
        personal: bool = False,
        jobs: int | None = None,
    ) -> None:
        """Looks at the inputs; nothing is read yet.

        Raises:
            TemplateError: a template is not valid.
        """
        outputs = [each for each in inputs if os.path.isdir(each) and is_output(Path(each))]
        self.outputs = [Path(each) for each in outputs]
        gathered = gather([each for each in inputs if each not in outputs])
        self.inputs = gathered.inputs
        self.counts = Counts()
        texts = (template.text for template in load_templates(templates))
        self._reading = _reading(manifest.read_by(texts, cross_check, ocr), personal)
        self._personal = personal
        reader = functools.partial(read_document, templates=templates, cross_check=cross_check, ocr=ocr)
        self._read = functools.partial(read_all, reader=reader, jobs=jobs)
        self._whole = set(gathered.folders)
        self._waiting: dict[str, list[Row]] = {table: [] for table in TABLES}
        self._seen: set[str] = set()

    @property
    def names(self) -> list[str]:
        """The names of all documents, in the order of the steps."""
        stored = (path for folder in self.outputs for path in paths(folder))
        return [*stored, *(each.name for each in self.inputs)]

    def steps(self, store: Store) -> Iterator[Step]:
        """Every document as it is done; the last of them are in the warehouse when the steps end.

        Raises:
            ExtractorError: an output folder or the warehouse cannot be used.
        """
        known = store.known()
        for folder in self.outputs:
            yield from self._stored(folder, known, store)
        yield from self._files(known, store)
        self._put(store)
        gone = {each for each, there in known.items() if there.folder in self._whole and not there.gone} - self._seen
        back = {each for each in self._seen if each in known and known[each].gone}
        store.mark(gone, back)
        self.counts.gone = len(gone)

    def _stored(self, folder: Path, known: dict[str, Known], store: Store) -> Iterator[Step]:
        """The documents of an output folder; what it remembers of its run says where they came from."""
        with manifest.load(folder)[0] as run:
            self._whole |= set(run.folders)
            for item in read_back(folder):
                entry = run.entry(item.path)
                base = entry.folder if entry and entry.folder else os.path.abspath(folder)
                origin = Origin(base, _reading(run.way, self._personal))
                seconds = entry.seconds if entry else None
                yield self._taken(Item(item.path, item.document, seconds), origin, known, store)

    def _files(self, known: dict[str, Known], store: Store) -> Iterator[Step]:
        """The documents of all other inputs; those that the warehouse has as they are now are not read."""
        fresh: list[Input] = []
        for each in self.inputs:
            name = document_id(each.folder, each.name)
            there = known.get(name)
            if there is not None and there.reading == self._reading and _hash(each) == there.sha256:
                self._seen.add(name)
                self.counts.unchanged += 1
                yield Step(each.name, Tally(), 0.0, True)
            else:
                fresh.append(each)
        with contextlib.closing(self._read(fresh)) as items:
            for each, item in zip(fresh, items, strict=True):
                yield self._taken(item, Origin(each.folder, self._reading), known, store)

    def _taken(self, item: Item, origin: Origin, known: dict[str, Known], store: Store) -> Step:
        """A document that goes into the next batch, unless it is there as it is or its bytes could not be had."""
        name = document_id(origin.folder, item.path)
        self._seen.add(name)
        there, sha256 = known.get(name), item.document.source.sha256
        same = there is not None and origin.reading and (there.sha256, there.reading) == (sha256, origin.reading)
        if same:
            self.counts.unchanged += 1
        elif sha256 or there is None:
            self.counts.put += 1
            for table in TABLES:
                made = list(table_rows(table, item, origin, personal=self._personal))
                self.counts.rows[table] += len(made)
                self._waiting[table] += made
            if sum(map(len, self._waiting.values())) >= _BATCH:
                self._put(store)
        return Step(item.path, tally(item.document), item.seconds or 0.0, bool(same))

    def _put(self, store: Store) -> None:
        if self._waiting["documents"]:
            store.put(self._waiting)
        self._waiting = {table: [] for table in TABLES}


def _reading(read_by: str, personal: bool) -> str:
    return f"{read_by} personal" if read_by and personal else read_by


def _hash(each: Input) -> str | None:
    """The hash of an input's bytes, which are fetched for that where they are in an object store; None without them."""
    try:
        if each.url is None:
            return fingerprint(each.path)[0]
        with fetched(each.url, "fetched", Limits().size) as path:
            return fingerprint(path)[0]
    except (OSError, InputError):
        return None
