"""JSON lines: one JSON object a line, in any of the shapes of :mod:`extract.sources.objects`."""

import json
from collections.abc import Iterator

from extract.sources.base import Found, Malformed, Text
from extract.sources.objects import read_object


class JsonLines:
    """One JSON object a line; a line that is no JSON is reported and the next one read."""

    name = "JSON lines"
    suffixes = (".jsonl", ".ndjson", ".json")

    def recognises(self, head: str) -> bool:
        """The first line is a whole object; or it is damaged, and a later line is a whole object."""
        lines = [line for line in head.splitlines() if line.strip()]
        if not lines:
            return False
        if _is_object(lines[0]):
            return True
        if lines[0].lstrip()[0] not in "[{":
            return 2 * sum(map(_is_object, lines)) > len(lines)
        if len(lines) == 1:
            return lines[0].lstrip().startswith("{")  # one object, longer than the head
        try:
            json.JSONDecoder().raw_decode(head.lstrip())
        except json.JSONDecodeError as error:
            # Of a document only the end is missing; where the first line is wrong already, it is no document.
            return error.lineno == 1 and any(map(_is_object, lines[1:]))
        except RecursionError:
            return any(map(_is_object, lines[1:]))
        return False

    def read(self, text: Text) -> Iterator[Found]:
        """One paper, or one answer of a service, a line."""
        for number, line in text.lines():
            if not line.strip():
                continue
            try:
                value = json.loads(line)
            except (ValueError, RecursionError) as error:
                where = f" (column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
                yield number, Malformed(f"not JSON{where}: {getattr(error, 'msg', error)}")
                continue
            yield from read_object(number, value)


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
