"""What an output folder remembers of the run that made it, so that a second run redoes only what changed.

The manifest is a hidden JSON file of the output folder. It trusts nothing: an input counts as read only if its bytes
have the same hash and the bytes written for it still have theirs.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec
from msgspec import Struct

from extractor.batch.tally import Tally
from extractor.exporters.atomic import replacing
from extractor.form import Ocr

NAME = ".extractor.json"


class Entry(Struct, frozen=True, kw_only=True):
    """One input of a run: the hash of its bytes, how long it took, what it came to, and its JSON file with its hash.

    `folder` is the absolute path of the folder that its name is counted from.
    """

    sha256: str
    seconds: float
    tally: Tally
    failure: str | None = None
    json: str | None = None
    json_sha256: str | None = None
    folder: str = ""


class Manifest(Struct, kw_only=True):
    """A run: what read it, how it was exported, its inputs by name, the tables it wrote with their hashes.

    `folders` are those, as absolute paths, whose inputs are all among them.
    """

    read_by: str = ""
    exported_as: str = ""
    entries: dict[str, Entry] = {}
    tables: dict[str, str] = {}
    folders: tuple[str, ...] = ()


def load(folder: Path) -> tuple[Manifest, str | None]:
    """The manifest of an output folder, an empty one where there is none, and a word where it cannot be used."""
    path = folder / NAME
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest), None
    except (FileNotFoundError, NotADirectoryError):
        return Manifest(), None
    except (OSError, msgspec.MsgspecError) as error:
        return Manifest(), f"{path} cannot be used ({error}); every input is read again."


def save(manifest: Manifest, folder: Path) -> None:
    """Puts the manifest into the folder, whole or not at all.

    Raises:
        OutputError: it could not be written.
    """
    with replacing(folder / NAME) as temporary:
        temporary.write_bytes(msgspec.json.encode(manifest))


def digest(path: Path) -> str | None:
    """The SHA-256 of a file, or None where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def intact(folder: Path, hashes: Iterable[tuple[str | None, str | None]]) -> bool:
    """Whether every file of the folder is there with the bytes it was written with."""
    return all(name is not None and digest(folder / name) == wanted for name, wanted in hashes)


def read_by(templates: Iterable[str], cross_check: bool = False, ocr: Ocr = "auto") -> str:
    """A name for all that decides how a file is read: version, own code, the templates' texts, by how many, and OCR."""
    texts = hashlib.sha256("\0".join(templates).encode()).hexdigest()
    twice = " cross-checked" if cross_check else ""
    return f"{version('extractor')} code {_code()[:16]} templates {texts[:16]}{twice} ocr {ocr}"


@functools.cache
def _code() -> str:
    whole = hashlib.sha256()
    for source in _sources(files("extractor")):
        whole.update(source.read_bytes())
    return whole.hexdigest()


def _sources(folder: Traversable) -> list[Traversable]:
    """The package's own files below a folder, in the order of their names."""
    found: list[Traversable] = []
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        if each.is_dir():
            found += _sources(each)
        elif each.name.endswith((".py", ".toml")):
            found.append(each)
    return found
