"""Templates: one TOML file a published layout, found by its labels."""

from extractor.templates.draft import draft
from extractor.templates.load import general, load, parse
from extractor.templates.match import fitting
from extractor.templates.model import Template

__all__ = ["Template", "draft", "fitting", "general", "load", "parse"]
