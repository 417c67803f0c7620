"""Keeps the vocabulary's floret vectors in half precision on disk, at half the size of spaCy's own file.

Floret (Boyd and Warmerdam 2022, "floret: lightweight, robust word vectors") builds on fastText: the vector of any
word is the mean of hashed rows of its character n-grams, so that a new name has one too.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import srsly
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vectors import Vectors
from spacy.vocab import Vocab


class WordVectors:
    """spaCy component: changes no document; on loading it gives the vocabulary its vectors."""

    SETTINGS = ("minn", "maxn", "hash_count", "hash_seed", "bow", "eow")

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, doc: Doc) -> Doc:
        """The document as it is."""
        return doc

    def _settings(self) -> dict[str, Any]:
        return {name: getattr(self.vocab.vectors, name) for name in self.SETTINGS}

    def _set(self, table: np.ndarray, settings: dict[str, Any]) -> None:
        self.vocab.vectors = Vectors(data=table.astype(np.float32), mode="floret", **settings)

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write table and settings."""
        Path(path).mkdir(parents=True, exist_ok=True)
        np.savez_compressed(Path(path) / "table.npz", table=self.vocab.vectors.data.astype(np.float16))
        srsly.write_json(Path(path) / "settings.json", self._settings())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "WordVectors":
        """Read table and settings."""
        with np.load(Path(path) / "table.npz") as archive:
            self._set(archive["table"], srsly.read_json(Path(path) / "settings.json"))
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Table and settings as bytes."""
        table = self.vocab.vectors.data.astype(np.float16)
        return srsly.msgpack_dumps({"table": table, "settings": self._settings()})

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "WordVectors":
        """The inverse of :meth:`to_bytes`."""
        stored = srsly.msgpack_loads(data)
        self._set(stored["table"], stored["settings"])
        return self


@Language.factory("kg_word_vectors")
def create_word_vectors(nlp: Language, name: str) -> WordVectors:
    """The component for a spaCy config."""
    return WordVectors(nlp.vocab)
