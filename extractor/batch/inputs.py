"""What is to be read: files, folders and globs of the command line become a sorted list of inputs.

An input has a name of its own, the path below the folder that was given; outputs stand under that name. A symbolic link
in a folder is followed where it leads to something in that folder: what is outside was not given, and is passed over.
"""

from __future__ import annotations

import glob
import hashlib
import os
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

from extractor.batch.remote import is_url, listed

PICKED = frozenset({".pdf", ".txt", ".png", ".jpg", ".jpeg", ".tif", ".tiff"})
"""Kinds of file that are read in a folder. A file named on the command line is always tried."""

_MAGIC = frozenset("*?[")

_LONGEST = 240
"""Bytes of one part of a name; file systems allow 255."""

_LONGEST_PATH = 2000
"""Bytes of a whole name; file systems allow 4096, with the folder that it stands in."""

_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of a line."""

_OUTSIDE = "link out of the folder"
"""What a link that is not followed is counted as."""


Origin: TypeAlias = tuple[str, str | None]
"""The folder that a path's name is counted from, and why it cannot be read."""


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to read: where it is, its name in every output, and why it cannot be read where that is known.

    `folder` is the absolute path, or the URL, of the folder that its name is counted from. The place of what lies in an
    object store is its `url`; its path is of use for its suffix only.
    """

    place: str
    name: str
    failure: str | None = None
    folder: str = ""

    @property
    def path(self) -> Path:
        """Where it is."""
        return Path(self.place)

    @property
    def url(self) -> str | None:
        """Where it is, if that is not on this machine."""
        return self.place if is_url(self.place) else None


@dataclass(frozen=True)
class Gathered:
    """The inputs in the order of their names, how many files of other kinds were passed over, and the folders given.

    The folders, as absolute paths or URLs, are those whose inputs are all among these.
    """

    inputs: tuple[Input, ...]
    passed_over: dict[str, int] = field(default_factory=dict)
    folders: tuple[str, ...] = ()


@dataclass
class _Walk:
    """What one gathering has seen so far: `found` holds the given folder and the failure of each path."""

    out: str | None
    root: str = ""
    found: dict[str, Origin] = field(default_factory=dict)
    origins: dict[Origin, Origin] = field(default_factory=dict)
    passed_over: Counter[str] = field(default_factory=Counter)
    entered: set[str] = field(default_factory=set)

    def fail(self, path: str, base: str, error: OSError | str) -> None:
        reason = error if isinstance(error, str) else f"{error.strerror or error}"
        self.add(path, base, reason)

    def add(self, path: str, base: str, failure: str | None = None) -> None:
        origin = base, failure
        self.found.setdefault(path, self.origins.setdefault(origin, origin))  # one for all, for there may be millions


def gather(given: Sequence[str | Path], out: str | Path | None = None) -> Gathered:
    """All inputs of the given files, folders (with everything below them), globs, and URLs of these.

    Files below `out` are not inputs. What is not there or cannot be listed becomes an input with a failure, so that
    it is reported beside the others.

    Raises:
        UsageError: a URL is of a kind that cannot be read here.
    """
    there = str(out).rstrip("/") if out and is_url(str(out)) else None
    walk = _Walk(out=os.path.realpath(out) if out and not there else None)
    folders = set()
    for url in filter(is_url, map(str, given)):
        found = listed(url, PICKED, there)
        for path, base, failure in found.files:
            walk.add(path, base, failure)
        walk.passed_over.update(found.passed_over)
        folders |= {found.folder} if found.folder else set()
    here = [place for place in given if not is_url(str(place))]
    for place in here:
        for path, base in _expanded(os.fspath(place)):
            walk.root = os.path.realpath(path)
            _take(walk, path, base)
    folders |= {os.path.abspath(place) for place in here if os.path.isdir(place)}
    whole = tuple(sorted(map(printable, folders)))
    return Gathered(tuple(_named(walk.found)), dict(sorted(walk.passed_over.items())), whole)


def _expanded(place: str) -> Iterator[tuple[str, str]]:
    """The paths that a place on the command line stands for, each with the folder that its name is counted from."""
    first = min((place.find(mark) for mark in _MAGIC if mark in place), default=None)
    matches = [] if first is None or os.path.lexists(place) else sorted(glob.glob(place, recursive=True))
    for match in matches:
        yield os.path.abspath(match), os.path.abspath(os.path.dirname(place[:first]))
    if not matches:
        absolute = os.path.abspath(place)
        yield absolute, absolute if os.path.isdir(absolute) else os.path.dirname(absolute)


def _take(walk: _Walk, path: str, base: str) -> None:
    if os.path.isdir(path):
        _enter(walk, path, base, given=True)
    elif os.path.isfile(path):
        walk.add(path, base)
    else:
        walk.fail(path, base, _absence(path))


def _absence(path: str) -> str:
    try:
        os.stat(path)
    except OSError as error:
        return error.strerror or str(error)
    return "it is neither a file nor a folder"


def _enter(walk: _Walk, folder: str, base: str, *, given: bool = False) -> None:
    """Takes what a folder holds; a folder that a symbolic link leads back to is entered once."""
    real = os.path.realpath(folder)
    if real in walk.entered or (real == walk.out and not given):
        return
    walk.entered.add(real)
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        walk.fail(folder, base, error)
        return
    for entry in entries:
        _sort_out(walk, entry, base)


def _sort_out(walk: _Walk, entry: os.DirEntry[str], base: str) -> None:
    """Enters a folder, takes a file of a kind that is read, counts any other; hidden ones are no business of ours."""
    kind = os.path.splitext(entry.name)[1].lower()
    if entry.name.startswith("."):
        return
    if entry.is_symlink() and _leads_out(entry.path, walk.root):
        walk.passed_over[_OUTSIDE] += 1
    elif os.path.isdir(entry.path):
        _enter(walk, entry.path, base)
    elif kind not in PICKED:
        walk.passed_over[kind or "(none)"] += 1
    else:
        _take(walk, entry.path, base)


def _leads_out(link: str, root: str) -> bool:
    """Whether a link leads to something that is there, but not in the folder that was given."""
    real = os.path.realpath(link)
    return os.path.exists(link) and os.path.commonpath([real, root]) != root


def _named(found: dict[str, Origin]) -> list[Input]:
    """The inputs, each path once, under names that no two share: the given folder's name goes in front of a clash."""
    names = {path: _below(path, base) for path, (base, _) in found.items()}
    while clashes := _clashes(names):
        longer = {path: _longer(path, names[path]) for path in clashes}
        if all(longer[path] == names[path] for path in clashes):
            names |= {path: f"{names[path]}~{n}" for n, path in enumerate(clashes, 1)}
            break
        names |= longer
    folders = {base: printable(base) for base in {base for base, _ in found.values()}}
    inputs = [Input(path, names[path], failure, folders[base]) for path, (base, failure) in found.items()]
    return sorted(inputs, key=lambda each: each.name)


def _clashes(names: dict[str, str]) -> list[str]:
    """The paths whose name another path has too, or whose JSON would stand where another has a folder."""
    again = {one for one, other in pairwise(sorted(names.values())) if one == other}
    folders = {parent for name in names.values() for parent in _parents(name)}
    return sorted(path for path, name in names.items() if name in again or f"{name}.json" in folders)


def _parents(name: str) -> Iterator[str]:
    while name := name.rpartition("/")[0]:
        yield name


def _below(path: str, base: str) -> str:
    inner = os.path.relpath(path, base)
    is_below = inner != os.curdir and not inner.startswith(os.pardir + os.sep)
    return printable(inner if is_below else os.path.basename(path))


def _longer(path: str, name: str) -> str:
    """The name with one more folder of its path in front."""
    parts = [printable(part) for part in Path(path).parts[1:]]
    return "/".join(parts[-min(len(parts), name.count("/") + 2) :])


def printable(name: str) -> str:
    """A path as text that can be written anywhere.

    Names in GB18030, as old archives unpack them, are decoded; separators are `/`; characters that control a terminal
    or turn a line round are written by their numbers; names so long that `.json` would not fit behind them are cut,
    with a few digits of their hash.
    """
    name = name.replace(os.sep, "/")
    try:
        name.encode()
    except UnicodeEncodeError:
        name = os.fsencode(name).decode("gb18030", errors="backslashreplace")
    name = "".join(_plain(character) for character in name)
    whole = "/".join(_fitting(part) for part in name.split("/"))
    return whole if len(whole.encode()) <= _LONGEST_PATH else f"~{_hash(whole)}/{whole.rpartition('/')[2]}"


def _plain(character: str) -> str:
    controls = unicodedata.category(character) in ("Cc", "Zl", "Zp") or character in _TURNING
    return character.encode("unicode_escape").decode() if controls else character


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _fitting(part: str) -> str:
    if len(part.encode()) <= _LONGEST:
        return part
    stem, kind = os.path.splitext(part)
    end = f"~{_hash(part)}{kind[:16]}"
    return stem.encode()[: _LONGEST - len(end.encode())].decode(errors="ignore") + end
