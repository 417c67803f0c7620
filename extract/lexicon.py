"""How often the same words were marked in other papers, by label, without keeping the words.

Surfaces are kept as 64-bit hashes of their folded form, so that the file holds counts and no text.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.strings import get_string_id

from extract.ontology import LABELS

_DROPPED = dict.fromkeys(map(ord, " \n\t\u00a0-\u2010\u2011"))


def surface_key(surface: str) -> int:
    """The hash of a surface: case, blanks, hyphens and the plural s of its end do not count."""
    folded = surface.casefold().translate(_DROPPED)
    return int(get_string_id(folded[:-1] if len(folded) > 3 and folded.endswith("s") else folded))


class SurfaceLexicon:
    """Counts by surface: papers that mark it under each label, and papers whose text has it at all."""

    PRIOR = 0.5
    """Papers that are added to the counts, with the rate of all surfaces."""

    def __init__(self, counts: Mapping[int, NDArray[np.int64]] | None = None) -> None:
        self.counts = dict(counts or {})

    def rates(self, surface: str) -> tuple[NDArray[np.floating], float]:
        """Share of the papers with this surface that mark it, by label (smoothed), and the number of papers."""
        row = self.counts.get(surface_key(surface))
        if row is None:
            return np.full(len(LABELS), 0.1), 0.0
        seen = max(int(row[-1]), int(row[:-1].sum()))
        return (row[:-1] + 0.1 * self.PRIOR) / (seen + self.PRIOR), float(seen)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The counts as two arrays: keys, and rows of counts."""
        keys = np.array(sorted(self.counts), np.uint64)
        rows = np.array([np.minimum(self.counts[int(key)], 65535) for key in keys], np.uint16)
        return {"keys": keys, "rows": rows.reshape(-1, len(LABELS) + 1)}

    @classmethod
    def from_arrays(cls, keys: NDArray[Any], rows: NDArray[Any]) -> "SurfaceLexicon":
        """The inverse of :meth:`arrays`."""
        return cls(dict(zip(keys.tolist(), rows.astype(np.int64), strict=True)))

    def save(self, path: Path) -> None:
        """Write the counts."""
        np.savez_compressed(path, **self.arrays())  # type: ignore[arg-type]

    @classmethod
    def load(cls, path: Path) -> "SurfaceLexicon":
        """Read what :meth:`save` wrote."""
        with np.load(path) as archive:
            return cls.from_arrays(archive["keys"], archive["rows"])
