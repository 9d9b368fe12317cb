"""A report over 500 forms: how long it takes to write, how large it is, and how soon a browser has drawn it.

    python -m benchmarks.report [CHROMIUM]

The forms are those of `fixtures/` that carry findings, over and over under other names, with pictures of their pages.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from extractor.audit import Settings, audited
from extractor.exporters.columns import Item
from extractor.form import decode
from extractor.report import write

_FIXTURES = Path(__file__).parent.parent / "fixtures"
_FORMS, _AIM = 500, 3.0
_CLOCK = """<script>addEventListener("load", () => requestAnimationFrame(() => requestAnimationFrame(
  () => { document.title = "drawn " + performance.now(); })));</script></body>"""


def documents() -> tuple[list[Item], dict[str, Path]]:
    """The documents under 500 names, and where the inputs of each are."""
    read = [(path, decode(path.read_bytes())) for path in sorted((_FIXTURES / "expected").glob("*.json"))]
    wrong = [(path.name.removesuffix(".json"), document) for path, document in read if document.forms[0].findings]
    items, originals = [], {}
    for n, (name, document) in enumerate(islice(cycle(wrong), _FORMS)):
        items.append(Item(f"{n:03}/{name}", document))
        originals[items[-1].path] = _FIXTURES / name
    return items, originals


def drawn(page: Path, browser: str) -> float:
    """The seconds after which a browser has loaded and drawn the page."""
    timed = page.with_name("timed.html")
    timed.write_text(page.read_text(encoding="utf-8").replace("</body>", _CLOCK), encoding="utf-8")
    line = [browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=30000", "--dump-dom"]
    ran = subprocess.run([*line, timed.as_uri()], capture_output=True, text=True, check=True)
    told = re.search(r"<title>drawn ([\d.]+)", ran.stdout)
    assert told is not None, "the browser did not say when it was ready"
    return float(told[1]) / 1000


def main() -> int:
    """Prints all; 1 where the aim was missed."""
    browser = sys.argv[1] if len(sys.argv) > 1 else shutil.which("chromium") or shutil.which("google-chrome")
    items, originals = documents()
    told = [audited(item, Settings()) for item in items]
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        begun = time.perf_counter()
        write(page, told, originals)
        size = page.stat().st_size / 1e6
        print(f"{_FORMS} forms: written in {time.perf_counter() - begun:.1f} s, {size:.1f} MB")
        if browser is None:
            print("no Chromium was found: not drawn")
            return 0
        seconds = sorted(drawn(page, browser) for _ in range(3))[1]
        print(f"drawn after {seconds:.2f} s (aim < {_AIM:g}) {'met' if seconds < _AIM else 'MISSED'}")
    return int(seconds >= _AIM)


if __name__ == "__main__":
    sys.exit(main())
