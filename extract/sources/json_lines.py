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
        """The first line that is not blank is a whole object, or starts one too long for the head."""
        text = head.lstrip()
        if not text.startswith("{"):
            return False
        line, end, _ = text.partition("\n")
        if not end and len(head) > len(line) // 2 and not line.rstrip().endswith("}"):
            return True  # one line longer than the head; a pretty-printed document has short lines
        try:
            json.loads(line)
        except ValueError:
            # A file whose first line is damaged still is JSON lines when another object starts the next line.
            return text[len(line) :].lstrip().startswith('{"')
        return True

    def read(self, text: Text) -> Iterator[Found]:
        """One paper, or one answer of a service, a line."""
        for number, line in text.lines():
            if not line.strip():
                continue
            try:
                value = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield number, Malformed(f"not JSON: {error}")
                continue
            yield from read_object(number, value)
