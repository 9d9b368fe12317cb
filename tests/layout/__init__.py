"""Tests of the layout parser."""
