"""Floret vectors of the abstracts, the words in lower case as the pipeline's tokenizer splits them."""

import json
import lzma
from collections.abc import Iterable
from pathlib import Path

from extract.annotations import text_of
from extract.components.tokenizer import token_offsets


def write_words(sources: Iterable[Path], path: Path) -> None:
    """Write the abstracts of JSON-lines files as lines of lower-cased words."""
    with path.open("w", encoding="utf-8") as out:
        for source in sources:
            opener = lzma.open if source.suffix == ".xz" else open
            with opener(source, "rt", encoding="utf-8") as lines:
                for line in lines:
                    text = text_of(json.loads(line)).lower()
                    out.write(
                        " ".join(text[start:end] for start, end in token_offsets(text) if text[start] != "\n")
                        + "\n"
                    )


def train_vectors(words: Path, path: Path, *, width: int, rows: int, epochs: int, threads: int) -> None:
    """Train floret vectors and write them where :func:`extract.training.assemble.read_floret` finds them.

    Args:
        words: file of :func:`write_words`.
        path: the ``.floret`` file to write.
        width: dimensions.
        rows: rows of the hash table.
        epochs: passes over the words.
        threads: threads; with more than one the result differs a little from run to run.
    """
    import floret

    model = floret.train_unsupervised(
        str(words),
        model="cbow",
        mode="floret",
        hashCount=2,
        bucket=rows,
        minn=3,
        maxn=5,
        dim=width,
        epoch=epochs,
        minCount=8,
        neg=10,
        ws=5,
        lr=0.05,
        thread=threads,
        verbose=0,
    )
    model.save_floret_vectors(str(path))
