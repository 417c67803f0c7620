"""Tag probabilities of abstracts that nobody annotated, from a finished pipeline instead of the teacher.

The pipeline knows more than the tagger in it: what the judge of surfaces decides for a whole paper, with the
lexicons, flows back into the tagger that is trained on it (self-training; Xie et al. 2020, "Self-training with
Noisy Student improves ImageNet classification").
"""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language

from extract.components.mentions import SPANS
from extract.network import token_words
from extract.tags import TAG_COUNT, tag_numbers

JUDGED = 0.5
"""Weight of what the judge decided, beside the tagger's own probabilities."""


def relabel(nlp: Language, texts: Iterable[str]) -> Iterator[tuple[list[str], NDArray[np.float16]]]:
    """Words of each text, and the log probabilities of their tags (tokens × tags)."""
    with nlp.select_pipes(disable=["structure"]):
        for doc in nlp.pipe(texts):
            tags = tag_numbers(len(doc), [(span.start, span.end, span.label_) for span in doc.spans[SPANS]])
            mixed = (1 - JUDGED) * np.exp(doc._.tag_scores) + JUDGED * np.eye(TAG_COUNT, dtype=np.float32)[
                tags
            ]
            yield token_words(doc), np.log(np.maximum(mixed, 1e-6)).astype(np.float16)
