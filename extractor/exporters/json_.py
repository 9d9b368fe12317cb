"""Documents as JSON files below `json/`, one an input, and the way back from such a folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import msgspec

from extractor.errors import OutputError, UnreadableError
from extractor.exporters.atomic import replacing
from extractor.exporters.columns import Item
from extractor.form import Document, decode, encode


def path_of(item_path: str, folder: Path) -> Path:
    """The path of an input's JSON in the output folder: `json/2022/a.pdf.json` for `2022/a.pdf`.

    Raises:
        OutputError: the input's path leads out of the output folder.
    """
    below = PurePosixPath(item_path)
    if below.is_absolute() or ".." in below.parts or not below.name:
        raise OutputError(f"{item_path} is not a path below the output folder.")
    return folder / "json" / below.with_name(f"{below.name}.json")


def write(item: Item, folder: Path) -> Path:
    """The path of the JSON file written for a document.

    Raises:
        OutputError: the file could not be written.
    """
    path = path_of(item.path, folder)
    with replacing(path) as temporary:
        temporary.write_bytes(encode(item.document))
    return path


@dataclass(frozen=True)
class Stored:
    """The documents of an output folder in the order of their paths; each pass reads them from disk again."""

    folder: Path

    def __iter__(self) -> Iterator[Item]:
        """Yield an Item a file; how long its reading took is not known any more.

        Raises:
            UnreadableError: a file could not be read or is not the JSON of a document.
        """
        for path in paths(self.folder):
            yield Item(path=path, document=_document(path_of(path, self.folder)))


def read_back(folder: Path) -> Stored:
    """The Items whose JSON stands in an output folder, in the order of their paths, as often as wanted."""
    return Stored(folder)


def paths(folder: Path) -> list[str]:
    """The paths of the inputs whose JSON stands in an output folder."""
    below = (path.relative_to(folder / "json").as_posix() for path in _files(folder))
    return [path.removesuffix(".json") for path in below]


def is_output(folder: Path) -> bool:
    """Whether the folder holds what `write` leaves: below `json/`, at least one JSON file of a document."""
    return any(_is_document(path) for path in _files(folder))


def _files(folder: Path) -> list[Path]:
    found = (path for path in (folder / "json").rglob("*.json") if path.is_file())
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def _document(path: Path) -> Document:
    try:
        return decode(path.read_bytes())
    except (msgspec.MsgspecError, OSError) as failure:
        raise UnreadableError(f"{path}: {failure}") from failure


def _is_document(path: Path) -> bool:
    try:
        _document(path)
    except UnreadableError:
        return False
    return True
