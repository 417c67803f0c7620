"""The encoder of the pipeline's trained components, in NumPy: gated convolutions with a memory of the document.

A token starts as its word's features (hashed tables and a floret vector) and its place in the abstract. Gated
convolutions (Dauphin et al. 2017, "Language Modeling with Gated Convolutional Networks") read its neighbours;
between them the token is told what the same word looked like elsewhere in the paper, and what the whole paper
looked like, so that one surface is judged alike wherever it stands. Training happens in PyTorch
(``extract/training/encoder.py`` defines the same function); use needs NumPy alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from spacy.vectors import Vectors

from extract.lexemes import feature_rows, type_key, word_vectors

Floats = NDArray[np.floating[Any]]
Weights = dict[str, Floats]
PLACES = 10
"""Places in an abstract: 0 the title, 1 to 9 equal parts of what follows."""


@dataclass(frozen=True)
class EncoderSizes:
    """Sizes of an encoder.

    Attributes:
        width: of the hidden state.
        dilations: of the convolutions, one a layer; the window is one token to either side at that distance.
        memory_after: layers (counted from 0) after which the document's memory is read.
        rows: rows of the hashed feature tables.
        dimensions: columns of the same tables.
        extra: number of classes of one more token feature (0 for none).
        states: width of the states that another encoder gave to the tokens (0 for none).
    """

    width: int = 192
    dilations: tuple[int, ...] = (1, 1, 2, 4, 1)
    memory_after: tuple[int, ...] = (1, 3)
    rows: tuple[int, ...] = (16000, 2000, 4000, 1000)
    dimensions: tuple[int, ...] = (64, 24, 40, 32)
    extra: int = 0
    states: int = 0


def encoder_sizes(values: Mapping[str, Any]) -> EncoderSizes:
    """Sizes from the values of a config."""
    sizes: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in values.items()}
    return EncoderSizes(**sizes)


def layer_norm(x: Floats, gain: Floats, bias: Floats) -> Floats:
    """Layer normalisation (Ba et al. 2016)."""
    centred = x - x.mean(-1, keepdims=True)
    scale = np.sqrt(np.einsum("nd,nd->n", centred, centred)[:, None] / x.shape[-1] + 1e-5)
    centred /= scale
    centred *= gain
    centred += bias
    return centred


def gated(x: Floats) -> Floats:
    """Gated linear unit: the first half times the sigmoid of the second."""
    half = x.shape[-1] // 2
    gate = -x[:, half:]
    with np.errstate(over="ignore"):  # what overflows is divided by, and gives the 0 that it should
        np.exp(gate, out=gate)
    gate += 1
    return np.divide(x[:, :half], gate, out=gate)


@dataclass(frozen=True)
class Batch:
    """Documents laid end to end.

    Attributes:
        words: number of the word of each token in ``vocabulary``.
        vocabulary: the distinct words.
        types: number of each token's word type; equal numbers are the same word in the same document.
        place: place of each token, see :data:`PLACES`.
        starts: index of the first token of each document, and the end.
    """

    words: NDArray[np.int64]
    vocabulary: list[str]
    types: NDArray[np.int64]
    place: NDArray[np.int64]
    starts: NDArray[np.int64]


def token_words(doc: Doc) -> list[str]:
    """The texts of a document's tokens."""
    return [token.text for token in doc]


def places(words: Sequence[str]) -> NDArray[np.int64]:
    """The place of each token of one document."""
    try:
        title = words.index("\n") + 1
    except ValueError:
        title = 0
    rest = max(1, len(words) - title)
    place = 1 + (np.arange(len(words)) - title) * (PLACES - 1) // rest
    place[:title] = 0
    return place.astype(np.int64)


def make_batch(documents: Sequence[Sequence[str]]) -> Batch:
    """Lay documents (as lists of token texts) end to end; a document must not be empty."""
    known: dict[str, int] = {}
    words: list[int] = []
    types: list[int] = []
    count = 0
    for document in documents:
        seen: dict[str, int] = {}
        for word in document:
            words.append(known.setdefault(word, len(known)))
            key = type_key(word)
            number = seen.get(key)
            if number is None:
                number = seen[key] = count
                count += 1
            types.append(number)
    lengths = np.array([len(document) for document in documents], np.int64)
    return Batch(
        words=np.array(words, np.int64),
        vocabulary=list(known),
        types=np.array(types, np.int64),
        place=np.concatenate([places(document) for document in documents]),
        starts=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
    )


def group_mean(x: Floats, groups: NDArray[np.int64]) -> Floats:
    """Mean of the rows of each group (groups are numbered from 0, all present)."""
    order = np.argsort(groups, kind="stable")
    starts = np.flatnonzero(np.diff(groups[order], prepend=-1))
    counts = np.diff(np.append(starts, len(groups)))
    return np.add.reduceat(x[order], starts, axis=0) / counts[:, None].astype(np.float32)


def group_highest(x: Floats, groups: NDArray[np.int64]) -> tuple[Floats, NDArray[np.int64]]:
    """Highest values of the rows of each group (any numbers; there is at least one row), and the row's group."""
    order = np.argsort(groups, kind="stable")
    starts = np.flatnonzero(np.diff(groups[order], prepend=-1))
    number = np.empty(len(groups), np.int64)
    number[order] = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(groups))))
    return np.maximum.reduceat(x[order], starts, axis=0), number


def windows(x: Floats, dilation: int, starts: NDArray[np.int64]) -> Floats:
    """Each token with its neighbours at a distance to the left and to the right, zero outside its document.

    Args:
        x: states (tokens × width).
        dilation: the distance.
        starts: index of the first token of each document, and the end.

    Returns:
        Left neighbour, token and right neighbour side by side (tokens × 3 widths).
    """
    count, width = x.shape
    out = np.empty((count, 3 * width), x.dtype)
    out[dilation:, :width] = x[:-dilation]
    out[:, width : 2 * width] = x
    out[:-dilation, 2 * width :] = x[dilation:]
    near = np.arange(dilation)
    first = (starts[:-1, None] + near).ravel()
    last = (starts[1:, None] - 1 - near).ravel()
    out[first[first < count], :width] = 0
    out[last[last >= 0], 2 * width :] = 0
    return out


class Encoder:
    """Runs the network. Weights are named as the PyTorch module names them."""

    CACHED_WORDS = 60_000

    def __init__(self, sizes: EncoderSizes, weights: Weights, vectors: Vectors) -> None:
        self.sizes = sizes
        self.weights = weights
        self.vectors = vectors
        self._known: dict[str, int] = {}
        self._states = np.zeros((0, sizes.width), np.float32)

    def _embed(self, words: list[str]) -> Floats:
        """States of distinct words before they see a context."""
        rows = feature_rows(words, self.sizes.rows)
        parts = [self.weights[f"tables.{index}.weight"][rows[:, index]] for index in range(rows.shape[1])]
        x = np.concatenate([*parts, word_vectors(words, self.vectors)], axis=1)
        return gated(x @ self.weights["mix.weight"].T + self.weights["mix.bias"])

    def _words(self, vocabulary: list[str]) -> Floats:
        if len(self._known) > self.CACHED_WORDS:
            self._known, self._states = {}, self._states[:0]
        new = [word for word in vocabulary if word not in self._known]
        if new:
            self._states = np.concatenate([self._states, self._embed(new)])
            for word in new:
                self._known[word] = len(self._known)
        return self._states[[self._known[word] for word in vocabulary]]

    def __call__(
        self, batch: Batch, extra: NDArray[np.int64] | None = None, states: Floats | None = None
    ) -> Floats:
        """States of all tokens (tokens × width).

        Args:
            batch: the documents.
            extra: class of each token, for an encoder that was made with ``extra`` classes.
            states: states of each token (tokens × ``states``), for an encoder that was made with them.
        """
        w = self.weights
        x = self._words(batch.vocabulary)[batch.words] + w["place.weight"][batch.place]
        if extra is not None:
            x += w["extra.weight"][extra]
        if self.sizes.states:
            assert states is not None
            x += states @ w["states.weight"].T + w["states.bias"]
        for layer, dilation in enumerate(self.sizes.dilations):
            y = layer_norm(x, w[f"norms.{layer}.weight"], w[f"norms.{layer}.bias"])
            made = windows(y, dilation, batch.starts) @ w[f"layers.{layer}.weight"].T
            made += w[f"layers.{layer}.bias"]
            x += gated(made)
            if layer in self.sizes.memory_after:
                slot = self.sizes.memory_after.index(layer)
                y = layer_norm(x, w[f"memory_norms.{slot}.weight"], w[f"memory_norms.{slot}.bias"])
                same = group_mean(y, batch.types) @ w[f"same.{slot}.weight"].T
                lengths = np.diff(batch.starts)
                mean = np.add.reduceat(y, batch.starts[:-1], axis=0) / lengths[:, None].astype(np.float32)
                paper = mean @ w[f"paper.{slot}.weight"].T + w[f"paper.{slot}.bias"]
                told = same[batch.types]
                told += np.repeat(paper, lengths, axis=0)
                x += gated(told)
        return layer_norm(x, w["last.weight"], w["last.bias"])
