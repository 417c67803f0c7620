"""Roles and relations of abstracts that nobody annotated, as several finished pipelines read them together.

A network that learns from the mean of several others' probabilities on much more text comes close to all of them
together and overfits less than each (Hinton et al. 2015, "Distilling the Knowledge in a Neural Network").
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import srsly
from spacy.language import Language
from spacy.util import minibatch

from extract.components.structure import paper_mentions
from extract.structure import (
    TARGETS,
    PaperMentions,
    StructureBatch,
    StructureScores,
    number_tokens,
    sigmoid,
    structure_batch,
)
from extract.training import assemble
from extract.training.structure import SoftTargets, StructureExample

TOGETHER = 16


def read_structure(pipelines: Sequence[Language], texts: Iterable[str]) -> Iterator[StructureExample]:
    """What the pipelines read in each text that has a mention; the mentions are those of the first pipeline."""
    first = pipelines[0]
    with first.select_pipes(disable=["structure"]):
        for docs in minibatch(first.pipe(texts), TOGETHER):
            papers = [replace(paper_mentions(doc)[0], states=None) for doc in docs]
            papers = [paper for paper in papers if len(paper.first)]
            if papers:
                yield from _examples(papers, _mean([_scores(nlp, papers) for nlp in pipelines]))


def _scores(nlp: Language, papers: Sequence[PaperMentions]) -> StructureScores:
    read = assemble.component(nlp, "mention_tagger").read([list(paper.words) for paper in papers])
    with_states = [replace(paper, states=states) for paper, (states, _) in zip(papers, read, strict=True)]
    scores: StructureScores = assemble.component(nlp, "structure").network(with_states)[1]
    return scores


def _mean(scores: Sequence[StructureScores]) -> StructureScores:
    """Roles by their mean probability, the rest by the mean of the log odds."""
    possible = scores[0].relations > 0
    clipped = [np.clip(one.relations, 1e-6, 1 - 1e-6) for one in scores]
    odds = np.mean([np.log(one) - np.log1p(-one) for one in clipped], axis=0)
    return StructureScores(
        roles=np.mean([one.roles for one in scores], axis=0),
        relations=np.where(possible, sigmoid(odds), np.float32(0)),
        results=np.mean([one.results for one in scores], axis=0),
        nothing=np.mean([one.nothing for one in scores], axis=0),
    )


def _examples(papers: Sequence[PaperMentions], scores: StructureScores) -> Iterator[StructureExample]:
    batch = structure_batch(papers)
    pair_owner = batch.entity_paper[batch.pairs.source]
    base = np.cumsum([0, *(len(paper.label) for paper in papers)])
    for index, paper in enumerate(papers):
        roles = scores.roles[batch.entity_paper == index]
        soft = SoftTargets(roles.astype(np.float16), scores.relations[pair_owner == index].astype(np.float16))
        results = dict(_results(batch, scores, index, paper, int(base[index])))
        yield StructureExample(paper, roles.argmax(1), [], results, soft)


def _results(
    batch: StructureBatch, scores: StructureScores, index: int, paper: PaperMentions, base: int
) -> Iterator[tuple[int, tuple[int, int, int]]]:
    """Number tokens with their head, data set and metric (-1: none), where a head is likelier than none."""
    numbers = np.flatnonzero(batch.number_paper == index)
    for number, token in zip(numbers, number_tokens(paper), strict=True):
        links = np.flatnonzero(batch.results.source == number)
        picked = []
        for column in range(len(TARGETS)):
            odds = np.append(scores.results[links, column], scores.nothing[number, column])
            best = int(odds.argmax())
            picked.append(-1 if best == len(links) else int(batch.results.target[links[best]]) - base)
        if picked[0] >= 0:
            yield int(token), (picked[0], picked[1], picked[2])


def save(examples: Iterable[StructureExample], path: Path) -> None:
    """Write examples to a file."""
    rows = []
    for example in examples:
        assert example.soft is not None
        paper = example.paper
        rows.append(
            {
                "words": list(paper.words),
                "mentions": [paper.sentence, paper.first, paper.after, paper.entity, paper.label],
                "roles": example.soft.roles,
                "relations": example.soft.relations,
                "results": [[token, *linked] for token, linked in example.results.items()],
            }
        )
    srsly.write_msgpack(path, rows)


def load(path: Path) -> Iterator[StructureExample]:
    """The inverse of :func:`save`."""
    for row in srsly.read_msgpack(path):
        soft = SoftTargets(row["roles"], row["relations"])
        results = {token: (head, dataset, metric) for token, head, dataset, metric in row["results"]}
        paper = PaperMentions(row["words"], *row["mentions"])
        yield StructureExample(paper, soft.roles.argmax(1), [], results, soft)
