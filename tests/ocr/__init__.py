"""Tests of optical character recognition."""
