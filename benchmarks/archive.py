"""An archive to read: the fixtures under many names, each told from its copies by a remark."""

from __future__ import annotations

from pathlib import Path

FIXTURES = Path(__file__).parent.parent / "fixtures"


def fill(archive: Path, count: int) -> None:
    """Writes that many files into a new folder: the fixtures by turns, each told from its copies by a remark."""
    archive.mkdir()
    fixtures = [path.read_bytes() for path in sorted(FIXTURES.glob("*.pdf"))]
    for number in range(count):
        data = fixtures[number % len(fixtures)]
        (archive / f"{number:05}.pdf").write_bytes(data + f"% {number}\n".encode())
