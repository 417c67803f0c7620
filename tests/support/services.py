"""The rule for a service that a test needs: skipped where it is missing, failed where it must be there."""

import os
from typing import NoReturn

import pytest

REQUIRED = "KG_REQUIRE_SERVICES"
"""Set to 1 (as CI does), a missing service fails the tests that need it."""


def missing(what: str) -> NoReturn:
    """Skip the test because ``what`` is missing, or fail it where services are required."""
    if os.environ.get(REQUIRED) == "1":
        pytest.fail(f"{REQUIRED}=1, but {what}", pytrace=False)
    pytest.skip(what)
