"""An output folder in an object store: made in a folder of this machine, and put in its place when it is complete.

What is put is what differs from what the manifest there says, and the manifest itself last. The folder of this machine
stays, so that a run that was killed goes on in it; where it is missing, on another machine say, it is fetched first.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from extractor.batch import manifest
from extractor.batch.manifest import Entry, Manifest
from extractor.batch.remote import failures, is_url, reason, store
from extractor.batch.scratch import scratch
from extractor.errors import ExtractorError, OutputError, UnreadableError, UsageError
from extractor.exporters.json_ import path_of

T = TypeVar("T")

_SEVERAL = 200
"""Objects that a store is asked for at once."""

_PROBE = f"{manifest.FOLDER}/probe"


class Staging:
    """An output folder at a URL: give a run `folder`, between `prepare` and `publish`."""

    def __init__(self, url: str) -> None:
        """Nothing is asked of the store yet."""
        self.url = url.rstrip("/")
        self.folder = _cache() / _folder_name(self.url)

    def prepare(self) -> None:
        """See that the store takes objects, and fetch what is there already where this machine has nothing of it.

        Raises:
            UsageError: no such URL can be written to.
            OutputError: the store cannot be written to, or what is there cannot be fetched.
        """
        if self.url.lower().startswith("http"):
            raise UsageError(
                f"--out {self.url}: nothing can be written to the web. Give a folder, or s3://BUCKET/FOLDER."
            )
        files, root = store(self.url)
        try:
            files.invalidate_cache()
            files.pipe_file(f"{root}/{_PROBE}", b"extractor writes here")
            with contextlib.suppress(*failures()):
                files.rm_file(f"{root}/{_PROBE}")
            if not (self.folder / manifest.NAME).exists() and files.exists(f"{root}/{manifest.NAME}"):
                _fetch_output(self.url, self.folder, with_tables=True)
        except failures(UnreadableError) as error:
            raise self._failure(error) from error

    def publish(self, *, anew: bool = False) -> Iterator[str]:
        """Put what differs from what is there, and all of it `anew`; the name of each file when it is there.

        Raises:
            OutputError: the store did not take something; what the run wrote is in `folder`.
        """
        files, root = store(self.url)
        try:
            with contextlib.ExitStack() as stack:
                before = stack.enter_context(_published(files, root))
                now = stack.enter_context(manifest.load(self.folder)[0])
                for names in _some(_fresh(now, before, anew=anew)):
                    files.put([str(self.folder / name) for name in names], [f"{root}/{name}" for name in names])
                    yield from names
                for names in _some(_gone(now, before)):
                    files.rm([f"{root}/{name}" for name in names])
            files.put_file(str(self.folder / manifest.NAME), f"{root}/{manifest.NAME}")
            yield manifest.NAME
        except failures() as error:
            raise self._failure(error) from error

    def _failure(self, error: BaseException) -> OutputError:
        kept = f" What was made is in {self.folder}: give the same command again." if self.folder.exists() else ""
        return OutputError(f"{self.url}: {reason(error)}.{kept}")


@contextlib.contextmanager
def outputs_fetched(given: Sequence[str]) -> Iterator[list[str]]:
    """What was given, with folders of this machine for URLs at which `convert` left its output; they go at the end.

    Raises:
        UnreadableError: an output cannot be fetched.
    """
    with contextlib.ExitStack() as stack:
        places = []
        for place in given:
            if is_url(place) and _is_output(place):
                folder = stack.enter_context(scratch())
                _fetch_output(place.rstrip("/"), folder, with_tables=False)
                place = str(folder)  # noqa: PLW2901 -- it stands for what was given
            places.append(place)
        yield places


def _is_output(url: str) -> bool:
    """Whether `convert` left its output at a URL; on the web nothing is left."""
    if url.lower().startswith("http"):
        return False
    files, root = store(url.rstrip("/"))
    try:
        return bool(files.exists(f"{root}/{manifest.NAME}"))
    except failures():
        return False  # whoever reads it says what is wrong


def _fetch_output(url: str, folder: Path, *, with_tables: bool) -> None:
    """Fetches what a manifest at a URL names into a folder, the manifest last.

    Raises:
        UnreadableError: something cannot be fetched.
    """
    files, root = store(url)
    try:
        with _published(files, root) as told:
            for entries in _some(entry for entry in told if _is_shown(entry)):
                _fetch(files, root, folder, [str(entry.json) for entry in entries])
                for entry in entries:
                    _date(folder / str(entry.json), entry.written)
            if with_tables:
                outputs = told.outputs
                _fetch(files, root, folder, list(outputs))
                for name, stamp in outputs.items():
                    _date(folder / name, stamp)
            _fetch(files, root, folder, [manifest.NAME])
    except failures() as error:
        raise UnreadableError(f"{url}: {reason(error)}") from error


def _fetch(files: Any, root: str, folder: Path, names: list[str]) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
    files.get([f"{root}/{name}" for name in names], [str(folder / name) for name in names])


def _date(path: Path, stamp: manifest.Stamp) -> None:
    """Gives a file its time in the manifest, if it has the bytes that it has there."""
    if manifest.stamp(path).sha256 == stamp.sha256:
        os.utime(path, ns=(stamp.changed, stamp.changed))


@contextlib.contextmanager
def _published(files: Any, root: str) -> Iterator[Manifest]:
    """The manifest that is in a store, an empty one where there is none."""
    with scratch() as folder:
        if files.exists(f"{root}/{manifest.NAME}"):
            _fetch(files, root, folder, [manifest.NAME])
        with manifest.load(folder)[0] as told:
            yield told


def _fresh(now: Manifest, before: Manifest, *, anew: bool) -> Iterator[str]:
    """The names of files that are not there, or with other bytes: documents first, then tables."""
    for entry in now:
        known = None if anew else before.entry(entry.name)
        if _is_shown(entry) and (known is None or (known.json, known.json_sha256) != (entry.json, entry.json_sha256)):
            yield str(entry.json)
    there = {} if anew else {name: stamp.sha256 for name, stamp in before.outputs.items()}
    yield from (name for name, stamp in now.outputs.items() if there.get(name) != stamp.sha256)


def _gone(now: Manifest, before: Manifest) -> Iterator[str]:
    """The names of documents that are there and not here any more."""
    for entry in before:
        known = now.entry(entry.name)
        if _is_shown(entry) and (known is None or not _is_shown(known)):
            yield str(entry.json)


def _is_shown(entry: Entry) -> bool:
    """Whether an entry's JSON is among the outputs, at the place that its name gives it."""
    try:
        return entry.json == path_of(entry.name, Path()).as_posix()
    except ExtractorError:
        return False


def _some(each: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(each)
    while several := list(islice(rest, _SEVERAL)):
        yield several


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "extractor"


def _folder_name(url: str) -> str:
    """A name that says which URL it is of."""
    return f"{re.sub(r'[^A-Za-z0-9]+', '-', url)[-60:]}-{hashlib.sha256(url.encode()).hexdigest()[:8]}"
