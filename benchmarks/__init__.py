"""How long reading takes, held against other readers; run from the project's folder (see README.md)."""
