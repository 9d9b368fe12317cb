"""Tests of the rules: tables drawn in characters, and the forms that they are read as."""
