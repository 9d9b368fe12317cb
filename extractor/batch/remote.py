"""Inputs in object stores and on the web, through fsspec: listed, told apart by size and version, fetched to be read.

An object is fetched by the worker that reads it, into a folder that goes when it is read.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from extractor.batch.scratch import scratch
from extractor.errors import LimitError, UnreadableError, UsageError

_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)

_NEEDS = {
    "s3": "pip install 'extractor[s3]'",
    "s3a": "pip install 'extractor[s3]'",
    "oss": "pip install ossfs",
    "http": "pip install aiohttp",
    "https": "pip install aiohttp",
    "hdfs": "Java and the client of Hadoop, found through JAVA_HOME, HADOOP_HOME and CLASSPATH",
}
"""What a kind of URL needs beside this package."""

_VERSIONS = ("ETag", "etag", "LastModified", "last_modified", "modified", "mtime", "Last-Modified")
"""What stores call that which changes with an object."""


@dataclass
class Listed:
    """What a URL stands for: (URL, URL that its name is counted from, failure) of each file; kinds passed over.

    `folder` is the URL of a folder, all of whose inputs are among the files.
    """

    files: list[tuple[str, str, str | None]] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)
    folder: str | None = None


def is_url(place: str) -> bool:
    """Whether a place on the command line is a URL."""
    return bool(_URL.match(place))


def listed(url: str, picked: frozenset[str], out: str | None = None) -> Listed:
    """The files that a URL stands for: its own, all below it of a kind that is picked, or those that a glob fits.

    On the web nothing can be listed: there a URL is one file. What is below the URL `out` is no input.

    Raises:
        UsageError: no such URL can be read here.
    """
    base = url.rstrip("/").rpartition("/")[0]
    if url.lower().startswith("http"):
        store(url)
        return Listed([(url, base, None)])
    try:
        return _listed(url, base, picked, out)
    except failures() as error:
        return Listed([(url, base, reason(error))])


def look(url: str) -> tuple[int, int]:
    """An object's size in bytes, and a number that changes when it does; 0 where its store tells nothing like it.

    Raises:
        OSError: it cannot be reached.
    """
    files, path = store(url)
    try:
        told = files.info(path)
    except failures() as error:
        raise OSError(0, reason(error)) from error
    version = next((str(told[name]) for name in _VERSIONS if told.get(name)), None)
    return told.get("size") or 0, int(hashlib.sha256(version.encode()).hexdigest()[:15], 16) if version else 0


@contextlib.contextmanager
def fetched(url: str, name: str, most: int) -> Iterator[Path]:
    """A file of that name with the object's bytes, there for as long as it is read.

    Raises:
        UnreadableError: it cannot be had.
        LimitError: it has more bytes than `most`.
    """
    with scratch() as folder:
        path = folder / name
        try:
            _fetch(url, path, most)
        except failures() as error:
            raise UnreadableError(f"{url}: {reason(error)}") from error
        yield path


def store(url: str) -> tuple[Any, str]:
    """The store that a URL names, and the path in it.

    Raises:
        UsageError: it is not known, or a package for it is not installed.
    """
    import fsspec  # noqa: PLC0415 -- only who reads URLs waits for it

    kind = url.partition("://")[0].lower()
    try:
        files, path = fsspec.core.url_to_fs(url)
    except ImportError as error:
        raise UsageError(f"{url} needs another package: {_NEEDS.get(kind) or reason(error)}.") from error
    except failures(ValueError) as error:
        needs = f" It needs {_NEEDS[kind]}." if kind == "hdfs" else ""
        raise UsageError(f"{url} cannot be opened: {reason(error)}.{needs}") from error
    return files, str(path)


def failures(*others: type[BaseException]) -> tuple[type[BaseException], ...]:
    """What stores raise that are installed, and others."""
    raised: list[type[BaseException]] = [OSError, *others]
    with contextlib.suppress(ImportError):
        from botocore.exceptions import BotoCoreError  # noqa: PLC0415

        raised.append(BotoCoreError)
    with contextlib.suppress(ImportError):
        from aiohttp import ClientError  # noqa: PLC0415

        raised.append(ClientError)
    return tuple(raised)


def reason(error: BaseException) -> str:
    """The first line of what a store says is wrong."""
    told = str(getattr(error, "strerror", None) or error).strip() or type(error).__name__
    return told.partition("\n")[0].rstrip(".")


def _listed(url: str, base: str, picked: frozenset[str], out: str | None) -> Listed:
    files, path = store(url)
    files.invalidate_cache()
    if any(mark in path for mark in "*?["):
        fixed = re.split(r"[*?\[]", url, maxsplit=1)[0].rpartition("/")[0]
        return Listed([(files.unstrip_protocol(each), fixed, None) for each in sorted(files.glob(path))])
    if files.isfile(path):
        return Listed([(url, base, None)])
    found, outside = Listed(folder=url.rstrip("/")), f"{out}/" if out else None
    for each in sorted(files.find(path)):
        if outside and files.unstrip_protocol(each).startswith(outside):
            continue
        parts, kind = PurePosixPath(each[len(path) :]).parts, PurePosixPath(each).suffix.lower()
        if any(part.startswith(".") for part in parts):
            continue
        if kind in picked:
            found.files.append((files.unstrip_protocol(each), url.rstrip("/"), None))
        else:
            found.passed_over[kind or "(none)"] += 1
    if not found.files and not files.exists(path):
        return Listed([(url, base, "there is nothing")])
    return found


def _fetch(url: str, path: Path, most: int) -> None:
    """Writes an object's bytes to a path, piece by piece: what a store says of its size need not be so."""
    files, place = store(url)
    taken = 0
    with files.open(place, "rb") as source, path.open("wb") as target:
        while piece := source.read(1 << 20):
            taken += len(piece)
            if taken > most:
                raise LimitError(f"The file has more than {most / 2**20:g} MiB.")
            target.write(piece)
