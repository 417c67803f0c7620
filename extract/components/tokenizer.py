"""A tokenizer whose tokens never straddle the edge of an annotated mention.

spaCy's English rules keep ``GPT-4``, ``3D``, LaTeX and numbers glued to units in one token, so that about one
mention in a hundred starts or ends inside a token and can never be found. Here a token is a run of letters and
digits, a decimal number, or one other character; the same rule serves training and use.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

TOKEN = re.compile(
    r"\d+(?:[.,]\d+)+"  # a decimal number, or one with thousands separators
    r"|[^\W_]+"  # letters and digits
    r"|[^\S ]"  # white space other than a blank, such as the newline after the title
    r"|[^\w\s]|_"  # one punctuation mark or symbol
    r"|(?<= ) +|^ +"  # blanks beyond the one that separates two tokens
)


def token_offsets(text: str) -> list[tuple[int, int]]:
    """Start and end offsets of the tokens of a text."""
    return [match.span() for match in TOKEN.finditer(text)]


class ResearchTokenizer:
    """Splits a text with :data:`TOKEN`; the text can be restored from the tokens."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The text as a Doc."""
        words: list[str] = []
        spaces: list[bool] = []
        end = 0
        for match in TOKEN.finditer(text):
            if match.start() > end and spaces:
                spaces[-1] = True
            words.append(match.group())
            spaces.append(False)
            end = match.end()
        if spaces and end < len(text):
            spaces[-1] = True
        return Doc(self.vocab, words=words, spaces=spaces)

    def pipe(self, texts: Iterable[str], batch_size: int = 1000) -> Iterator[Doc]:
        """Docs of a stream of texts."""
        return map(self, texts)

    # The rules are code, so there is nothing to store; spaCy asks for these four all the same.
    def to_bytes(self, **kwargs: Any) -> bytes:
        """Nothing to store."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> "ResearchTokenizer":
        """Nothing to read."""
        return self

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        """Nothing to store."""

    def from_disk(self, path: str | Path, **kwargs: Any) -> "ResearchTokenizer":
        """Nothing to read."""
        return self


@spacy.registry.tokenizers("kg.ResearchTokenizer.v1")  # type: ignore[misc]
def create_tokenizer() -> Callable[[Language], ResearchTokenizer]:
    """The tokenizer for a spaCy config."""

    def make(nlp: Language) -> ResearchTokenizer:
        return ResearchTokenizer(nlp.vocab)

    return make
