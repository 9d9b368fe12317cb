"""Files that hold the picture of a few printed lines, coded in all the ways that scanners and printers code them."""

from __future__ import annotations

import io
import struct
import zlib

import pymupdf
from PIL import Image, ImageOps

LINES = ("绩效自评表2022", "实施单位公路站", "全年预算数56655.54", "年度指标值98.75")
SIZE = (420, 595)
"""Points of the page."""


def picture(dpi: int = 200) -> Image.Image:
    """A page with the lines, in red, green and blue."""
    with pymupdf.open() as made:
        page = made.new_page(width=SIZE[0], height=SIZE[1])
        writer = pymupdf.TextWriter(page.rect)
        for n, line in enumerate(LINES):
            writer.append((80, 140 + 100 * n), line, font=pymupdf.Font("cjk"), fontsize=12)
        writer.write_text(page)
        drawn = page.get_pixmap(dpi=dpi)
    return Image.frombytes("RGB", (drawn.width, drawn.height), drawn.samples)


def coded(image: Image.Image, kind: str, **how: object) -> bytes:
    """The picture as a file of a kind that Pillow knows."""
    data = io.BytesIO()
    image.save(data, kind, **how)
    return data.getvalue()


def fax(image: Image.Image) -> bytes:
    """The picture in black and white, coded as fax machines do (group 4), black as black."""
    data = coded(ImageOps.invert(image.convert("L")).convert("1"), "TIFF", compression="group4", strip_size=1 << 30)
    tags = Image.open(io.BytesIO(data)).tag_v2  # type: ignore[attr-defined]
    return data[tags[273][0] : tags[273][0] + tags[279][0]]


def jbig2(image: Image.Image) -> bytes:
    """The picture as a stream of JBIG2: the page, one generic region that is coded as a fax is, the end of the page."""
    wide, high = image.size
    page = struct.pack(">IIIIBH", wide, high, 0, 0, 0, 0)
    region = struct.pack(">IIIIBB", wide, high, 0, 0, 0, 1) + fax(image)
    parts = enumerate(((48, page), (38, region), (49, b"")))
    return b"".join(struct.pack(">IBBBI", n, kind, 0, 1, len(data)) + data for n, (kind, data) in parts)


def pdf(stream: bytes, filter_: str, image: Image.Image, *, bits: int = 1, space: str = "DeviceGray") -> bytes:
    """A PDF with a page that is the picture, its stream as it is given."""
    wide, high = image.size
    with pymupdf.open() as made:
        page = made.new_page(width=SIZE[0], height=SIZE[1])
        page.insert_image(page.rect, stream=coded(Image.new("L", (8, 8)), "PNG"))
        xref = page.get_images()[0][0]
        what = f"/Width {wide}/Height {high}/BitsPerComponent {bits}/ColorSpace/{space}"
        made.update_object(xref, f"<</Type/XObject/Subtype/Image{what}>>")
        made.update_stream(xref, stream, compress=False)
        made.xref_set_key(xref, "Filter", f"/{filter_}")
        made.xref_set_key(
            xref, "DecodeParms", f"<</K -1/Columns {wide}/Rows {high}>>" if "CCITT" in filter_ else "null"
        )
        return bytes(made.tobytes())


def strips(image: Image.Image, count: int) -> bytes:
    """A PDF with a page that is the picture, cut into strips."""
    wide, high = image.size
    with pymupdf.open() as made:
        page = made.new_page(width=SIZE[0], height=SIZE[1])
        for n in range(count):
            top, bottom = n * high // count, (n + 1) * high // count
            place = pymupdf.Rect(0, top * SIZE[1] / high, SIZE[0], bottom * SIZE[1] / high)
            page.insert_image(place, stream=coded(image.crop((0, top, wide, bottom)), "JPEG"), keep_proportion=False)
        return bytes(made.tobytes())


def flate(image: Image.Image) -> bytes:
    """The picture in grey as most programs keep it."""
    return zlib.compress(image.convert("L").tobytes())
