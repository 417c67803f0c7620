"""The sample that the package ships: well-known papers from 2015 to 2024, every abstract in our own words."""

from pathlib import Path


def sample_path() -> Path:
    """The JSON lines file with the papers of the sample: title, abstract, date, authors, id and address.

    Titles, authors, dates and figures are the papers' own; the abstracts were written for this project.
    """
    return Path(__file__).with_name("papers.jsonl")
