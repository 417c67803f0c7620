"""Decides which surfaces of a paper are entities, and under which label, and marks all their occurrences.

Each candidate surface (:mod:`extract.surfaces`) gets one probability per label from a small network over its
features. The best label counts; surfaces above the threshold are laid on the text, the longest first, without
overlaps, as the annotation format does. The probability is the confidence: it is calibrated on papers that neither
the tagger nor this network was trained on.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import srsly
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.vocab import Vocab

from extract.lexicon import SurfaceLexicon
from extract.network import Floats, Weights
from extract.ontology import LABELS
from extract.structure import gelu, sigmoid
from extract.surfaces import Candidate, candidates, features
from extract.weights import load_weights, save_weights

SPANS = "mentions"
"""Name of the span group with all mentions; their confidence is ``span._.confidence``."""

Span.set_extension("confidence", default=0.0, force=True)


def surface_probabilities(rows: Floats, weights: Weights) -> Floats:
    """Probability of each candidate under each label (candidates × labels) from its features."""
    x = (rows - weights["mean"]) / weights["deviation"]
    hidden = gelu(x @ weights["hidden.weight"].T + weights["hidden.bias"])
    logits = (hidden @ weights["out.weight"].T + weights["out.bias"])[..., 0]
    return sigmoid(logits * weights["scale"] + weights["shift"])


def choose(
    found: Sequence[Candidate], probabilities: Floats, threshold: Floats
) -> list[tuple[int, int, str, float]]:
    """Mentions (first token, token after the last, label, confidence) from judged candidates.

    Args:
        found: the candidates.
        probabilities: candidates × labels.
        threshold: the lowest probability that is marked, for each label.
    """
    if not found:
        return []
    label = probabilities.argmax(1)
    taken: set[int] = set()
    chosen = []
    order = sorted(range(len(found)), key=lambda index: (-len(found[index].text), found[index].text))
    for index in order:
        confidence = float(probabilities[index, label[index]])
        if confidence < threshold[label[index]]:
            continue
        for first, after in found[index].places:
            if taken.isdisjoint(range(first, after)):
                taken.update(range(first, after))
                chosen.append((first, after, LABELS[label[index]], confidence))
    return sorted(chosen)


class Mentions:
    """spaCy component: sets ``doc.spans["mentions"]``, and ``doc.ents`` to the same spans."""

    def __init__(self, vocab: Vocab, name: str) -> None:
        self.vocab = vocab
        self.name = name
        self.weights: Weights = {}
        self.lexicon = SurfaceLexicon()
        self.gazetteer = SurfaceLexicon()

    def __call__(self, doc: Doc) -> Doc:
        """Mark the mentions of one document."""
        scores = doc._.tag_scores
        spans: list[Span] = []
        if scores is not None:
            offsets = [(token.idx, token.idx + len(token)) for token in doc]
            found = candidates(doc.text, offsets, scores, doc._.rule_matches)
            rows = features(doc.text, found, self.lexicon, self.gazetteer, doc._.abbreviations)
            probabilities = surface_probabilities(rows, self.weights)
            for first, after, label, confidence in choose(found, probabilities, self.weights["threshold"]):
                span = Span(doc, first, after, label=label)
                span._.confidence = confidence
                spans.append(span)
        doc.spans[SPANS] = SpanGroup(doc, name=SPANS, spans=spans)
        doc.ents = spans
        return doc

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write weights and lexicons."""
        Path(path).mkdir(parents=True, exist_ok=True)
        save_weights(Path(path) / "weights.npz", self.weights)
        self.lexicon.save(Path(path) / "lexicon.npz")
        self.gazetteer.save(Path(path) / "gazetteer.npz")

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "Mentions":
        """Read weights and lexicons."""
        self.weights = load_weights(Path(path) / "weights.npz")
        self.lexicon = SurfaceLexicon.load(Path(path) / "lexicon.npz")
        self.gazetteer = SurfaceLexicon.load(Path(path) / "gazetteer.npz")
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Weights and lexicons as bytes."""
        stored = {
            "weights": self.weights,
            "lexicon": self.lexicon.arrays(),
            "gazetteer": self.gazetteer.arrays(),
        }
        return srsly.msgpack_dumps(stored)

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "Mentions":
        """The inverse of :meth:`to_bytes`."""
        stored = srsly.msgpack_loads(data)
        self.weights = stored["weights"]
        self.lexicon = SurfaceLexicon.from_arrays(**stored["lexicon"])
        self.gazetteer = SurfaceLexicon.from_arrays(**stored["gazetteer"])
        return self


@Language.factory("kg_mentions", requires=["doc._.tag_scores"], assigns=["doc.ents"])
def create_mentions(nlp: Language, name: str) -> Mentions:
    """The component for a spaCy config."""
    return Mentions(nlp.vocab, name)
