"""One run of `convert`: what is unchanged is taken from the output folder, the rest is read, tables grow meanwhile."""

from __future__ import annotations

import contextlib
import functools
import itertools
import json
import shutil
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from extractor.batch import manifest
from extractor.batch.inputs import Gathered, Input
from extractor.batch.ledger import Ledger, Terms
from extractor.batch.local import as_completed, cores
from extractor.batch.manifest import Entry, Manifest
from extractor.batch.tally import Tally
from extractor.batch.worker import Limits, Reader, Reading, read_document
from extractor.errors import OutputError
from extractor.exporters import tables, writing
from extractor.exporters.columns import Add, Item
from extractor.form import Ocr
from extractor.templates import load

Engine: TypeAlias = Callable[[Iterable[Input]], Generator[tuple[Input, Reading]]]
"""What reads inputs, taking one when there is room for it; each comes back once, whichever is done first."""


_AT_ONCE = 2
"""Documents that go into the tables while one is read: those of an earlier run catch up, no worker waits for them."""


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
        rehash: bool = False,
        engine: Callable[..., Generator[tuple[Input, Reading]]] | None = None,
    ) -> None:
        """Looks at the inputs and at what the folder holds; nothing is read yet.

        `engine` reads in the place of the worker processes of this machine, with the arguments of their `as_completed`.
        With `rehash` the bytes of files are looked at even where size and time are those of an earlier run.

        Raises:
            TemplateError: a template is not valid.
            OutputError: another run is writing into the folder.
        """
        self.folder, self.options, self.inputs = folder, options, gathered.inputs
        self._folders, limits = gathered.folders, limits or Limits()
        way = manifest.read_by((template.text for template in load(templates)), cross_check, ocr)
        self._terms = Terms(folder, way, limits, "json" in options.formats, rehash)
        usual: dict[str, Any] = {
            "templates": templates,
            "cross_check": cross_check,
            "ocr": ocr,
            "bounds": limits.bounds,
        }
        reader = reader or functools.partial(read_document, **usual)
        jobs = jobs if engine else jobs or cores()
        jobs = jobs and max(1, min(jobs, len(self.inputs)))
        self._read: Engine = functools.partial(engine or as_completed, reader=reader, jobs=jobs, limits=limits)
        self._unfinished, self._turn = contextlib.ExitStack(), 0
        before, self.warning = manifest.load(folder)
        with before:
            self.unchanged = self._is_unchanged(before)

    def steps(self) -> Iterator[Step]:
        """Every input in order, once it is done and in the tables that are being written.

        Raises:
            OutputError: something could not be written.
        """
        if self.unchanged:
            with manifest.load(self.folder)[0] as before:
                yield from (_step(known, None) for known in before)
            return
        with contextlib.ExitStack() as stack:
            self._now = stack.enter_context(manifest.begin(self.folder))
            run = (self._now.fact("run") or 0) + 1
            self._now.state(run=run, way=self._terms.way, folders=self._folders, outputs=())
            ledger = Ledger(self._terms, self._now, run)
            options = asdict(self.options) | {"parts": manifest.parts(self.folder)}
            add = stack.enter_context(writing(self.folder, **options))
            with contextlib.closing(self._read(ledger.wanted(self.inputs))) as done:
                for each, read in done:
                    ledger.record(each, read)
                    yield from itertools.islice(self._taken(ledger, add), _AT_ONCE)
            yield from self._taken(ledger, add)
            self._unfinished = stack.pop_all()

    def tables(self) -> list[Path]:
        """The files of the folder that hold all documents, put in their places unless nothing changed.

        Raises:
            OutputError: a file could not be written.
        """
        names = tables(self.options.formats)
        if not self.unchanged:
            self._unfinished.close()
            with manifest.begin(self.folder) as now:
                self._drop_stale(now)
                outputs = [(name, *manifest.stamp(self.folder / name)) for name in names]
                now.state(options=_text(self.options), outputs=outputs)
        return [self.folder / name for name in names]

    def _taken(self, ledger: Ledger, add: Add) -> Iterator[Step]:
        """The inputs whose turn has come, as they go into the tables."""
        while self._turn < ledger.looked_at and self.inputs[self._turn].name not in ledger.unread:
            each = self.inputs[self._turn]
            self._turn += 1
            if (known := ledger.remembered.entry(each.name)) is None:
                raise OutputError(f"{each.name} is not in the manifest any more.")
            add(Item(each.name, ledger.document(known), known.seconds))
            yield _step(known, ledger.run)

    def _is_unchanged(self, before: Manifest) -> bool:
        """Whether an earlier run read the same inputs in the same way, wrote the same outputs, and they are there."""
        is_same = (
            (before.fact("options"), before.folders) == (_text(self.options), tuple(self._folders))
            and len(before) == len(self.inputs)
            and before.outputs.keys() == set(tables(self.options.formats))
        )
        return (
            is_same
            and all(self._stands(before.entry(each.name), each) for each in self.inputs)
            and all(
                manifest.is_intact(self.folder / name, stamp, rehash=self._terms.rehash)
                for name, stamp in before.outputs.items()
            )
        )

    def _stands(self, known: Entry | None, each: Input) -> bool:
        terms = self._terms
        return (
            known is not None
            and terms.is_same(known, each, terms.look(each, known))
            and (terms.has_json(known) or not terms.keeps_json)
        )

    def _drop_stale(self, now: Manifest) -> None:
        """Forgets inputs that are gone, with their JSON, as the tables drop their rows; a file that was changed stays.

        Where an input failed, what is gone may only be out of reach: then its JSON stays.
        """
        names = {each.name for each in self.inputs}
        failed = any(known.failure for known in now)
        for known in [known for known in now if known.name not in names]:
            if not failed and known.json and self._terms.has_json(known):
                (self.folder / known.json).unlink(missing_ok=True)
            now.drop(known.name)
        shutil.rmtree(manifest.parts(self.folder), ignore_errors=True)
        if not self._terms.keeps_json:
            now.forget_hidden()
            shutil.rmtree(self.folder / manifest.FOLDER / "json", ignore_errors=True)


def _step(known: Entry, run: int | None) -> Step:
    """An entry as a step of a run; of none if it was all done before."""
    return Step(known.name, known.tally, known.seconds, known.run != run)


def _text(options: Options) -> str:
    return json.dumps(asdict(options))
