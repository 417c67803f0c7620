"""Dates on the command line."""

import contextlib
import datetime
from typing import Any

import click


class Since(click.ParamType):
    """A date, a month or a year."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        """The first day of what was given."""
        if isinstance(value, datetime.date):
            return value
        for pattern in ("%Y-%m-%d", "%Y-%m", "%Y"):
            with contextlib.suppress(ValueError):
                return datetime.datetime.strptime(value, pattern).date()
        self.fail(f"{value!r} is no date: write 2024, 2024-05 or 2024-05-31", param, ctx)
