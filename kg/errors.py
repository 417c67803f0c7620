"""Errors that a user can act on. The CLI prints their one line and exits with code 2."""

import click


class UserError(click.ClickException):
    """Something the user can put right; the message says what happened and what to do, in one line."""

    exit_code = 2
