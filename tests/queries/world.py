"""A small graph whose every answer is known by hand: a dozen papers, told in our own words.

It is written down as facts, and made a graph here without kg's resolution, so that these tests speak of queries
alone. The evidence of a claim reads ``head type tail``; that of a role ``title ROLE name``.
"""

import datetime

from extract.ontology import ROLES
from kg.graph import Graph, NodeKey, RelationshipKey
from kg.schema import PAPER, RESULT

PAPERS = {
    "lstm": ("Translating with recurrent networks", "2016-05-01"),
    "attention": ("Attention Is All You Need", "2017-06-12"),
    "glue": ("GLUE: many tasks, one benchmark", "2018-04-20"),
    "bert": ("BERT reads both ways", "2018-10-11"),
    "roberta": ("RoBERTa trains BERT for longer", "2019-07-26"),
    "gpt3": ("GPT-3 learns from a few examples", "2020-05-28"),
    "clip": ("CLIP ties pictures to words", "2021-02-26"),
    "prompts": ("Prompt tuning at scale", "2021-04-18"),
    "lora": ("LoRA: Low-Rank Adaptation of Large Language Models", "2021-06-17"),
    "study": ("Which small update is best?", "2022-03-01"),
    "qlora": ("QLoRA adapts in four bits", "2023-05-23"),
    "undated": ("A note without a date", None),
}

# id: name, aliases
ENTITIES = {
    "method:attention": ("attention", ["self-attention"]),
    "method:fine-tuning": ("fine-tuning", []),
    "method:lora": ("LoRA", ["low-rank adaptation"]),
    "method:parameter-efficient-fine-tuning": ("parameter-efficient fine-tuning", ["PEFT"]),
    "method:prompt-tuning": ("prompt tuning", ["soft prompts"]),
    "method:qlora": ("QLoRA", []),
    "model:bert": ("BERT", []),
    "model:clip": ("CLIP", []),
    "model:gpt-3": ("GPT-3", []),
    "model:image-encoder": ("image encoder", []),
    "model:language-model": ("language model", ["LM"]),
    "model:lstm": ("LSTM", ["LSTMs"]),
    "model:roberta": ("RoBERTa", []),
    "model:small-roberta": ("Small RoBERTa", []),
    "model:transformer": ("Transformer", ["Transformers"]),
    "dataset:glue": ("GLUE", []),
    "dataset:imagenet": ("ImageNet", []),
    "dataset:squad": ("SQuAD", ["QA"]),
    "dataset:web-pairs": ("web pairs", []),
    "dataset:wikipedia": ("Wikipedia", []),
    "dataset:wmt-2014": ("WMT 2014", []),
    "task:image-classification": ("image classification", []),
    "task:machine-translation": ("machine translation", ["MT"]),
    "task:question-answering": ("question answering", ["QA"]),
    "task:sentiment-analysis": ("sentiment analysis", []),
    "task:text-classification": ("text classification", []),
    "metric:accuracy": ("accuracy", []),
    "metric:bleu": ("BLEU", []),
    "metric:f1": ("F1", ["F1 score"]),
}

# paper: role: entities
ROLES_OF = {
    "lstm": {
        "INTRODUCES": ["model:lstm"],
        "ADDRESSES": ["task:machine-translation"],
        "EVALUATES_ON": ["dataset:wmt-2014"],
        "USES": ["metric:bleu"],
    },
    "attention": {
        "INTRODUCES": ["model:transformer"],
        "ADDRESSES": ["task:machine-translation"],
        "USES": ["method:attention", "metric:bleu"],
        "EVALUATES_ON": ["dataset:wmt-2014"],
        "COMPARES_TO": ["model:lstm"],
    },
    "glue": {
        "INTRODUCES": ["dataset:glue"],
        "ADDRESSES": ["task:text-classification"],
        "STUDIES": ["model:lstm"],
    },
    "bert": {
        "INTRODUCES": ["model:bert"],
        "ADDRESSES": ["task:question-answering", "task:text-classification"],
        "USES": [
            "model:transformer",
            "method:fine-tuning",
            "dataset:wikipedia",
            "metric:accuracy",
            "metric:f1",
        ],
        "EVALUATES_ON": ["dataset:glue", "dataset:squad"],
    },
    "roberta": {
        "INTRODUCES": ["model:roberta"],
        "ADDRESSES": ["task:text-classification"],
        "USES": ["metric:accuracy"],
        "EVALUATES_ON": ["dataset:glue"],
        "COMPARES_TO": ["model:bert"],
    },
    "gpt3": {
        "INTRODUCES": ["model:gpt-3"],
        "USES": ["model:transformer"],
        "ADDRESSES": ["task:question-answering"],
        "MENTIONS": ["method:fine-tuning", "model:language-model"],
    },
    "clip": {
        "INTRODUCES": ["model:clip", "dataset:web-pairs"],
        "ADDRESSES": ["task:image-classification"],
        "USES": ["model:image-encoder"],
        "EVALUATES_ON": ["dataset:imagenet"],
    },
    "prompts": {
        "INTRODUCES": ["method:prompt-tuning"],
        "ADDRESSES": ["task:text-classification"],
        "STUDIES": ["method:parameter-efficient-fine-tuning"],
        "COMPARES_TO": ["method:fine-tuning"],
    },
    "lora": {
        "INTRODUCES": ["method:lora"],
        "ADDRESSES": ["method:parameter-efficient-fine-tuning"],
        "USES": ["model:gpt-3", "model:roberta", "metric:accuracy"],
        "EVALUATES_ON": ["dataset:glue"],
        "COMPARES_TO": ["method:prompt-tuning"],
    },
    "study": {
        "INTRODUCES": ["model:small-roberta"],
        "STUDIES": ["method:lora", "method:prompt-tuning"],
        "ADDRESSES": ["task:sentiment-analysis"],
        "USES": ["model:roberta"],
    },
    "qlora": {
        "INTRODUCES": ["method:qlora"],
        "USES": ["method:lora", "model:gpt-3"],
        "MENTIONS": ["method:parameter-efficient-fine-tuning"],
    },
    "undated": {"MENTIONS": ["method:attention"]},
}

# paper, head, type, tail, confidence
CLAIMS = [
    ("lstm", "model:lstm", "USED_FOR", "task:machine-translation", 0.9),
    ("lstm", "model:lstm", "EVALUATED_ON", "dataset:wmt-2014", 0.9),
    ("attention", "model:transformer", "USED_FOR", "task:machine-translation", 0.95),
    ("attention", "model:transformer", "EVALUATED_ON", "dataset:wmt-2014", 0.9),
    ("attention", "model:transformer", "OUTPERFORMS", "model:lstm", 0.8),
    ("attention", "method:attention", "PART_OF", "model:transformer", 0.9),
    ("attention", "model:transformer", "BASED_ON", "method:attention", 0.9),
    ("attention", "task:machine-translation", "MEASURED_BY", "metric:bleu", 0.7),
    ("attention", "model:transformer", "MEASURED_BY", "metric:bleu", 0.8),
    ("glue", "dataset:glue", "BENCHMARK_FOR", "task:text-classification", 0.9),
    ("glue", "dataset:glue", "MEASURED_BY", "metric:accuracy", 0.6),
    ("bert", "model:bert", "BASED_ON", "model:transformer", 0.9),
    ("bert", "model:bert", "EVALUATED_ON", "dataset:glue", 0.9),
    ("bert", "model:bert", "EVALUATED_ON", "dataset:squad", 0.85),
    ("bert", "model:bert", "USED_FOR", "task:question-answering", 0.8),
    ("bert", "model:bert", "USED_FOR", "task:text-classification", 0.8),
    ("bert", "dataset:squad", "BENCHMARK_FOR", "task:question-answering", 0.9),
    ("bert", "model:bert", "OUTPERFORMS", "model:lstm", 0.7),
    ("bert", "model:bert", "TRAINED_ON", "dataset:wikipedia", 0.85),
    ("roberta", "model:roberta", "BASED_ON", "model:bert", 0.95),
    ("roberta", "model:roberta", "OUTPERFORMS", "model:bert", 0.9),
    ("roberta", "model:roberta", "EVALUATED_ON", "dataset:glue", 0.9),
    ("gpt3", "model:gpt-3", "BASED_ON", "model:transformer", 0.6),
    ("gpt3", "model:gpt-3", "USED_FOR", "task:question-answering", 0.7),
    ("gpt3", "model:gpt-3", "SUBCLASS_OF", "model:language-model", 0.8),
    ("clip", "model:image-encoder", "PART_OF", "model:clip", 0.85),
    ("clip", "model:clip", "TRAINED_ON", "dataset:web-pairs", 0.9),
    ("clip", "model:clip", "EVALUATED_ON", "dataset:imagenet", 0.9),
    ("clip", "model:clip", "USED_FOR", "task:image-classification", 0.9),
    ("clip", "dataset:imagenet", "BENCHMARK_FOR", "task:image-classification", 0.8),
    ("study", "model:roberta", "TRAINED_ON", "dataset:imagenet", 0.3),
    ("prompts", "method:prompt-tuning", "SUBCLASS_OF", "method:parameter-efficient-fine-tuning", 0.9),
    ("prompts", "method:prompt-tuning", "USED_FOR", "task:text-classification", 0.9),
    ("prompts", "method:parameter-efficient-fine-tuning", "USED_FOR", "task:text-classification", 0.5),
    ("prompts", "method:prompt-tuning", "OUTPERFORMS", "method:lora", 0.55),
    ("lora", "method:lora", "SUBCLASS_OF", "method:parameter-efficient-fine-tuning", 0.95),
    ("lora", "method:lora", "APPLIED_TO", "model:gpt-3", 0.9),
    ("lora", "method:lora", "APPLIED_TO", "model:roberta", 0.9),
    ("lora", "method:lora", "EVALUATED_ON", "dataset:glue", 0.8),
    ("lora", "method:lora", "USED_FOR", "task:text-classification", 0.85),
    ("study", "model:small-roberta", "BASED_ON", "model:roberta", 0.9),
    ("study", "method:lora", "OUTPERFORMS", "method:prompt-tuning", 0.8),
    ("study", "method:lora", "USED_FOR", "task:sentiment-analysis", 0.75),
    ("study", "method:prompt-tuning", "USED_FOR", "task:sentiment-analysis", 0.75),
    ("study", "method:lora", "USED_FOR", "task:text-classification", 0.65),
    ("qlora", "method:qlora", "BASED_ON", "method:lora", 0.95),
    ("qlora", "method:qlora", "SUBCLASS_OF", "method:lora", 0.7),
    ("qlora", "method:qlora", "APPLIED_TO", "model:gpt-3", 0.8),
]

# paper, number of the result, head, dataset, metric, value as written, number, unit, gain, confidence
RESULTS = [
    ("attention", 1, "model:transformer", "dataset:wmt-2014", "metric:bleu", "28.4", 28.4, "", False, 0.9),
    ("lstm", 1, "model:lstm", "dataset:wmt-2014", "metric:bleu", "24.6", 24.6, "", False, 0.9),
    ("bert", 1, "model:bert", "dataset:glue", "metric:accuracy", "80.5%", 80.5, "%", False, 0.9),
    ("bert", 2, "model:bert", "dataset:squad", "metric:f1", "93.2", 93.2, "", False, 0.9),
    ("bert", 3, "model:bert", "dataset:glue", "metric:accuracy", "+7.7%", 7.7, "%", True, 0.6),
    ("roberta", 1, "model:roberta", "dataset:glue", "metric:accuracy", "88.5%", 88.5, "%", False, 0.9),
    ("gpt3", 1, "model:gpt-3", None, None, "3x", 3.0, "x", True, 0.4),
]


def sentence(head: str, kind: str, tail: str) -> str:
    """The evidence of a claim in this world."""
    return f"{ENTITIES[head][0]} {kind} {ENTITIES[tail][0]}."


def entity(identity: str) -> NodeKey:
    """The node of an entity id such as ``method:lora``."""
    return NodeKey(identity.partition(":")[0].capitalize(), identity)


def graph() -> Graph:
    """The facts as a graph of kg's schema."""
    made = Graph()
    dates = {
        paper: datetime.date.fromisoformat(date) if date else None for paper, (_, date) in PAPERS.items()
    }
    for paper, (title, _) in PAPERS.items():
        date = dates[paper]
        made.nodes[NodeKey(PAPER, paper)] = {
            "id": paper,
            "title": title,
            "abstract": f"All about {title}.",
            "date": date,
            "year": date.year if date else None,
            "authors": ["Ada Writer"],
            "categories": ["cs.CL"],
            "url": f"https://example.org/{paper}",
            "source": "world",
        }
    for identity, (name, aliases) in ENTITIES.items():
        papers = [p for p, roles in ROLES_OF.items() if any(identity in those for those in roles.values())]
        seen = sorted(date for p in papers if (date := dates[p]))
        made.nodes[entity(identity)] = {
            "id": identity,
            "name": name,
            "type": entity(identity).label,
            "aliases": aliases,
            "keys": sorted({one.lower() for one in [name, *aliases]}),
            "papers": len(papers),
            "introduced": sum(identity in ROLES_OF[p].get("INTRODUCES", ()) for p in papers),
            "first_seen": seen[0] if seen else None,
            "last_seen": seen[-1] if seen else None,
            "first_year": seen[0].year if seen else None,
            "confidence": 0.9,
        }
    for paper, roles in ROLES_OF.items():
        for role, entities in roles.items():
            assert role in {known.relationship for known in ROLES}
            for identity in entities:
                key = RelationshipKey(role, NodeKey(PAPER, paper), entity(identity), paper)
                made.relationships[key] = {
                    "paper": paper,
                    "surface": ENTITIES[identity][0],
                    "mentions": 1,
                    "sentence": f"{PAPERS[paper][0]} {role} {ENTITIES[identity][0]}.",
                    "start": 0,
                    "end": 5,
                    "confidence": 0.8,
                }
    for paper, head, kind, tail, confidence in CLAIMS:
        made.relationships[RelationshipKey(kind, entity(head), entity(tail), paper)] = {
            "paper": paper,
            "sentence": sentence(head, kind, tail),
            "start": 0,
            "end": 10,
            "head_surface": ENTITIES[head][0],
            "tail_surface": ENTITIES[tail][0],
            "confidence": confidence,
        }
    for paper, count, head, dataset, metric, value, number, unit, gain, confidence in RESULTS:
        node = NodeKey(RESULT, f"{paper}:{count}")
        made.nodes[node] = {
            "id": node.id,
            "value": value,
            "number": number,
            "unit": unit,
            "gain": gain,
            "paper": paper,
            "sentence": f"{ENTITIES[head][0]} reaches {value}.",
            "start": 0,
            "end": 10,
            "confidence": confidence,
        }
        links = [("REPORTS", NodeKey(PAPER, paper), node), ("RESULT_OF", node, entity(head))]
        links += [("RESULT_ON", node, entity(dataset))] if dataset else []
        links += [("RESULT_IN", node, entity(metric))] if metric else []
        for kind, start, end in links:
            made.relationships[RelationshipKey(kind, start, end, paper)] = {"paper": paper}
    return made
