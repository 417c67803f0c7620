"""The spaCy components of the pipeline, one file each; importing this package registers them all."""

from extract.components import (  # noqa: F401
    abbreviations,
    mention_rules,
    mention_tagger,
    mentions,
    sentences,
    structure,
    tokenizer,
    word_vectors,
)
