"""Extraction records of papers that do not exist, written by a small grammar: as many as a test wants, always
the same for the same seed, with offsets that point at the right words."""

import random

from extract.ontology import DATASET, METHOD, METRIC, MODEL, TASK
from extract.paper import Paper
from extract.record import Entity, ExtractionRecord, Mention, Relation, Result

NAMES: dict[str, tuple[str, ...]] = {
    METHOD: (
        "LoRA",
        "prompt tuning",
        "knowledge distillation",
        "beam search",
        "adapter tuning",
        "self-training",
    ),
    MODEL: ("BERT", "GPT-3", "T5", "RoBERTa", "vision transformer", "CLIP"),
    DATASET: ("GLUE", "SQuAD", "ImageNet", "MMLU", "C4"),
    TASK: ("text classification", "question answering", "machine translation", "image captioning"),
    METRIC: ("accuracy", "F1", "BLEU"),
}
"""Names that everybody knows, among them those that the query templates name in their examples."""


def records(count: int, seed: int = 1) -> list[ExtractionRecord]:
    """``count`` records; the first ``n`` of a longer list are the list of length ``n``."""
    return [_record(index, random.Random(f"{seed}-{index}")) for index in range(count)]


class _Text:
    """A paper that is being written: the text so far and what was found in it."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.sentences: list[str] = []
        self.length = len(title) + 1
        self.mentions: list[Mention] = []
        self.entities: dict[str, Entity] = {}
        self.relations: list[Relation] = []
        self.results: list[Result] = []

    def say(self, *parts: "str | tuple[str, str, str]") -> tuple[int, int]:
        """Add a sentence of words and (label, name, role) entities; its offsets."""
        start = self.length
        text = ""
        for part in parts:
            if isinstance(part, tuple):
                label, name, role = part
                id = f"{label.lower()}:{name.lower()}"
                at = start + len(text)
                self.mentions.append(Mention(at, at + len(name), label, id, 0.9))
                self.entities.setdefault(id, Entity(id, name, label, role, (), 0.9, 0.8))
                text += name
            else:
                text += part
        self.sentences.append(text)
        self.length += len(text) + 1
        return start, start + len(text)

    def relate(
        self, head: tuple[str, str, str], kind: str, tail: tuple[str, str, str], at: tuple[int, int]
    ) -> None:
        """Add a relation that the sentence ``at`` states."""
        self.relations.append(Relation(_id(head), kind, _id(tail), round(0.5 + at[0] % 50 / 100, 2), *at))


def _id(entity: tuple[str, str, str]) -> str:
    return f"{entity[0].lower()}:{entity[1].lower()}"


def _record(index: int, chance: random.Random) -> ExtractionRecord:
    def one(label: str, role: str) -> tuple[str, str, str]:
        return label, chance.choice(NAMES[label]), role

    new = (METHOD, f"Quill-{index:05d}", "introduces") if index % 3 else one(METHOD, "introduces")
    task, dataset, metric = one(TASK, "addresses"), one(DATASET, "evaluates_on"), one(METRIC, "uses")
    model, other = one(MODEL, "uses"), one(METHOD, "compares_to")
    text = _Text(f"A study of {task[1]} with {new[1]}, part {index}")
    at = text.say("We present ", new, ", a method for ", task, ".")
    text.relate(new, "USED_FOR", task, at)
    at = text.say("We apply it to ", model, " and test it on ", dataset, ".")
    text.relate(new, "APPLIED_TO", model, at)
    text.relate(new, "EVALUATED_ON", dataset, at)
    text.relate(dataset, "BENCHMARK_FOR", task, at)
    if other[1] != new[1]:
        at = text.say("It is better than ", other, " on ", dataset, ".")
        text.relate(new, "OUTPERFORMS", other, at)
        if chance.random() < 0.3:
            text.relate(new, "BASED_ON", other, at)
    value = f"{chance.randrange(500, 990) / 10}%"
    at = text.say(new, " reaches ", value, " ", metric, " on ", dataset, ".")
    begin = at[0] + text.sentences[-1].index(value)
    text.relate(new, "MEASURED_BY", metric, at)
    text.results.append(
        Result(
            _id(new),
            _id(dataset),
            _id(metric),
            value,
            float(value[:-1]),
            "%",
            False,
            0.7,
            begin,
            begin + len(value),
            *at,
        )
    )
    text.say("Earlier work used ", one(METHOD, "mentions"), " and ", one(MODEL, "mentions"), ".")
    paper = Paper(
        id=f"{2100 + index % 400:04d}.{index:05d}",
        title=text.title,
        abstract=" ".join(text.sentences),
        date=None if index % 7 == 6 else f"{2019 + index % 6}-{index % 12 + 1:02d}-{index % 28 + 1:02d}",
        authors=(f"A. Author{index % 11}", "B. Zäöü"),
        categories=("cs.CL",) if index % 2 else (),
        url=f"https://example.org/{index}" if index % 5 else None,
        source="made up",
    )
    return ExtractionRecord(
        paper,
        tuple(text.mentions),
        tuple(text.entities.values()),
        tuple(text.relations),
        tuple(text.results),
    )
