"""A small graph that is known by hand: ten papers, written for the tests, with what they say.

What follows from it, by hand:

* BERT and RoBERTa contradict each other (``p2`` against ``p3``).
* BERT > GPT-3 (``p5``) > RoBERTa (``p4``) > BERT (``p2``) is a circle.
* LoRA is applied to GPT-3 (``p6``), which BERT outperforms: two steps from LoRA to BERT.
* Nothing connects ResNet, ImageNet and image classification (``p9``) with the rest.
* Nobody evaluated a system on SST-2, a benchmark for text classification (``p7``).
"""

import re
from collections.abc import Sequence

from extract.ontology import RELATIONS
from extract.paper import Paper
from extract.record import Entity, ExtractionRecord, Mention, Relation, Result

Claim = tuple[str, str, str]
"""Head, relation type, tail; or for a result: system, data set, metric and value, four strings."""


def record(
    identity: str,
    date: str | None,
    title: str,
    abstract: str,
    entities: dict[str, tuple[str, str]],
    claims: Sequence[tuple[str, str, str]] = (),
    results: Sequence[tuple[str, str, str, str]] = (),
    confidence: float = 0.9,
    url: str | None = None,
) -> ExtractionRecord:
    """A record as the pipeline makes it, with offsets found in the text.

    Args:
        identity: the paper's id.
        date: ISO date, or None.
        title, abstract: the text.
        entities: label and role by surface.
        claims: head surface, relation type, tail surface; the evidence is a sentence with both, and with
            the words of the relation if there is one.
        results: system, data set and metric surfaces, and the value as written.
        confidence: of everything.
        url: the paper's address.
    """
    paper = Paper(identity, title, abstract, date, url=url)
    ids = {surface: f"{label.lower()}:{surface.lower()}" for surface, (label, _) in entities.items()}
    mentions = [
        Mention(found.start(), found.end(), label, ids[surface], confidence)
        for surface, (label, _) in entities.items()
        for found in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", paper.text)
    ]
    sentences = [
        (found.start(), found.end()) for found in re.finditer(r"[^\n.]+(?:\.\d[^\n.]*)*\.?", paper.text)
    ]

    def evidence(*surfaces: str, phrase: str = "") -> tuple[int, int]:
        held = [
            (start, end)
            for start, end in sentences
            if all(surface in paper.text[start:end] for surface in surfaces)
        ]
        assert held, f"no sentence of {identity} holds all of {surfaces}"
        return next(((start, end) for start, end in held if phrase in paper.text[start:end]), held[0])

    relations = [
        Relation(ids[head], kind, ids[tail], confidence, *evidence(head, tail, phrase=RELATIONS[kind].phrase))
        for head, kind, tail in claims
    ]
    measured = []
    for system, dataset, metric, value in results:
        start, end = evidence(dataset, value)
        place = paper.text.index(value, start)
        measured.append(
            Result(
                ids[system],
                ids[dataset],
                ids[metric],
                value,
                float(value.strip("%+")),
                "%" if "%" in value else "",
                value.startswith("+"),
                confidence,
                place,
                place + len(value),
                start,
                end,
            )
        )
    return ExtractionRecord(
        paper,
        tuple(sorted(mentions, key=lambda mention: mention.start)),
        tuple(
            Entity(ids[surface], surface, label, role, (), confidence, confidence)
            for surface, (label, role) in entities.items()
        ),
        tuple(relations),
        tuple(measured),
    )


def small_records() -> list[ExtractionRecord]:
    """The ten papers."""
    classify = ("Task", "addresses")
    return [
        record(
            "p1",
            "2018-10-11",
            "A look into an encoder",
            "We look into BERT for text classification. On GLUE, BERT reaches 80.5% accuracy.",
            {
                "BERT": ("Model", "studies"),
                "text classification": classify,
                "GLUE": ("Dataset", "evaluates_on"),
                "accuracy": ("Metric", "uses"),
            },
            [("BERT", "USED_FOR", "text classification"), ("BERT", "EVALUATED_ON", "GLUE")],
            [("BERT", "GLUE", "accuracy", "80.5%")],
            url="https://example.org/p1",
        ),
        record(
            "p2",
            "2019-07-26",
            "A longer training of the encoder",
            "RoBERTa is based on BERT, for text classification. RoBERTa outperforms BERT on GLUE. "
            "It reaches 88.5% accuracy on GLUE.",
            {
                "RoBERTa": ("Model", "introduces"),
                "BERT": ("Model", "compares_to"),
                "text classification": classify,
                "GLUE": ("Dataset", "evaluates_on"),
                "accuracy": ("Metric", "uses"),
            },
            [
                ("RoBERTa", "BASED_ON", "BERT"),
                ("RoBERTa", "OUTPERFORMS", "BERT"),
                ("RoBERTa", "USED_FOR", "text classification"),
                ("RoBERTa", "EVALUATED_ON", "GLUE"),
            ],
            [("RoBERTa", "GLUE", "accuracy", "88.5%")],
        ),
        record(
            "p3",
            "2020-05-02",
            "Encoders with little data",
            "With ten examples a class, BERT outperforms RoBERTa. We test on GLUE.",
            {
                "BERT": ("Model", "studies"),
                "RoBERTa": ("Model", "studies"),
                "GLUE": ("Dataset", "evaluates_on"),
            },
            [("BERT", "OUTPERFORMS", "RoBERTa")],
        ),
        record(
            "p4",
            "2020-05-28",
            "A very large decoder",
            "GPT-3 is used for machine translation. GPT-3 outperforms RoBERTa. "
            "It has a perplexity of 20.5 on WikiText-103.",
            {
                "GPT-3": ("Model", "introduces"),
                "machine translation": ("Task", "addresses"),
                "RoBERTa": ("Model", "compares_to"),
                "WikiText-103": ("Dataset", "evaluates_on"),
                "perplexity": ("Metric", "uses"),
            },
            [("GPT-3", "USED_FOR", "machine translation"), ("GPT-3", "OUTPERFORMS", "RoBERTa")],
            [("GPT-3", "WikiText-103", "perplexity", "20.5")],
        ),
        record(
            "p5",
            "2020-09-15",
            "Segments that remember",
            "Transformer-XL has a perplexity of 18.3 on WikiText-103. On our probe BERT outperforms GPT-3.",
            {
                "Transformer-XL": ("Model", "introduces"),
                "BERT": ("Model", "compares_to"),
                "GPT-3": ("Model", "compares_to"),
                "WikiText-103": ("Dataset", "evaluates_on"),
                "perplexity": ("Metric", "uses"),
            },
            [("BERT", "OUTPERFORMS", "GPT-3")],
            [("Transformer-XL", "WikiText-103", "perplexity", "18.3")],
        ),
        record(
            "p6",
            "2021-06-17",
            "Small updates of large models",
            "LoRA is applied to GPT-3. LoRA is a kind of fine-tuning.",
            {
                "LoRA": ("Method", "introduces"),
                "GPT-3": ("Model", "uses"),
                "fine-tuning": ("Method", "mentions"),
            },
            [("LoRA", "APPLIED_TO", "GPT-3"), ("LoRA", "SUBCLASS_OF", "fine-tuning")],
        ),
        record(
            "p7",
            "2021-09-01",
            "What sentiment data measure",
            "SST-2 is a benchmark for text classification.",
            {"SST-2": ("Dataset", "studies"), "text classification": classify},
            [("SST-2", "BENCHMARK_FOR", "text classification")],
        ),
        record(
            "p8",
            "2021-10-01",
            "Prompts that are learned",
            "Prompt tuning is a kind of fine-tuning. We use prompt tuning with SST-2.",
            {
                "prompt tuning": ("Method", "studies"),
                "Prompt tuning": ("Method", "studies"),
                "fine-tuning": ("Method", "mentions"),
                "SST-2": ("Dataset", "uses"),
            },
            [("Prompt tuning", "SUBCLASS_OF", "fine-tuning")],
        ),
        record(
            "p9",
            "2015-12-10",
            "Shortcuts in deep networks",
            "ResNet is used for image classification. ResNet is tested on ImageNet.",
            {
                "ResNet": ("Model", "introduces"),
                "image classification": ("Task", "addresses"),
                "ImageNet": ("Dataset", "evaluates_on"),
            },
            [("ResNet", "USED_FOR", "image classification"), ("ResNet", "EVALUATED_ON", "ImageNet")],
        ),
        record(
            "p10",
            None,
            'An undated <script>alert(1)</script> & "quoted" title',
            "BLEU measures machine translation.",
            {"BLEU": ("Metric", "studies"), "machine translation": ("Task", "studies")},
            [("machine translation", "MEASURED_BY", "BLEU")],
            url="javascript:alert(1)",
        ),
    ]
