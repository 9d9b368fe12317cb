"""Optical character recognition: pictures of printed lines to text, each character with how sure it is."""

from extractor.ocr.engine import Engine, Grey, Reading

__all__ = ["Engine", "Grey", "Reading"]
