"""Counts which long forms annotators gave to abbreviations, for those that papers use without a definition."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from extract.components.abbreviations import is_short_form
from extract.components.variants import initials, variant_key
from extract.training.corpus import Record

MINIMUM = 4
"""Papers that must agree before a long form counts as known."""


def known_abbreviations(records: Iterable[Record]) -> dict[str, list[str]]:
    """Long forms (as variant keys) by abbreviation, those that at least :data:`MINIMUM` papers give."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for record in records:
        pairs = set()
        for short, *longs in record.get("aliases", []):
            for long in longs:
                if len(short) > len(long):
                    short, long = long, short
                if (
                    is_short_form(short)
                    and len(initials(long)) > 1
                    and variant_key(short) != variant_key(long)
                ):
                    pairs.add((variant_key(short), variant_key(long)))
        for key, value in pairs:
            counts[key][value] += 1
    return {
        key: sorted(long for long, count in longs.items() if count >= MINIMUM)
        for key, longs in sorted(counts.items())
        if max(longs.values()) >= MINIMUM
    }


def write_known_abbreviations(records: Iterable[Record], path: Path) -> None:
    """Write them as JSON, one abbreviation a line."""
    known = known_abbreviations(records)
    lines = ",\n".join(f" {json.dumps(key)}: {json.dumps(longs)}" for key, longs in known.items())
    path.write_text("{\n" + lines + "\n}\n", encoding="utf-8")
