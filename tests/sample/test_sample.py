"""The sample: complete, dated as its arXiv ids say, and rich enough for every kind of question."""

import datetime
import re
from collections import Counter

import pytest

from extract.sources import Problem, read_papers
from extract.sources.fields import arxiv_id, arxiv_month
from kg.sample import sample_path


@pytest.fixture(scope="module")
def papers():
    problems: list[Problem] = []
    found = read_papers([str(sample_path())], problems=problems)
    assert problems == []
    return found


def test_every_paper_is_complete(papers):
    assert len(papers) >= 30
    for paper in papers:
        assert paper.date
        assert paper.authors
        assert paper.categories
        assert paper.url
        assert 90 <= len(paper.abstract.split()) <= 185, paper.title


def test_dates_agree_with_arxiv_ids_and_span_ten_years(papers):
    for paper in papers:
        if arxiv_id(paper.id):
            # arXiv numbers what comes in at the end of a month with the next one.
            month = datetime.date.fromisoformat(arxiv_month(paper.id))
            assert -5 <= (datetime.date.fromisoformat(paper.date) - month).days < 31, paper.title
    years = {paper.date[:4] for paper in papers}
    assert years >= {str(year) for year in range(2015, 2025)}


def test_papers_share_what_they_talk_about(papers):
    names = ["BERT", "GPT-2", "GPT-3", "T5", "LoRA", "Transformer", "ResNet", "ViT", "CLIP", "PPO", "DPO"]
    names += ["SQuAD", "GLUE", "SuperGLUE", "MMLU", "ImageNet", "COCO"]
    count = Counter(name for paper in papers for name in names if re.search(rf"\b{name}\b", paper.text))
    assert all(count[name] >= 2 for name in names), count


@pytest.mark.parametrize(
    "claims",
    [
        ("RoBERTa.*where it outperforms XLNet", "XLNet obtains.*and outperforms RoBERTa"),
        ("DPR outperforms BM25", "BM25 outperforms DPR"),
        ("DPO outperforms PPO", "PPO outperforms DPO"),
        ("Mamba-3B outperforms Transformers", "Transformers outperform Mamba"),
    ],
)
def test_some_papers_contradict_each_other(papers, claims):
    sources = [{paper.id for paper in papers if re.search(claim, paper.abstract)} for claim in claims]
    assert all(len(found) == 1 for found in sources)
    assert sources[0] != sources[1]
