"""The trained tagger: for every token the probability of being outside or some part of a mention.

The network is :class:`extract.network.Encoder` with a linear layer to BILUO tags. It decides nothing: the next
component, ``kg_mentions``, judges whole surfaces by what is said here about each of their occurrences.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import srsly
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc
from spacy.util import minibatch
from spacy.vocab import Vocab

from extract.network import Encoder, EncoderSizes, Floats, encoder_sizes, make_batch, token_words
from extract.weights import load_weights, save_weights

for _name in ("tag_scores", "token_states"):
    Doc.set_extension(_name, default=None, force=True)


class MentionTagger(Pipe):
    """spaCy component: sets ``doc._.tag_scores``, log probabilities (tokens × tags, see :mod:`extract.tags`), and
    ``doc._.token_states``, the states of the encoder that they are made of (tokens × width)."""

    def __init__(
        self, vocab: Vocab, name: str, sizes: EncoderSizes, weights: dict[str, Floats] | None = None
    ) -> None:
        self.vocab = vocab
        self.name = name
        self.sizes = sizes
        self.weights = weights or {}
        self._encoder: Encoder | None = None

    @property
    def encoder(self) -> Encoder:
        """The network over the vocabulary's floret vectors; made on first use, when the vectors are there."""
        if self._encoder is None:
            prefix = "encoder."
            own = {
                name.removeprefix(prefix): value
                for name, value in self.weights.items()
                if name.startswith(prefix)
            }
            self._encoder = Encoder(self.sizes, own, self.vocab.vectors)
        return self._encoder

    def read(self, documents: list[list[str]]) -> Iterator[tuple[Floats, Floats]]:
        """States, and log probabilities of the tags, for documents given as token texts (none of them empty)."""
        batch = make_batch(documents)
        states = self.encoder(batch)
        logits = states @ self.weights["tags.weight"].T + self.weights["tags.bias"]
        logits -= logits.max(1, keepdims=True)
        logits -= np.log(np.exp(logits).sum(1, keepdims=True))
        cuts = batch.starts[1:-1]
        return zip(np.split(states, cuts), np.split(logits, cuts), strict=True)

    def __call__(self, doc: Doc) -> Doc:
        """Score one document."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 8) -> Iterator[Doc]:
        """Score documents, a batch at a time."""
        for docs in minibatch(stream, batch_size):
            filled = [doc for doc in docs if len(doc)]
            if filled:
                read = self.read([token_words(doc) for doc in filled])
                for doc, (states, scores) in zip(filled, read, strict=True):
                    doc._.token_states, doc._.tag_scores = states, scores
            yield from docs

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the weights."""
        Path(path).mkdir(parents=True, exist_ok=True)
        save_weights(Path(path) / "weights.npz", self.weights)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "MentionTagger":
        """Read the weights."""
        self.weights = load_weights(Path(path) / "weights.npz")
        self._encoder = None
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The weights as bytes, for other processes of ``nlp.pipe``."""
        return srsly.msgpack_dumps(self.weights)

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "MentionTagger":
        """The inverse of :meth:`to_bytes`."""
        self.weights = srsly.msgpack_loads(data)
        self._encoder = None
        return self


@Language.factory(
    "kg_mention_tagger",
    assigns=["doc._.tag_scores", "doc._.token_states"],
    default_config={
        "sizes": {
            "width": 192,
            "dilations": [1, 1, 2, 4, 1],
            "memory_after": [1, 3],
            "rows": [16000, 2000, 4000, 1000],
            "dimensions": [64, 24, 40, 32],
        }
    },
)
def create_mention_tagger(nlp: Language, name: str, sizes: dict[str, Any]) -> MentionTagger:
    """The component for a spaCy config; the sizes are those of :class:`extract.network.EncoderSizes`."""
    return MentionTagger(nlp.vocab, name, encoder_sizes(sizes))
