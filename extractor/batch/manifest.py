"""What an output folder remembers of its runs, so that a run redoes only what changed, and goes on where it was killed.

The manifest is an SQLite database in a hidden folder of the output: an entry is there as soon as its document is, no
number of entries takes memory, and two runs into one folder are told apart. An input counts as read if its bytes have
the hash of an entry that was read in the same way, and the JSON written for that is as it was written. A file's size
and time of change stand for its bytes, unless one asks to look again.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple, Self

import msgspec

from extractor.batch.tally import Tally
from extractor.errors import OutputError
from extractor.form import Ocr

FOLDER = ".extractor"
"""The hidden folder of an output folder: the manifest, and files that are not complete yet."""

NAME = f"{FOLDER}/runs.sqlite"
"""Where the manifest is in an output folder."""

_SCHEMA = 1
_TABLES = f"""
PRAGMA user_version = {_SCHEMA};
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE entries (
    name TEXT PRIMARY KEY, content TEXT, size INTEGER, changed INTEGER, way TEXT, run INTEGER, seconds REAL,
    tally TEXT, failure TEXT, json TEXT, json_size INTEGER, json_changed INTEGER, json_sha256 TEXT, folder TEXT
) WITHOUT ROWID;
CREATE INDEX contents ON entries (content);
"""


class Stamp(NamedTuple):
    """A file: its bytes' number, when it was changed in nanoseconds, and the SHA-256 of its bytes."""

    size: int
    changed: int
    sha256: str


class Entry(NamedTuple):
    """One input: the stamp of its file, the run that read it and in which way, what it came to, and its JSON's stamp.

    `content` is the hash with what else of a file decides how it is read: two inputs of one content are read once.
    `failure` is why it was not read at all. `folder` is the absolute path of the folder that its name is counted from.
    """

    name: str
    content: str
    size: int
    changed: int
    way: str
    run: int
    seconds: float
    tally: Tally
    failure: str | None = None
    json: str | None = None
    json_size: int = 0
    json_changed: int = 0
    json_sha256: str = ""
    folder: str = ""

    @property
    def looked(self) -> Stamp:
        """The stamp of its file."""
        return Stamp(self.size, self.changed, self.content[:64])

    @property
    def written(self) -> Stamp:
        """The stamp of its JSON."""
        return Stamp(self.json_size, self.json_changed, self.json_sha256)


class Manifest:
    """The runs of an output folder; in memory where there was none yet and nothing is to be written.

    All that asks or tells it raises OutputError where the database cannot do it: no room, say.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._database = connection

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def __len__(self) -> int:
        """How many entries there are."""
        return int(self._ask("SELECT count(*) FROM entries")[0][0])

    def __iter__(self) -> Iterator[Entry]:
        """The entries in the order of their names."""
        return map(_entry, self._database.execute("SELECT * FROM entries ORDER BY name"))

    def entry(self, name: str) -> Entry | None:
        """The entry of an input."""
        return next(map(_entry, self._ask("SELECT * FROM entries WHERE name = ?", name)), None)

    def alike(self, content: str) -> Iterator[Entry]:
        """The entries with that content."""
        return map(_entry, self._ask("SELECT * FROM entries WHERE content = ?", content))

    def put(self, entry: Entry) -> None:
        """Remember an input."""
        values = entry._replace(tally=msgspec.json.encode(entry.tally).decode())  # type: ignore[arg-type]
        self._ask("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", *values)

    def drop(self, name: str) -> None:
        """Forget an input."""
        self._ask("DELETE FROM entries WHERE name = ?", name)

    def forget_hidden(self) -> None:
        """Forget where JSON is that is not among the outputs."""
        self._ask("UPDATE entries SET json = NULL WHERE json LIKE ?", f"{FOLDER}/%")

    def fact(self, name: str) -> Any:
        """What is remembered of the runs by that name; None where nothing is."""
        return next((json.loads(value) for (value,) in self._ask("SELECT value FROM facts WHERE name = ?", name)), None)

    def state(self, **facts: Any) -> None:
        """Remember facts of the runs, which JSON can say."""
        for name, value in facts.items():
            self._ask("INSERT OR REPLACE INTO facts VALUES (?, ?)", name, json.dumps(value))

    @property
    def way(self) -> str:
        """In which way the last run read its inputs."""
        return str(self.fact("way") or "")

    @property
    def folders(self) -> tuple[str, ...]:
        """The given folders, as absolute paths, whose inputs are all among the entries."""
        return tuple(self.fact("folders") or ())

    @property
    def outputs(self) -> dict[str, Stamp]:
        """The tables that the last run wrote, by their names; none while a run is under way."""
        return {name: Stamp(*stamp) for name, *stamp in self.fact("outputs") or ()}

    def _ask(self, command: str, *values: Any) -> list[Any]:
        try:
            return self._database.execute(command, values).fetchall()
        except sqlite3.Error as error:
            raise OutputError(f"{NAME}: {error}. Make room, or give another folder with --out.") from error


def load(folder: Path) -> tuple[Manifest, str | None]:
    """The manifest of an output folder to look at, an empty one where there is none; a word where it cannot be used.

    Raises:
        OutputError: a run is writing into the folder.
    """
    path = folder / NAME
    warning = None
    if path.is_file():
        try:
            return Manifest(_connected(path, "rw")), None
        except sqlite3.OperationalError as error:
            raise _in_use(folder, error) from error
        except sqlite3.DatabaseError as error:
            warning = f"{path} cannot be used ({error}); every input is read again."
    empty = sqlite3.connect(":memory:", isolation_level=None)
    empty.executescript(_TABLES)
    return Manifest(empty), warning


def begin(folder: Path) -> Manifest:
    """The manifest of an output folder to write, for this run alone; parts that a run left that was killed go.

    Raises:
        OutputError: nothing can be written there, or another run is writing.
    """
    path = folder / NAME
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            connection = _connected(path, "rwc", alone=True)
        except sqlite3.OperationalError as error:
            raise _in_use(folder, error) from error
        except sqlite3.DatabaseError:
            path.unlink()
            connection = _connected(path, "rwc", alone=True)
        shutil.rmtree(parts(folder), ignore_errors=True)
        parts(folder).mkdir()
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"{folder}: {reason}. Give another folder with --out.") from error
    return Manifest(connection)


def parts(folder: Path) -> Path:
    """Where an output folder keeps what is not complete yet."""
    return folder / FOLDER / "parts"


def _in_use(folder: Path, error: sqlite3.Error) -> OutputError:
    return OutputError(f"{folder}: {error}. Another run may be writing there: wait for its end. Else make room.")


def _connected(path: Path, mode: str, *, alone: bool = False) -> sqlite3.Connection:
    """The open database, and no process but this can open it where it is to be alone.

    Nothing waits for the disk: a process that is killed loses nothing by that, and a machine that loses its power at
    worst a manifest that cannot be used.

    Raises:
        sqlite3.OperationalError: it cannot be opened, or is in use.
        sqlite3.DatabaseError: it is no such database, or one of another version.
    """
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=0, isolation_level=None)
    with contextlib.ExitStack() as on_failure:
        on_failure.callback(connection.close)
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -500")  # KiB
        if alone:
            connection.executescript("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT")
            if not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                connection.executescript(_TABLES)
        (schema,) = connection.execute("PRAGMA user_version").fetchone()
        (state,) = connection.execute("PRAGMA quick_check").fetchone()
        if (schema, state) != (_SCHEMA, "ok"):
            raise sqlite3.DatabaseError(state if state != "ok" else "another version wrote it")
        on_failure.pop_all()
    return connection


def _entry(row: tuple[Any, ...]) -> Entry:
    entry = Entry(*row)
    return entry._replace(tally=msgspec.json.decode(row[7], type=Tally))


def stamp(path: Path, known: Stamp | None = None, *, rehash: bool = False) -> Stamp:
    """The stamp of a file; its bytes are not looked at where size and time are those of a known stamp.

    Raises:
        OSError: the file cannot be read.
    """
    looked = path.stat()
    if known and not rehash and (looked.st_size, looked.st_mtime_ns) == (known.size, known.changed):
        return known
    with path.open("rb") as file:
        return Stamp(looked.st_size, looked.st_mtime_ns, hashlib.file_digest(file, "sha256").hexdigest())


def is_intact(path: Path, known: Stamp, *, rehash: bool = False) -> bool:
    """Whether a file is there with the bytes that it was written with."""
    try:
        return stamp(path, known, rehash=rehash).sha256 == known.sha256
    except OSError:
        return False


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
