"""Puts trained weights into a spaCy pipeline and writes it to a folder."""

from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.vectors import Vectors
from thinc.api import Config

import extract.components  # noqa: F401  (registers the components)
from extract.lexicon import SurfaceLexicon
from extract.network import Weights
from extract.ontology import RELATION_TYPES

CONFIG = Path(__file__).parent / "config.cfg"


def read_floret(path: Path, *, deviation: float = 0.5) -> Vectors:
    """Floret vectors (a ``.floret`` file) as spaCy keeps them.

    Args:
        path: the text file that floret wrote.
        deviation: the table is scaled so that vectors of words have about this standard deviation.
    """
    with path.open(encoding="utf-8") as lines:
        rows, width, minn, maxn, hash_count, hash_seed, bow, eow = next(lines).split()
        data = np.zeros((int(rows), int(width)), np.float32)
        for line in lines:
            number, *values = line.rstrip().split(" ")
            data[int(number)] = [float(value) for value in values]
    settings = {
        "mode": "floret",
        "minn": int(minn),
        "maxn": int(maxn),
        "hash_count": int(hash_count),
        "hash_seed": int(hash_seed),
        "bow": bow,
        "eow": eow,
    }
    sample = [
        "network",
        "transformer",
        "language",
        "dataset",
        "the",
        "of",
        "evaluate",
        "accuracy",
        "parameter",
    ]
    data *= deviation / Vectors(data=data, **settings).get_batch(sample).std()
    # half precision on disk; the lookup sums rows in single precision
    return Vectors(data=data.astype(np.float16).astype(np.float32), **settings)


def blank_pipeline(vectors: Vectors, config: Path = CONFIG) -> Language:
    """The pipeline of the config with its vectors, its components still without weights."""
    nlp = spacy.util.load_model_from_config(Config().from_disk(config), auto_fill=True)
    nlp.vocab.vectors = vectors
    return nlp


def component(nlp: Language, name: str) -> Any:
    """A component by name; spaCy's own type for it says too little."""
    return nlp.get_pipe(name)


def set_tagger(nlp: Language, weights: Weights) -> None:
    """Give the tagger its weights."""
    tagger = component(nlp, "mention_tagger")
    tagger.weights = {name: value.astype(np.float32) for name, value in weights.items()}
    tagger._encoder = None


def set_mentions(nlp: Language, weights: Weights, lexicon: SurfaceLexicon, gazetteer: SurfaceLexicon) -> None:
    """Give the judge of surfaces its weights and lexicons."""
    mentions = component(nlp, "mentions")
    mentions.weights, mentions.lexicon, mentions.gazetteer = weights, lexicon, gazetteer


def set_structure(nlp: Language, weights: Weights) -> None:
    """Give the reader of structure its weights."""
    structure = component(nlp, "structure")
    structure.weights = {name: value.astype(np.float32) for name, value in weights.items()}
    structure._network = None


def uncalibrated() -> Weights:
    """Calibration and thresholds before any were fitted: probabilities as the networks give them."""
    return {
        "calibration.relation": np.array([1, 0, 0], np.float32),
        "calibration.result": np.array([1, 0, 0], np.float32),
        "calibration.types": np.zeros(len(RELATION_TYPES), np.float32),
        "threshold.relation": np.full(len(RELATION_TYPES), 0.4, np.float32),
        "threshold.result": np.array([0.4], np.float32),
    }


def write(nlp: Language, folder: Path) -> None:
    """Write the pipeline without its vocabulary: the vectors are a component's, and no word needs to be kept."""
    nlp.to_disk(folder, exclude=["vocab"])
