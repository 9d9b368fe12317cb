"""How much of a page its pictures cover, and whether they hide the text that lies under them: an old OCR layer."""

from __future__ import annotations

import pymupdf

_LARGE = 0.5  # of a page: a picture, or strips of one, that cover as much may be a scan


def covered(page: pymupdf.Page) -> float:
    """The share of a page that pictures cover; those that lie over each other count as often."""
    return sum(_area(picture["bbox"], page) for picture in page.get_image_info()) / max(1.0, _area(page.rect, page))


def hides_text(page: pymupdf.Page) -> bool:
    """Whether pictures cover the page and no text is printed over them: none of its text can be relied on."""
    if not page.get_images():
        return False
    area, large = 0.0, _LARGE * _area(page.rect, page)
    for kind, box in page.get_bboxlog():
        if kind in ("fill-image", "fill-imgmask"):
            area += _area(box, page)
        elif kind in ("fill-text", "stroke-text") and area > large:
            return False
    return area > large


def _area(box: tuple[float, float, float, float] | pymupdf.Rect, page: pymupdf.Page) -> float:
    """The area of the part of a box that is on the page."""
    return abs(float((pymupdf.Rect(box) & page.rect).get_area()))
