"""Errors of extraction that a user can act on; their message is one line."""


class SourceError(Exception):
    """An input that cannot be read at all, or, when reading strictly, the first bad record.

    The message names the input and says what to do.
    """
