"""What all tests share: the switch that renews the expected documents."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update`: write what is read now as what is expected."""
    parser.addoption("--update", action="store_true", help="renew fixtures/expected from what is read now")


@pytest.fixture(scope="session")
def update(request: pytest.FixtureRequest) -> bool:
    """Whether the expected documents are to be renewed."""
    return bool(request.config.getoption("--update"))
