"""Paths, comparisons, leaderboards, gaps and contradictions on the small graph that is known by hand."""

import pytest

from kg.analysis.leaderboard import lower_is_better
from kg.errors import UserError


def test_a_path_is_the_shortest_chain_with_the_evidence_of_each_step(small):
    steps = small.path("LoRA", "bert")
    assert [(step.start_name, step.phrase, step.end_name, step.paper) for step in steps] == [
        ("LoRA", "is applied to", "GPT-3", "p6"),
        ("GPT-3", "is outperformed by", "BERT", "p5"),
    ]
    assert steps[1].sentence == "On our probe BERT outperforms GPT-3."
    assert all(0 < step.confidence <= 1 and step.title for step in steps)


def test_a_path_can_avoid_what_it_would_pass_through(small):
    assert small.path("LoRA", "BERT", avoid=["GPT-3"]) is None
    steps = small.path("prompt tuning", "GPT-3")
    assert [step.end_name for step in steps] == ["fine-tuning", "LoRA", "GPT-3"]


def test_there_is_no_path_to_an_island(small):
    assert small.path("LoRA", "ResNet") is None


def test_a_path_to_itself_is_empty(small):
    assert small.path("Prompt tuning", "prompt tuning") == []


def test_a_path_follows_only_the_relations_asked_for(small):
    assert small.path("LoRA", "BERT", types=["APPLIED_TO"]) is None


def test_an_unknown_name_is_one_line_that_names_the_nearest(small):
    with pytest.raises(UserError, match="RoBERTa"):
        small.path("RoBERTTa", "BERT")


def test_a_comparison_counts_the_papers_for_each(small):
    found = small.compare("BERT", "RoBERTa")
    assert (found.a, found.a_wins, found.b, found.b_wins) == ("BERT", 1, "RoBERTa", 1)
    assert found.shared_datasets == ("GLUE",)
    assert found.better_results == {"BERT": 0, "RoBERTa": 1}
    assert all(row.paper and row.sentence and row.confidence for row in found.evidence)


def test_a_comparison_of_two_that_never_met_is_empty(small):
    found = small.compare("LoRA", "ResNet")
    assert (found.a_wins, found.b_wins, found.evidence) == (0, 0, [])


def test_a_leaderboard_has_the_highest_accuracy_first(small):
    assert [(row.rank, row.system, row.value, row.paper) for row in small.leaderboard("GLUE")] == [
        (1, "RoBERTa", "88.5%", "p2"),
        (2, "BERT", "80.5%", "p1"),
    ]


def test_and_the_lowest_perplexity(small):
    rows = small.leaderboard("wikitext-103")
    assert [(row.system, row.number) for row in rows] == [("Transformer-XL", 18.3), ("GPT-3", 20.5)]
    turned = small.leaderboard("wikitext-103", lowest_first=False)
    assert [row.system for row in turned] == ["GPT-3", "Transformer-XL"]


def test_every_result_carries_paper_sentence_and_confidence(small):
    for row in small.leaderboard("GLUE"):
        assert row.paper
        assert row.value in row.sentence
        assert row.confidence == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("metric", "lower"),
    [
        ("perplexity", True),
        ("Word Error Rate (WER)", True),
        ("inference latency", True),
        ("FID", True),
        ("mean squared error", True),
        ("accuracy", False),
        ("F1", False),
        ("BLEU", False),
        ("time-aware accuracy", False),
        ("win rate", False),
        ("speedup", False),
    ],
)
def test_the_name_of_a_metric_says_which_end_is_good(metric, lower):
    assert lower_is_better(metric) is lower


def test_gaps_are_benchmarks_of_a_task_that_its_systems_never_met(small):
    rows = small.gaps("text classification")
    # BERT has one paper more, but is in so many of the ten that it is damped below RoBERTa.
    assert [(row.system, row.dataset) for row in rows] == [("RoBERTa", "SST-2"), ("BERT", "SST-2")]
    first = rows[1]
    assert first.expected == pytest.approx(4 * 2 / 10)
    assert (first.paper, first.dataset_paper) == ("p1", "p7")
    assert first.dataset_sentence == "SST-2 is a benchmark for text classification."


def test_papers_that_state_opposite_outcomes_contradict_each_other(small):
    (found,) = small.contradictions()
    assert (found.system, found.other_system) == ("BERT", "RoBERTa")
    assert (found.paper, found.other_paper) == ("p3", "p2")
    assert "BERT outperforms RoBERTa" in found.sentence
    assert "RoBERTa outperforms BERT" in found.other_sentence
    assert small.contradictions("GPT-3") == []


def test_a_circle_of_three_is_found_and_starts_at_a_fixed_place(small):
    steps = small.circles()
    assert [(step.circle, step.winner, step.loser, step.paper) for step in steps] == [
        (1, "BERT", "GPT-3", "p5"),
        (1, "GPT-3", "RoBERTa", "p4"),
        (1, "RoBERTa", "BERT", "p2"),
    ]
    assert small.circles("BERT") == steps
    assert small.circles(min_confidence=0.95) == []
