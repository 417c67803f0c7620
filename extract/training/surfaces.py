"""Trains the network that judges surfaces, on papers that the tagger was not trained on; and counts the lexicon."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from spacy.language import Language
from torch import nn

from extract.components.tokenizer import token_offsets
from extract.lexicon import SurfaceLexicon, surface_key
from extract.network import Floats, Weights
from extract.ontology import LABELS
from extract.surfaces import FEATURES, candidates, features
from extract.tags import best_tags, spans_of
from extract.training.corpus import Record, occurrences, text_of

LONGEST = 7
"""Tokens of the longest surface whose presence in other papers is counted."""


def count(papers: Iterable[tuple[str, Iterable[tuple[str, str]]]], minimum: int = 2) -> SurfaceLexicon:
    """Count, for every surface marked in at least ``minimum`` papers, who marks it and whose text has it.

    Args:
        papers: of each paper the text, and its (surface, label) pairs; gone through twice.
        minimum: fewer papers do not count.
    """
    papers = list(papers)
    marked: defaultdict[int, np.ndarray] = defaultdict(lambda: np.zeros(len(LABELS) + 1, np.int64))
    for _, surfaces in papers:
        for key, label in {(surface_key(surface), LABELS.index(label)) for surface, label in surfaces}:
            marked[key][label] += 1
    kept = {key: row for key, row in marked.items() if row.sum() >= minimum}
    for text, _ in papers:
        offsets = token_offsets(text)
        present = {
            surface_key(text[offsets[first][0] : offsets[last][1]])
            for first in range(len(offsets))
            for last in range(first, min(first + LONGEST, len(offsets)))
        }
        for key in present & kept.keys():
            kept[key][-1] += 1
    return SurfaceLexicon(kept)


def count_annotated(records: Iterable[Record]) -> SurfaceLexicon:
    """The lexicon of annotated papers."""
    return count((text_of(record), [(row[0], row[1]) for row in record["entities"]]) for record in records)


def count_tagged(papers: Iterable[tuple[Sequence[str], NDArray[np.floating]]]) -> SurfaceLexicon:
    """The gazetteer of papers that the teacher tagged: token texts, and log probabilities of their tags."""

    def surfaces() -> Iterator[tuple[str, list[tuple[str, str]]]]:
        for words, logs in papers:
            # tokens are joined by blanks here: the folded key of a surface does not depend on its blanks
            spans = spans_of(best_tags(logs.astype(np.float32)))
            yield " ".join(words), [(" ".join(words[first:after]), label) for first, after, label in spans]

    return count(surfaces(), minimum=3)


@dataclass
class SurfaceExamples:
    """Candidates of several papers.

    Attributes:
        rows: features (candidates × labels × features).
        targets: 1 where the label is right (candidates × labels).
        papers: number of the paper of each candidate.
        places: number of occurrences of each candidate.
        gold: number of annotated mentions of each label, also of those that are no candidate.
    """

    rows: Floats
    targets: Floats
    papers: NDArray[np.int64]
    places: NDArray[np.int64]
    gold: NDArray[np.int64]


def surface_examples(
    nlp: Language, lexicon: SurfaceLexicon, gazetteer: SurfaceLexicon, records: Iterable[Record]
) -> SurfaceExamples:
    """The candidates of annotated papers; ``nlp`` has the components up to the tagger and the rules."""
    rows, targets, papers, places = [], [], [], []
    gold = np.zeros(len(LABELS), np.int64)
    records = list(records)
    for number, (doc, record) in enumerate(
        zip(nlp.pipe([text_of(record) for record in records]), records, strict=True)
    ):
        labels = {surface: label for surface, label, *_ in record["entities"]}
        for _, _, surface in occurrences(doc.text, labels):
            gold[LABELS.index(labels[surface])] += 1
        offsets = [(token.idx, token.idx + len(token)) for token in doc]
        found = candidates(doc.text, offsets, doc._.tag_scores, doc._.rule_matches)
        if not found:
            continue
        rows.append(features(doc.text, found, lexicon, gazetteer, doc._.abbreviations))
        targets.append(
            np.array(
                [[labels.get(candidate.text) == label for label in LABELS] for candidate in found], np.float32
            )
        )
        papers += [number] * len(found)
        places += [len(candidate.places) for candidate in found]
    return SurfaceExamples(
        np.concatenate(rows), np.concatenate(targets), np.array(papers), np.array(places), gold
    )


class SurfaceModule(nn.Module):
    """One hidden layer over standardised features."""

    def __init__(self, hidden: int = 48) -> None:
        super().__init__()
        self.hidden = nn.Linear(len(FEATURES), hidden)
        self.out = nn.Linear(hidden, 1)
        self.dropout = nn.Dropout(0.1)

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        """Log odds."""
        return self.out(self.dropout(F.gelu(self.hidden(rows), approximate="tanh")))[..., 0]


def train_surfaces(
    rows: Floats, targets: Floats, *, epochs: int = 40, log: Callable[[str], None] = print, seed: int = 1
) -> Weights:
    """Train; the weights still lack ``scale``, ``shift`` and ``threshold``, which calibration adds."""
    torch.manual_seed(seed)
    flat, wanted = rows.reshape(-1, rows.shape[-1]), targets.reshape(-1)
    # labels that the tagger gives next to no chance are easy and many: the others decide
    likely = flat[:, 1] > -6
    mean, deviation = flat[likely].mean(0), flat[likely].std(0) + 1e-3
    x = torch.from_numpy(((flat[likely] - mean) / deviation).astype(np.float32))
    y = torch.from_numpy(wanted[likely])
    module = SurfaceModule()
    optimizer = torch.optim.AdamW(module.parameters(), lr=3e-3, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs)
    for epoch in range(epochs):
        module.train()
        losses = []
        for part in torch.randperm(len(x)).split(512):
            loss = F.binary_cross_entropy_with_logits(module(x[part]), y[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        schedule.step()
        if epoch % 10 == 9:
            log(f"surfaces: epoch {epoch + 1}, loss {np.mean(losses):.4f}")
    weights = {name: value.detach().numpy() for name, value in module.state_dict().items()}
    return weights | {"mean": mean.astype(np.float32), "deviation": deviation.astype(np.float32)}
