"""What all tests share: the switch that renews the expected documents, and properties without a clock."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

# A machine under load is slow, and that is no failure: timings live in benchmarks.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update`: write what is read now as what is expected."""
    parser.addoption("--update", action="store_true", help="renew fixtures/expected from what is read now")


@pytest.fixture(scope="session")
def update(request: pytest.FixtureRequest) -> bool:
    """Whether the expected documents are to be renewed."""
    return bool(request.config.getoption("--update"))
