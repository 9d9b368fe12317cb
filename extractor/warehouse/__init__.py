"""Forms in a warehouse: DuckDB, PostgreSQL, or a lake of Delta tables, kept in step with the documents.

Every table names the document that a row comes from, and a document is replaced as a whole. dlt is slow to import, so
this package imports nothing itself: take `load` from `load`.
"""
