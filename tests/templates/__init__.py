"""Tests of the templates: how they are parsed, which one fits, and how one is begun."""
