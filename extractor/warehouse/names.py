"""How dlt names tables: the lists inside a document are tables of their own names, without their parent's in front."""

from __future__ import annotations

from dlt.common.normalizers.naming.snake_case import NamingConvention as SnakeCase

ROWS_OF = "rows_of_"
"""In front of a table's name where a document holds the list of its rows, apart from the columns of the document."""


class NamingConvention(SnakeCase):
    """`documents` and in it `rows_of_forms` is the table `forms`, not `documents__rows_of_forms`."""

    def shorten_fragments(self, *normalized_idents: str) -> str:
        """The name of a table for the path of names that leads to it."""
        return super().shorten_fragments(*(ident.removeprefix(ROWS_OF) for ident in normalized_idents[-1:]))
