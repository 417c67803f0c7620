"""The trained reader of structure: groups mentions into entities, and finds roles, relations and results.

What it sets is plain and typed: ``doc._.entities``, ``doc._.relations`` and ``doc._.results``, each with a
calibrated confidence (see ``extract/training/calibration.py``).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import srsly
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc, Span
from spacy.util import minibatch
from spacy.vocab import Vocab

from extract.components.mentions import SPANS
from extract.components.sentences import sentence_numbers
from extract.components.variants import group_surfaces
from extract.network import Weights, encoder_sizes, token_words
from extract.ontology import LABELS, RELATION_TYPES, ROLE_NAMES
from extract.structure import (
    TARGETS,
    TOKEN_CLASSES,
    PaperMentions,
    StructureBatch,
    StructureNetwork,
    StructureScores,
    StructureSizes,
    sigmoid,
)
from extract.weights import load_weights, save_weights

SYMMETRIC = frozenset(index for index, kind in enumerate(RELATION_TYPES) if kind.symmetric)


@dataclass(frozen=True)
class DocEntity:
    """An entity of a document: its mentions, label, role and their confidences."""

    mentions: tuple[Span, ...]
    label: str
    role: str
    confidence: float
    role_confidence: float


@dataclass(frozen=True)
class DocRelation:
    """A relation between two entities (numbers in ``doc._.entities``); the nearest mentions tell the evidence."""

    head: int
    type: str
    tail: int
    confidence: float
    first: int
    last: int


@dataclass(frozen=True)
class DocResult:
    """A number that is a result: its token, and the numbers of its head, data set and metric."""

    token: int
    head: int
    dataset: int | None
    metric: int | None
    confidence: float


for _name in ("entities", "relations", "results"):
    Doc.set_extension(_name, default=(), force=True)


def paper_mentions(doc: Doc) -> tuple[PaperMentions, list[list[Span]]]:
    """The mentions of a document as the network reads them, and grouped by entity."""
    spans = list(doc.spans[SPANS])
    labels: dict[str, str] = {}
    positions: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for span in spans:
        labels[span.text] = span.label_
        positions[span.text].append((span.start_char, span.end_char))
    groups = group_surfaces(labels, doc.text, doc._.abbreviations, positions)
    entities: list[list[Span]] = [[] for _ in range(len(set(groups.values())))]
    for span in spans:
        entities[groups[span.text]].append(span)
    paper = PaperMentions(
        words=token_words(doc),
        sentence=sentence_numbers(doc),
        first=np.array([span.start for span in spans], np.int64),
        after=np.array([span.end for span in spans], np.int64),
        entity=np.array([groups[span.text] for span in spans], np.int64),
        label=np.array([LABELS.index(mentions[0].label_) for mentions in entities], np.int64),
        states=doc._.token_states,
    )
    return paper, entities


class Structure(Pipe):
    """spaCy component: sets ``doc._.entities``, ``doc._.relations`` and ``doc._.results``."""

    def __init__(self, vocab: Vocab, name: str, sizes: StructureSizes) -> None:
        self.vocab = vocab
        self.name = name
        self.sizes = sizes
        self.weights: Weights = {}
        self._network: StructureNetwork | None = None

    @property
    def network(self) -> StructureNetwork:
        """The network over the vocabulary's floret vectors; made on first use."""
        if self._network is None:
            self._network = StructureNetwork(self.sizes, self.weights, self.vocab.vectors)
        return self._network

    def __call__(self, doc: Doc) -> Doc:
        """Read the structure of one document."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 8) -> Iterator[Doc]:
        """Read the structure of documents, a batch at a time."""
        for docs in minibatch(stream, batch_size):
            marked = [doc for doc in docs if len(doc.spans.get(SPANS, ()))]
            if marked:
                self._annotate(marked)
            for doc in docs:
                doc._.token_states = None  # by far the largest thing that a document holds
            yield from docs

    def _annotate(self, docs: Sequence[Doc]) -> None:
        prepared = [paper_mentions(doc) for doc in docs]
        batch, scores = self.network([paper for paper, _ in prepared])
        mention_confidence = np.array(
            [
                max(span._.confidence for span in mentions)
                for _, entities in prepared
                for mentions in entities
            ],
            np.float32,
        )
        relations = self._relations(batch, scores, mention_confidence)
        results = self._results(batch, scores, mention_confidence)
        first_entity = first_token = 0
        token_starts = np.cumsum([0, *(len(doc) for doc in docs)])
        number_owner = batch.number_paper
        entity_owner = batch.entity_paper
        for index, (doc, (_, entities)) in enumerate(zip(docs, prepared, strict=True)):
            first_token = int(token_starts[index])
            found = []
            for number, mentions in enumerate(entities):
                roles = scores.roles[first_entity + number]
                found.append(
                    DocEntity(
                        tuple(mentions),
                        mentions[0].label_,
                        ROLE_NAMES[int(roles.argmax())],
                        float(mention_confidence[first_entity + number]),
                        float(roles.max()),
                    )
                )
            doc._.entities = tuple(found)
            doc._.relations = tuple(
                DocRelation(
                    head - first_entity,
                    kind,
                    tail - first_entity,
                    confidence,
                    first - first_token,
                    last - first_token,
                )
                for head, kind, tail, confidence, first, last in relations
                if entity_owner[head] == index
            )
            doc._.results = tuple(
                DocResult(
                    int(batch.numbers[number]) - first_token,
                    head - first_entity,
                    None if dataset is None else dataset - first_entity,
                    None if metric is None else metric - first_entity,
                    confidence,
                )
                for number, head, dataset, metric, confidence in results
                if number_owner[number] == index
            )
            first_entity += len(entities)

    def calibrated(
        self, name: str, probability: np.ndarray, ends: np.ndarray, shift: np.ndarray | float = 0.0
    ) -> np.ndarray:
        """Probability that a relation or result holds, mentions included.

        Args:
            name: ``relation`` or ``result``.
            probability: what the network says, given the mentions.
            ends: product of the confidences of the mentions at its ends.
            shift: added to the log odds, for instance one value a relation type.
        """
        a, b, c = self.weights[f"calibration.{name}"]
        clipped = np.clip(probability, 1e-5, 1 - 1e-5)
        log_odds = np.log(clipped) - np.log1p(-clipped)
        return sigmoid((a * log_odds + b * np.log(np.maximum(ends, 1e-4)) + c + shift).astype(np.float32))

    def _relations(
        self, batch: StructureBatch, scores: StructureScores, mention_confidence: np.ndarray
    ) -> list[tuple[int, str, int, float, int, int]]:
        """(head, type, tail, confidence, first token, last token) of all relations above the threshold."""
        pairs = batch.pairs
        if not len(pairs.source):
            return []
        probability = scores.relations.copy()
        ends = mention_confidence[pairs.source] * mention_confidence[pairs.target]
        confidence = self.calibrated(
            "relation", probability, ends[:, None], self.weights["calibration.types"]
        )
        confidence[probability <= 0] = 0
        rows, kinds = np.nonzero(confidence >= self.weights["threshold.relation"][None, :])
        order = np.lexsort((kinds, -confidence[rows, kinds]))
        starts = np.flatnonzero(np.diff(batch.token_mention, prepend=-1))
        ends_of = np.append(starts[1:], len(batch.token_mention)) - 1
        found = []
        seen: set[tuple[int, int, int]] = set()
        for at in order:
            row, kind = int(rows[at]), int(kinds[at])
            head, tail = int(pairs.source[row]), int(pairs.target[row])
            if kind in SYMMETRIC and (tail, head, kind) in seen:
                continue
            seen.add((head, tail, kind))
            near, far = int(pairs.source_mention[row, 0]), int(pairs.target_mention[row, 0])
            tokens = [
                int(batch.mention_tokens[index])
                for mention in (near, far)
                for index in (starts[mention], ends_of[mention])
            ]
            found.append(
                (
                    head,
                    RELATION_TYPES[kind].name,
                    tail,
                    float(confidence[row, kind]),
                    min(tokens),
                    max(tokens),
                )
            )
        return found

    def _results(
        self, batch: StructureBatch, scores: StructureScores, mention_confidence: np.ndarray
    ) -> list[tuple[int, int, int | None, int | None, float]]:
        """(number, head, data set, metric, confidence) of all results above the threshold."""
        links = batch.results
        found = []
        bounds = np.searchsorted(links.source, np.arange(len(batch.numbers) + 1))
        for number in range(len(batch.numbers)):
            part = slice(bounds[number], bounds[number + 1])
            picked: list[int | None] = []
            chance = 0.0
            for column in range(len(TARGETS)):
                logits = np.append(scores.results[part, column], scores.nothing[number, column])
                exp = np.exp(logits - logits.max())
                exp /= exp.sum()
                if column == 0:
                    if len(exp) == 1:
                        break
                    best = int(exp[:-1].argmax())
                    chance = float(exp[best])
                    picked.append(int(links.target[part][best]))
                else:
                    best = int(exp.argmax())
                    picked.append(None if best == len(exp) - 1 else int(links.target[part][best]))
            if len(picked) < len(TARGETS) or picked[0] is None:
                continue
            ends = np.array([mention_confidence[picked[0]]])
            confidence = float(self.calibrated("result", np.array([chance]), ends)[0])
            if confidence >= float(self.weights["threshold.result"][0]):
                found.append((number, picked[0], picked[1], picked[2], confidence))
        return found

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the weights."""
        Path(path).mkdir(parents=True, exist_ok=True)
        save_weights(Path(path) / "weights.npz", self.weights)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "Structure":
        """Read the weights."""
        self.weights = load_weights(Path(path) / "weights.npz")
        self._network = None
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The weights as bytes."""
        return srsly.msgpack_dumps(self.weights)

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "Structure":
        """The inverse of :meth:`to_bytes`."""
        self.weights = srsly.msgpack_loads(data)
        self._network = None
        return self


@Language.factory(
    "kg_structure",
    assigns=["doc._.entities", "doc._.relations", "doc._.results"],
    default_config={
        "sizes": {
            "width": 160,
            "dilations": [1, 1, 2, 4],
            "memory_after": [1, 3],
            "rows": [16000, 2000, 4000, 1000],
            "dimensions": [48, 16, 32, 16],
        },
        "entity": 160,
        "hidden": 192,
        "product": 64,
    },
)
def create_structure(
    nlp: Language, name: str, sizes: dict[str, Any], entity: int, hidden: int, product: int
) -> Structure:
    """The component for a spaCy config; sizes as in :class:`extract.structure.StructureSizes`."""
    encoder = encoder_sizes({**sizes, "extra": TOKEN_CLASSES})
    return Structure(nlp.vocab, name, StructureSizes(encoder, entity, hidden, product))
