"""The pipeline as a whole: load it, run it over papers, get extraction records."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language

import extract.components  # noqa: F401  (registers the components)
from extract.paper import Paper
from extract.record import ExtractionRecord
from extract.records import record_of

MODEL = Path(__file__).parent / "model"
BATCH_SIZE = 8
"""Abstracts that go through the networks together; more at once leave the processor's cache and are slower."""


@cache
def load_pipeline(path: Path = MODEL) -> Language:
    """The trained spaCy pipeline; loaded once per process.

    Args:
        path: folder of a pipeline that ``extract/training`` wrote; the shipped one by default.

    Raises:
        OSError: there is no pipeline in the folder.
    """
    return spacy.load(path)


def extract_records(
    papers: Iterable[Paper], *, min_confidence: float = 0.0, nlp: Language | None = None
) -> Iterator[ExtractionRecord]:
    """Extraction records of papers, in their order.

    Args:
        papers: what the sources deliver.
        min_confidence: leave out mentions, relations and results below it (0 to 1).
        nlp: the pipeline; the shipped one when None.
    """
    pipeline = nlp or load_pipeline()
    stream = ((paper.text, paper) for paper in papers)
    for doc, paper in pipeline.pipe(stream, as_tuples=True, batch_size=BATCH_SIZE):
        yield record_of(doc, paper, min_confidence=min_confidence)
