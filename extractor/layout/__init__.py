"""The layout parser: pages of words and rulings to tables of cells, joined over page breaks.

It never knows what a form is: `tables` reads any document.
"""

from extractor.layout.sequence import tables
from extractor.layout.table import Cell, Line, Table, join_lines

__all__ = ["Cell", "Line", "Table", "join_lines", "tables"]
