"""Token tags: beginning, inside, last and unit token of a mention of each label, or outside (BILUO).

The scheme is Ratinov and Roth's (2009), "Design Challenges and Misconceptions in Named Entity Recognition".
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from extract.ontology import LABELS

OUTSIDE = 0
BEGIN, INSIDE, LAST, UNIT = range(4)
TAG_COUNT = 1 + 4 * len(LABELS)
_NEVER = np.float32(-1e9)


def tag_number(part: int, label: str) -> int:
    """Number of the tag for a part of a mention."""
    return 1 + 4 * LABELS.index(label) + part


def tag_numbers(length: int, spans: Sequence[tuple[int, int, str]]) -> NDArray[np.int16]:
    """Tags of a document's tokens, from (first token, token after the last, label)."""
    tags = np.zeros(length, np.int16)
    for first, after, label in spans:
        if after - first == 1:
            tags[first] = tag_number(UNIT, label)
        else:
            tags[first] = tag_number(BEGIN, label)
            tags[first + 1 : after - 1] = tag_number(INSIDE, label)
            tags[after - 1] = tag_number(LAST, label)
    return tags


def _constraints() -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Additive scores: 0 where a tag may follow another, start or end a document, and never otherwise."""
    part = np.array([-1] + [p for _ in LABELS for p in range(4)])
    label = np.array([-1] + [index for index in range(len(LABELS)) for _ in range(4)])
    opens = np.isin(part, (-1, BEGIN, UNIT))
    closes = np.isin(part, (-1, LAST, UNIT))
    within = np.isin(part, (BEGIN, INSIDE))[:, None] & np.isin(part, (INSIDE, LAST))[None, :]
    allowed = (closes[:, None] & opens[None, :]) | (within & (label[:, None] == label[None, :]))
    return (
        np.where(allowed, np.float32(0), _NEVER),
        np.where(opens, np.float32(0), _NEVER),
        np.where(closes, np.float32(0), _NEVER),
    )


TRANSITIONS, FIRST, FINAL = _constraints()


def best_tags(scores: NDArray[np.float32]) -> NDArray[np.int16]:
    """The highest-scoring valid sequence of tags (Viterbi) for token scores (tokens × tags, log scale)."""
    length = len(scores)
    back = np.zeros((length, TAG_COUNT), np.int16)
    best = scores[0] + FIRST
    every = np.arange(TAG_COUNT)
    for index in range(1, length):
        candidates = best[:, None] + TRANSITIONS
        back[index] = candidates.argmax(0)
        best = candidates[back[index], every] + scores[index]
    path = np.zeros(length, np.int16)
    path[-1] = (best + FINAL).argmax()
    for index in range(length - 1, 0, -1):
        path[index - 1] = back[index, path[index]]
    return path


def spans_of(tags: NDArray[np.int16]) -> list[tuple[int, int, str]]:
    """Mentions of a valid sequence of tags, as (first token, token after the last, label)."""
    spans = []
    first = 0
    for index in np.flatnonzero(tags):
        number, part = divmod(int(tags[index]) - 1, 4)
        if part in (BEGIN, UNIT):
            first = int(index)
        if part in (LAST, UNIT):
            spans.append((first, int(index) + 1, LABELS[number]))
    return spans
