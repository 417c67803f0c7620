"""JSON documents: a list of objects, an answer of a service that holds such a list, or several of them.

The elements of a list are read one by one, so that a document that breaks off gives what came before the
break.
"""

import json
from collections.abc import Iterator
from typing import Any

from extract.sources.base import Found, Malformed, Text
from extract.sources.objects import read_object

_BLANK = " \t\r\n"


class JsonDocument:
    """A JSON list or object over any number of lines."""

    name = "JSON"
    suffixes = (".json",)

    def recognises(self, head: str) -> bool:
        """It starts with a list of something, or with an object."""
        start = head.lstrip()
        return start.startswith("{") or (
            start.startswith("[") and start[1:].lstrip()[:1] in ("{", "]", "[", "n", "")
        )

    def read(self, text: Text) -> Iterator[Found]:
        """The papers in the document."""
        whole = text.whole()
        decoder = json.JSONDecoder()
        position, line, counted = 0, 1, 0
        depth = 0  # of lists that are open and read element by element
        while True:
            while position < len(whole) and whole[position] in _BLANK + ("," if depth else ""):
                position += 1
            if position >= len(whole):
                if depth:
                    yield (
                        whole.count("\n") + 1,
                        Malformed("the list is not closed: the document breaks off here"),
                    )
                return
            line += whole.count("\n", counted, position)
            counted = position
            if whole[position] == "[":
                depth += 1
                position += 1
                continue
            if whole[position] == "]" and depth:
                depth -= 1
                position += 1
                continue
            try:
                value: Any
                value, position = decoder.raw_decode(whole, position)
            except (ValueError, RecursionError) as error:
                where = getattr(error, "lineno", line)
                reason = getattr(error, "msg", str(error))
                yield (
                    line,
                    Malformed(f"not JSON from line {where} on ({reason}); the rest of the document is lost"),
                )
                return
            yield from read_object(line, value)
