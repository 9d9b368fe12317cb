"""Files made to do harm: each with the problems that it may end in. None may end the run, or reach beyond it."""

from __future__ import annotations

import random
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pymupdf

BOUNDLESS = 60_000
"""Pixels of a side of pictures that no memory holds."""


class Case(NamedTuple):
    """A file's name and bytes, and the codes of problems of which it has to have one; the empty one is none but P03."""

    name: str
    data: bytes
    codes: frozenset[str]


def mutated(form: bytes, seed: int) -> Case:
    """A PDF changed at random in one of four ways; whatever is left of it may be read."""
    chance = random.Random(seed)  # noqa: S311 -- no secret
    way = _WAYS[seed % len(_WAYS)]
    data = way(form, chance)
    return Case(f"{way.__name__.strip('_')}-{seed:04}.pdf", data, frozenset({"", "P01", "P02", "P04", "P05"}))


def _flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 10, 100, 1000))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _truncated(data: bytes, chance: random.Random) -> bytes:
    start = chance.choice((0, 0, 0, chance.randrange(len(data))))
    return data[start : chance.randrange(start, len(data))]


def _crossed(data: bytes, chance: random.Random) -> bytes:
    """References led to other objects."""
    numbers = re.findall(rb"(\d+) 0 R", data)
    share = chance.choice((0.02, 0.1, 0.5, 1.0))

    def other(found: re.Match[bytes]) -> bytes:
        return chance.choice(numbers) + b" 0 R" if chance.random() < share else found[0]

    return re.sub(rb"(\d+) 0 R", other, data)


def _swapped(data: bytes, chance: random.Random) -> bytes:
    """Streams put into each other's places."""
    parts = re.split(rb"(stream\r?\n.*?endstream)", data, flags=re.DOTALL)
    places = list(range(1, len(parts), 2))
    for _ in range(chance.choice((1, 2, 5))):
        if len(places) > 1:
            one, two = chance.sample(places, 2)
            parts[one], parts[two] = parts[two], parts[one]
    return b"".join(parts)


_WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (_flipped, _truncated, _crossed, _swapped)


def pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1; the first is its catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<</Length %d %b>>stream\n%b\nendstream" % (len(data), entries, data)


def reaching(form: bytes, url: str, command: str) -> bytes:
    """A form that wants to run scripts and a command when it is opened, and to have parts of it from a server."""
    with pymupdf.open(stream=form) as document:
        page, catalogue = document[0], document.pdf_catalog()
        numbers = [document.get_new_xref() for _ in range(5)]
        script, launch, part, picture, link = numbers
        place = f"/FS/URL/F({url}/part.pdf)"
        document.update_object(script, f"<</S/JavaScript/JS(app.launchURL\\('{url}/js'\\);)/Next {launch} 0 R>>")
        document.update_object(launch, f"<</S/Launch/F({command})/Unix<</F({command})>>>>")
        reference = f"/Ref<</F<<{place}>>/Page 0>>"
        document.update_object(part, f"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]{reference}/Length 0>>")
        document.update_stream(part, b"q Q")
        document.update_object(picture, f"<</Type/XObject/Subtype/Image/Width 9/Height 9/F<<{place}>>/Length 0>>")
        document.update_object(link, f"<</S/SubmitForm/F<<{place}>>>>")
        document.xref_set_key(catalogue, "OpenAction", f"{script} 0 R")
        document.xref_set_key(catalogue, "AA", f"<</WC {launch} 0 R/WS {link} 0 R>>")
        document.xref_set_key(page.xref, "AA", f"<</O {launch} 0 R/C {script} 0 R>>")
        kept = document.xref_get_key(page.xref, "Resources")
        holder = int(kept[1].split()[0]) if kept[0] == "xref" else page.xref
        key = "XObject" if kept[0] == "xref" else "Resources/XObject"
        document.xref_set_key(holder, key, f"<</P {part} 0 R/I {picture} 0 R>>")
        contents = page.get_contents()[-1]
        document.update_stream(contents, document.xref_stream(contents) + b"\n/P Do q 9 0 0 9 0 0 cm /I Do Q\n")
        return bytes(document.tobytes())


def one_page(content: bytes, *others: bytes, page: bytes = b"", root: bytes = b"") -> bytes:
    """A PDF of one page with that content stream; other objects have the numbers from 5."""
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R %b>>" % root,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R %b>>" % page,
        content,
        *others,
    )


def bomb(size: int, of: bytes = b" ") -> bytes:
    """So many bytes, deflated twice."""
    deflate = zlib.compressobj(9)
    block = of * (1 << 20)
    once = b"".join(deflate.compress(block) for _ in range(size // len(block))) + deflate.flush()
    return zlib.compress(once, 9)


_TWICE = b"/Filter[/FlateDecode/FlateDecode]"


def _blank(height: int, row: bytes) -> bytes:
    """Rows of a picture, deflated."""
    deflate = zlib.compressobj(9)
    return b"".join(deflate.compress(row) for _ in range(height)) + deflate.flush()


def png(side: int) -> bytes:
    """A white PNG of a bit a pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = _blank(side, b"\0" + b"\xff" * ((side + 7) // 8))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def tiff(side: int) -> bytes:
    """A white TIFF of a bit a pixel in one deflated strip."""
    rows = _blank(side, b"\xff" * ((side + 7) // 8))
    tags = (
        (256, 4, side),
        (257, 4, side),
        (258, 3, 1),
        (259, 3, 8),
        (262, 3, 1),
        (273, 4, 8),
        (277, 3, 1),
        (278, 4, side),
        (279, 4, len(rows)),
    )
    entries = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    at = 8 + len(rows) + len(rows) % 2
    directory = struct.pack("<H", len(tags)) + entries + struct.pack("<I", 0)
    return b"II*\0" + struct.pack("<I", at) + rows + b"\0" * (len(rows) % 2) + directory


def _picture(width: int, height: int, data: bytes, entries: bytes = b"/Filter/FlateDecode") -> bytes:
    size = b"/Type/XObject/Subtype/Image/Width %d/Height %d" % (width, height)
    return one_page(
        stream(b"595 0 0 842 0 0 cm /Im Do"),
        stream(data, size + b"/BitsPerComponent 1/ColorSpace/DeviceGray" + entries),
        page=b"/Resources<</XObject<</Im 5 0 R>>>>",
    )


def pages(count: int) -> bytes:
    """A PDF of so many empty pages."""
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, count), *[page] * count)


_LIMIT, _ANY = frozenset({"P04"}), frozenset({"", "P01", "P04", "P05"})


def cases(size: int = 1 << 30) -> Iterator[Case]:
    """The files that are no mutations; bombs grow to so many bytes."""
    big, side = bomb(size), BOUNDLESS
    yield Case("bomb-content.pdf", one_page(stream(big, _TWICE)), _ANY)
    yield Case("bomb-operators.pdf", one_page(stream(bomb(size // 16, b"q 0 0 m "), _TWICE)), _ANY)
    yield Case("bomb-font.pdf", _font(stream(big, _TWICE + b"/Length1 9")), _ANY)
    yield Case("bomb-map.pdf", _font(stream(b"0"), stream(bomb(size // 4, b"<41> <0042>\n"), _TWICE)), _ANY)
    yield Case("bomb-objects.pdf", _object_stream(big), _ANY)
    yield Case("picture-in-pdf.pdf", _picture(side, side, _blank(side, b"\xff" * (side // 8))), _LIMIT)
    yield Case("picture-without-data.pdf", _picture(side, side, b""), _LIMIT)
    yield Case("picture-of-fax.pdf", _picture(side, side, b"\0" * 99, b"/Filter/CCITTFaxDecode"), _LIMIT)
    yield Case("picture.png", png(side), _LIMIT)
    yield Case("picture.tif", tiff(side), _LIMIT)
    yield Case("picture-huge-sides.pdf", _picture(2**31 - 1, 2**31 - 1, b"0"), _LIMIT)
    yield Case("pages.pdf", pages(5000), _LIMIT)
    yield Case("large-page.pdf", pages(1).replace(b"595 842", b"999999 999999"), _LIMIT)
    loop = pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9999>>")
    yield Case("loop-of-pages.pdf", loop, frozenset({"P01", "P04", "P05"}))
    two = b"<</Type/Pages/Kids[3 0 R]/Parent 3 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Parent 2 0 R>>"
    yield Case("loop-of-two.pdf", pdf(b"<</Type/Catalog/Pages 2 0 R>>", *two), frozenset({"P01", "P05"}))
    itself = stream(b"/Fm Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</Fm 5 0 R>>>>")
    yield Case("loop-of-forms.pdf", one_page(stream(b"/Fm Do"), itself, page=_FORMS), _ANY)
    yield Case("loop-of-lengths.pdf", one_page(b"<</Length 4 0 R>>stream\nq\nendstream"), _ANY)
    yield Case("loop-of-xrefs.pdf", _loop_of_xrefs(), _ANY)
    yield Case("billion-laughs.pdf", _laughs(), _ANY)
    yield Case("deep-arrays.pdf", one_page(stream(b"[" * 1_000_000)), _ANY)
    yield Case("deep-states.pdf", one_page(stream(b"q " * 1_000_000)), _ANY)
    yield Case("deep-objects.pdf", pdf(b"[" * 500_000), frozenset({"P01", "P05"}))
    yield Case("negative-page.pdf", pages(1).replace(b"0 0 595 842", b"0 0 -1 nan"), _ANY)
    yield Case("empty.pdf", b"", frozenset({"P01"}))
    yield Case("zeros.pdf", b"\0" * 100_000, frozenset({"P01"}))
    yield Case("long-line.txt", "绩".encode() * 5_000_000, _ANY)
    yield Case("many-lines.txt", "一级指标 二级指标 三级指标 分值 得分\n".encode() * 200_000, _ANY)
    yield Case("zeros.txt", b"\0" * 10_000_000, _ANY)
    yield Case("picture-cut.png", png(64)[:60], frozenset({"P01", "P05"}))
    yield Case("picture-cut.tif", tiff(64)[:40], frozenset({"P01", "P05"}))


_FORMS = b"/Resources<</XObject<</Fm 5 0 R>>>>"


def _font(file: bytes, to_unicode: bytes = b"<<>>") -> bytes:
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor 6 0 R/ToUnicode 8 0 R>>"
    described = b"<</Type/FontDescriptor/FontName/X/Flags 4/FontFile2 7 0 R>>"
    shown = stream(b"BT /F 12 Tf 72 700 Td (ABC) Tj ET")
    return one_page(shown, font, described, file, to_unicode, page=b"/Resources<</Font<</F 5 0 R>>>>")


def _object_stream(data: bytes) -> bytes:
    """A PDF whose pages stand in a stream of objects that never ends."""
    packed = stream(data, b"/Type/ObjStm/N 1/First 4" + _TWICE)
    catalogue = b"<</Type/Catalog/Pages 2 0 R>>"
    out = bytearray(b"%PDF-1.7\n")
    first = len(out)
    out += b"1 0 obj\n%b\nendobj\n" % catalogue
    second = len(out)
    out += b"3 0 obj\n%b\nendobj\n" % packed
    start = len(out)
    rows = b"".join(
        struct.pack(">BIH", *row) for row in ((0, 0, 65535), (1, first, 0), (2, 3, 0), (1, second, 0), (1, start, 0))
    )
    out += b"4 0 obj\n%b\nendobj\n" % stream(rows, b"/Type/XRef/Size 5/W[1 4 2]/Root 1 0 R")
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start


def _loop_of_xrefs() -> bytes:
    plain = pages(1)
    start = int(plain.split(b"startxref\n")[1].split(b"\n")[0])
    return plain.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % start)


def _laughs() -> bytes:
    """Forms that draw the next one ten times each, nine deep."""
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</Fm %d 0 R>>>>"
    deep = [stream(b"/Fm Do " * 10, entries % (number + 6)) for number in range(9)]
    return one_page(stream(b"/Fm Do"), *deep, stream(b"0 0 9 9 re f", entries % 4), page=_FORMS)
