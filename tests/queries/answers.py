"""The answers of every template on the small graph of ``world.py``, worked out from its facts by hand.

Columns that every row of evidence has (title, sentence, confidence) are checked against the facts by rule, in
``test_templates.py``, and left out here. Dates are ISO text.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Case:
    """A question and its answer: template, values as typed, column names, rows in order."""

    template: str
    values: dict[str, str]
    columns: str
    rows: list[tuple[Any, ...]]


CASES = [
    Case(
        "find-entity",
        {"text": "RAN"},
        "name type papers aliases first_seen last_seen id",
        [
            ("LoRA", "Method", 3, ["low-rank adaptation"], "2021-06-17", "2023-05-23", "method:lora"),
            ("Transformer", "Model", 3, ["Transformers"], "2017-06-12", "2020-05-28", "model:transformer"),
            (
                "machine translation",
                "Task",
                2,
                ["MT"],
                "2016-05-01",
                "2017-06-12",
                "task:machine-translation",
            ),
        ],
    ),
    Case(
        "find-entity",
        {"text": "lora"},
        "name type papers aliases first_seen last_seen id",
        [
            ("LoRA", "Method", 3, ["low-rank adaptation"], "2021-06-17", "2023-05-23", "method:lora"),
            ("QLoRA", "Method", 1, [], "2023-05-23", "2023-05-23", "method:qlora"),
        ],
    ),
    Case(
        "find-papers",
        {"text": "ATTENTION"},
        "paper date authors url",
        [
            ("attention", "2017-06-12", ["Ada Writer"], "https://example.org/attention"),
        ],
    ),
    Case(
        "find-papers",
        {"text": "all about", "since": "2021"},
        "paper date authors url",
        [
            ("qlora", "2023-05-23", ["Ada Writer"], "https://example.org/qlora"),
            ("study", "2022-03-01", ["Ada Writer"], "https://example.org/study"),
            ("lora", "2021-06-17", ["Ada Writer"], "https://example.org/lora"),
            ("prompts", "2021-04-18", ["Ada Writer"], "https://example.org/prompts"),
            ("clip", "2021-02-26", ["Ada Writer"], "https://example.org/clip"),
        ],
    ),
    Case(
        "paper-card",
        {"paper": "bert"},
        "kind what subject object type date paper",
        [
            ("entity", "INTRODUCES", "", "BERT", "Model", "2018-10-11", "bert"),
            ("entity", "ADDRESSES", "", "question answering", "Task", "2018-10-11", "bert"),
            ("entity", "ADDRESSES", "", "text classification", "Task", "2018-10-11", "bert"),
            ("entity", "USES", "", "F1", "Metric", "2018-10-11", "bert"),
            ("entity", "USES", "", "Transformer", "Model", "2018-10-11", "bert"),
            ("entity", "USES", "", "Wikipedia", "Dataset", "2018-10-11", "bert"),
            ("entity", "USES", "", "accuracy", "Metric", "2018-10-11", "bert"),
            ("entity", "USES", "", "fine-tuning", "Method", "2018-10-11", "bert"),
            ("entity", "EVALUATES_ON", "", "GLUE", "Dataset", "2018-10-11", "bert"),
            ("entity", "EVALUATES_ON", "", "SQuAD", "Dataset", "2018-10-11", "bert"),
            ("claim", "BASED_ON", "BERT", "Transformer", "Model", "2018-10-11", "bert"),
            ("claim", "EVALUATED_ON", "BERT", "GLUE", "Dataset", "2018-10-11", "bert"),
            ("claim", "EVALUATED_ON", "BERT", "SQuAD", "Dataset", "2018-10-11", "bert"),
            ("claim", "OUTPERFORMS", "BERT", "LSTM", "Model", "2018-10-11", "bert"),
            ("claim", "TRAINED_ON", "BERT", "Wikipedia", "Dataset", "2018-10-11", "bert"),
            ("claim", "USED_FOR", "BERT", "question answering", "Task", "2018-10-11", "bert"),
            ("claim", "USED_FOR", "BERT", "text classification", "Task", "2018-10-11", "bert"),
            ("claim", "BENCHMARK_FOR", "SQuAD", "question answering", "Task", "2018-10-11", "bert"),
            ("result", "+7.7% accuracy", "BERT", "GLUE", "Dataset", "2018-10-11", "bert"),
            ("result", "80.5% accuracy", "BERT", "GLUE", "Dataset", "2018-10-11", "bert"),
            ("result", "93.2 F1", "BERT", "SQuAD", "Dataset", "2018-10-11", "bert"),
        ],
    ),
    Case(
        "entity-card",
        {"name": "low-rank ADAPTATION"},
        "name type aliases papers introduced first_seen last_seen id paper",
        [
            (
                "LoRA",
                "Method",
                ["low-rank adaptation"],
                3,
                1,
                "2021-06-17",
                "2023-05-23",
                "method:lora",
                "lora",
            ),
        ],
    ),
    Case(
        "entity-card",
        {"name": "qa"},
        "name type aliases papers introduced first_seen last_seen id paper",
        [
            (
                "question answering",
                "Task",
                ["QA"],
                2,
                0,
                "2018-10-11",
                "2020-05-28",
                "task:question-answering",
                None,
            ),
            ("SQuAD", "Dataset", ["QA"], 1, 0, "2018-10-11", "2018-10-11", "dataset:squad", None),
        ],
    ),
    Case(
        "papers-for-entity",
        {"name": "self-attention"},
        "date role entity type paper",
        [
            ("2017-06-12", "USES", "attention", "Method", "attention"),
            (None, "MENTIONS", "attention", "Method", "undated"),
        ],
    ),
    Case(
        "papers-for-entity",
        {"name": "LoRA", "roles": "introduces,uses"},
        "date role entity type paper",
        [
            ("2023-05-23", "USES", "LoRA", "Method", "qlora"),
            ("2021-06-17", "INTRODUCES", "LoRA", "Method", "lora"),
        ],
    ),
    Case(
        "reading-list",
        {"topic": "PEFT"},
        "tier role topic built_on date paper",
        [
            (2, "ADDRESSES", "parameter-efficient fine-tuning", 2, "2021-06-17", "lora"),
            (2, "STUDIES", "parameter-efficient fine-tuning", 2, "2021-04-18", "prompts"),
        ],
    ),
    Case(
        "reading-list",
        {"topic": "transformers"},
        "tier role topic built_on date paper",
        [
            (1, "INTRODUCES", "Transformer", 2, "2017-06-12", "attention"),
            (3, "USES", "Transformer", 2, "2020-05-28", "gpt3"),
            (3, "USES", "Transformer", 1, "2018-10-11", "bert"),
        ],
    ),
    Case(
        "claims-about",
        {"name": "lora"},
        "head relation tail head_type tail_type paper",
        [
            ("LoRA", "APPLIED_TO", "GPT-3", "Method", "Model", "lora"),
            ("LoRA", "APPLIED_TO", "RoBERTa", "Method", "Model", "lora"),
            ("LoRA", "EVALUATED_ON", "GLUE", "Method", "Dataset", "lora"),
            ("LoRA", "OUTPERFORMS", "prompt tuning", "Method", "Method", "study"),
            ("LoRA", "SUBCLASS_OF", "parameter-efficient fine-tuning", "Method", "Method", "lora"),
            ("LoRA", "USED_FOR", "sentiment analysis", "Method", "Task", "study"),
            ("LoRA", "USED_FOR", "text classification", "Method", "Task", "lora"),
            ("LoRA", "USED_FOR", "text classification", "Method", "Task", "study"),
            ("QLoRA", "BASED_ON", "LoRA", "Method", "Method", "qlora"),
            ("prompt tuning", "OUTPERFORMS", "LoRA", "Method", "Method", "prompts"),
            ("QLoRA", "SUBCLASS_OF", "LoRA", "Method", "Method", "qlora"),
        ],
    ),
    Case(
        "claims-about",
        {"name": "prompt tuning", "types": "outperforms"},
        "head relation tail head_type tail_type paper",
        [
            ("prompt tuning", "OUTPERFORMS", "LoRA", "Method", "Method", "prompts"),
            ("LoRA", "OUTPERFORMS", "prompt tuning", "Method", "Method", "study"),
        ],
    ),
    Case(
        "claims-about",
        {"name": "LoRA", "min_confidence": "0.9"},
        "head relation tail head_type tail_type paper",
        [
            ("LoRA", "APPLIED_TO", "GPT-3", "Method", "Model", "lora"),
            ("LoRA", "APPLIED_TO", "RoBERTa", "Method", "Model", "lora"),
            ("LoRA", "SUBCLASS_OF", "parameter-efficient fine-tuning", "Method", "Method", "lora"),
            ("QLoRA", "BASED_ON", "LoRA", "Method", "Method", "qlora"),
        ],
    ),
    Case(
        "top-entities",
        {"types": "Task,Dataset", "limit": "3"},
        "name type papers introduced first_seen last_seen",
        [
            ("GLUE", "Dataset", 4, 1, "2018-04-20", "2021-06-17"),
            ("text classification", "Task", 4, 0, "2018-04-20", "2021-04-18"),
            ("WMT 2014", "Dataset", 2, 0, "2016-05-01", "2017-06-12"),
        ],
    ),
    Case(
        "methods-for-task",
        {"task": "Text Classification"},
        "method type task papers paper",
        [
            ("LoRA", "Method", "text classification", 2, "lora"),
            ("LoRA", "Method", "text classification", 2, "study"),
            ("prompt tuning", "Method", "text classification", 1, "prompts"),
            ("parameter-efficient fine-tuning", "Method", "text classification", 1, "prompts"),
        ],
    ),
    Case(
        "methods-for-task",
        {"task": "text classification", "min_confidence": "0.85"},
        "method type task papers paper",
        [
            ("prompt tuning", "Method", "text classification", 1, "prompts"),
            ("LoRA", "Method", "text classification", 1, "lora"),
        ],
    ),
    Case(
        "models-for-task",
        {"task": "mt"},
        "model type task papers paper",
        [
            ("Transformer", "Model", "machine translation", 1, "attention"),
            ("LSTM", "Model", "machine translation", 1, "lstm"),
        ],
    ),
    Case(
        "datasets-for-task",
        {"task": "question answering"},
        "dataset type task papers paper",
        [
            ("SQuAD", "Dataset", "question answering", 1, "bert"),
        ],
    ),
    Case(
        "tasks-for-dataset",
        {"dataset": "qa"},
        "task type dataset papers paper",
        [
            ("question answering", "Task", "SQuAD", 1, "bert"),
        ],
    ),
    Case(
        "tasks-for-method",
        {"name": "BERT"},
        "task type system papers paper",
        [
            ("question answering", "Task", "BERT", 1, "bert"),
            ("text classification", "Task", "BERT", 1, "bert"),
        ],
    ),
    Case(
        "methods-for-model",
        {"model": "gpt-3"},
        "method type model papers paper",
        [
            ("LoRA", "Method", "GPT-3", 1, "lora"),
            ("QLoRA", "Method", "GPT-3", 1, "qlora"),
        ],
    ),
    Case(
        "models-for-method",
        {"method": "LoRA"},
        "model type method papers paper",
        [
            ("GPT-3", "Model", "LoRA", 1, "lora"),
            ("RoBERTa", "Model", "LoRA", 1, "lora"),
        ],
    ),
    Case(
        "datasets-for-method",
        {"name": "bert"},
        "dataset type system papers paper",
        [
            ("GLUE", "Dataset", "BERT", 1, "bert"),
            ("SQuAD", "Dataset", "BERT", 1, "bert"),
        ],
    ),
    Case(
        "systems-on-dataset",
        {"dataset": "GLUE"},
        "system type dataset papers paper",
        [
            ("BERT", "Model", "GLUE", 1, "bert"),
            ("RoBERTa", "Model", "GLUE", 1, "roberta"),
            ("LoRA", "Method", "GLUE", 1, "lora"),
        ],
    ),
    Case(
        "training-data",
        {"name": "CLIP"},
        "dataset type system papers paper",
        [
            ("web pairs", "Dataset", "CLIP", 1, "clip"),
        ],
    ),
    Case(
        "training-data",
        {"name": "bert"},
        "dataset type system papers paper",
        [
            ("Wikipedia", "Dataset", "BERT", 1, "bert"),
        ],
    ),
    Case(
        "used-together",
        {"name": "question answering"},
        "together_with type entity papers share lift example_paper",
        [
            ("Transformer", "Model", "question answering", 2, 1.0, 4.0, "bert"),
        ],
    ),
    Case(
        "reading-list",
        {"topic": "QA"},
        "tier role topic built_on date paper",
        [
            (2, "ADDRESSES", "question answering", 2, "2020-05-28", "gpt3"),
            (2, "ADDRESSES", "question answering", 1, "2018-10-11", "bert"),
        ],
    ),
    Case(
        "kinds-of",
        {"name": "lm"},
        "depth kind type through paper",
        [
            (1, "GPT-3", "Model", "language model", "gpt3"),
        ],
    ),
    Case(
        "contained-in",
        {"name": "image encoder"},
        "whole type part papers paper",
        [
            ("CLIP", "Model", "image encoder", 1, "clip"),
        ],
    ),
    Case(
        "metrics-for-entity",
        {"name": "transformers"},
        "metric type measured papers paper",
        [
            ("BLEU", "Metric", "Transformer", 1, "attention"),
        ],
    ),
    Case(
        "trained-on-dataset",
        {"dataset": "wikipedia"},
        "system type dataset papers paper",
        [
            ("BERT", "Model", "Wikipedia", 1, "bert"),
        ],
    ),
    Case(
        "trained-on-dataset",
        {"dataset": "ImageNet"},
        "system type dataset papers paper",
        [
            ("RoBERTa", "Model", "ImageNet", 1, "study"),
        ],
    ),
    Case(
        "metrics-for-entity",
        {"name": "MT"},
        "metric type measured papers paper",
        [
            ("BLEU", "Metric", "machine translation", 1, "attention"),
        ],
    ),
    Case(
        "metrics-for-dataset",
        {"dataset": "GLUE"},
        "metric dataset evidence papers value paper",
        [
            ("accuracy", "GLUE", "result", 2, "80.5%", "bert"),
            ("accuracy", "GLUE", "result", 2, "+7.7%", "bert"),
            ("accuracy", "GLUE", "result", 2, "88.5%", "roberta"),
            ("accuracy", "GLUE", "statement", 1, "", "glue"),
        ],
    ),
    Case(
        "proposed-for-task",
        {"task": "text classification", "types": "Method,Model", "since": "2019-01"},
        "proposal type task date paper id",
        [
            (
                "prompt tuning",
                "Method",
                "text classification",
                "2021-04-18",
                "prompts",
                "method:prompt-tuning",
            ),
            ("RoBERTa", "Model", "text classification", "2019-07-26", "roberta", "model:roberta"),
        ],
    ),
    Case(
        "used-together",
        {"name": "LoRA"},
        "together_with type entity papers share lift example_paper",
        [
            ("GPT-3", "Model", "LoRA", 2, 0.667, 2.67, "lora"),
            ("RoBERTa", "Model", "LoRA", 2, 0.667, 2.67, "lora"),
        ],
    ),
    Case(
        "used-together",
        {"name": "CLIP", "min_papers": "1", "types": "Dataset"},
        "together_with type entity papers share lift example_paper",
        [
            ("ImageNet", "Dataset", "CLIP", 1, 1.0, 12.0, "clip"),
            ("web pairs", "Dataset", "CLIP", 1, 1.0, 12.0, "clip"),
        ],
    ),
    Case(
        "leaderboard",
        {"name": "GLUE"},
        "dataset metric system value number unit kind date paper",
        [
            ("GLUE", "accuracy", "RoBERTa", "88.5%", 88.5, "%", "absolute", "2019-07-26", "roberta"),
            ("GLUE", "accuracy", "BERT", "80.5%", 80.5, "%", "absolute", "2018-10-11", "bert"),
            ("GLUE", "accuracy", "BERT", "+7.7%", 7.7, "%", "gain", "2018-10-11", "bert"),
        ],
    ),
    Case(
        "leaderboard",
        {"name": "question answering", "metric": "f1 score"},
        "dataset metric system value number unit kind date paper",
        [
            ("SQuAD", "F1", "BERT", "93.2", 93.2, "", "absolute", "2018-10-11", "bert"),
        ],
    ),
    Case(
        "leaderboard",
        {"name": "WMT 2014", "lowest_first": "yes"},
        "dataset metric system value number unit kind date paper",
        [
            ("WMT 2014", "BLEU", "LSTM", "24.6", 24.6, "", "absolute", "2016-05-01", "lstm"),
            ("WMT 2014", "BLEU", "Transformer", "28.4", 28.4, "", "absolute", "2017-06-12", "attention"),
        ],
    ),
    Case(
        "results-of",
        {"name": "bert"},
        "system dataset metric value number unit kind date paper",
        [
            ("BERT", "GLUE", "accuracy", "80.5%", 80.5, "%", "absolute", "2018-10-11", "bert"),
            ("BERT", "GLUE", "accuracy", "+7.7%", 7.7, "%", "gain", "2018-10-11", "bert"),
            ("BERT", "SQuAD", "F1", "93.2", 93.2, "", "absolute", "2018-10-11", "bert"),
        ],
    ),
    Case("results-of", {"name": "GPT-3", "min_confidence": "0.5"}, "value", []),
    Case("leaderboard", {"name": "GLUE", "min_confidence": "0.9"}, "value", [("88.5%",), ("80.5%",)]),
    Case(
        "results-of",
        {"name": "GPT-3"},
        "system dataset metric value number unit kind date paper",
        [
            ("GPT-3", "", "", "3x", 3.0, "x", "gain", "2020-05-28", "gpt3"),
        ],
    ),
    Case(
        "outperforms",
        {"name": "transformers"},
        "outperforms type system papers paper",
        [
            ("LSTM", "Model", "Transformer", 1, "attention"),
        ],
    ),
    Case(
        "outperformed-by",
        {"name": "lstms"},
        "outperformed_by type system papers paper",
        [
            ("Transformer", "Model", "LSTM", 1, "attention"),
            ("BERT", "Model", "LSTM", 1, "bert"),
        ],
    ),
    Case(
        "head-to-head",
        {"a": "BERT", "b": "RoBERTa"},
        "kind subject relation object value metric paper",
        [
            ("claim", "RoBERTa", "BASED_ON", "BERT", "", "", "roberta"),
            ("claim", "RoBERTa", "OUTPERFORMS", "BERT", "", "", "roberta"),
            ("shared data set", "BERT", "EVALUATED_ON", "GLUE", "", "", "bert"),
            ("shared data set", "RoBERTa", "EVALUATED_ON", "GLUE", "", "", "roberta"),
            ("result", "BERT", "RESULT_ON", "GLUE", "+7.7%", "accuracy", "bert"),
            ("result", "BERT", "RESULT_ON", "GLUE", "80.5%", "accuracy", "bert"),
            ("result", "RoBERTa", "RESULT_ON", "GLUE", "88.5%", "accuracy", "roberta"),
        ],
    ),
    Case(
        "lineage",
        {"name": "attention"},
        "direction depth name type through paper",
        [
            ("is the basis of", 1, "Transformer", "Model", "attention", "attention"),
            ("is the basis of", 2, "BERT", "Model", "Transformer", "bert"),
            ("is the basis of", 2, "GPT-3", "Model", "Transformer", "gpt3"),
            ("is the basis of", 3, "RoBERTa", "Model", "BERT", "roberta"),
            ("is the basis of", 4, "Small RoBERTa", "Model", "RoBERTa", "study"),
        ],
    ),
    Case(
        "lineage",
        {"name": "Small RoBERTa"},
        "direction depth name type through paper",
        [
            ("builds on", 1, "RoBERTa", "Model", "Small RoBERTa", "study"),
            ("builds on", 2, "BERT", "Model", "RoBERTa", "roberta"),
            ("builds on", 3, "Transformer", "Model", "BERT", "bert"),
            ("builds on", 4, "attention", "Method", "Transformer", "attention"),
        ],
    ),
    Case(
        "lineage",
        {"name": "roberta"},
        "direction depth name type through paper",
        [
            ("builds on", 1, "BERT", "Model", "RoBERTa", "roberta"),
            ("builds on", 2, "Transformer", "Model", "BERT", "bert"),
            ("builds on", 3, "attention", "Method", "Transformer", "attention"),
            ("is the basis of", 1, "Small RoBERTa", "Model", "RoBERTa", "study"),
        ],
    ),
    Case(
        "parts-of",
        {"name": "Transformer"},
        "part type whole papers paper",
        [
            ("attention", "Method", "Transformer", 1, "attention"),
        ],
    ),
    Case(
        "contained-in",
        {"name": "self-attention"},
        "whole type part papers paper",
        [
            ("Transformer", "Model", "attention", 1, "attention"),
        ],
    ),
    Case(
        "kinds-of",
        {"name": "peft"},
        "depth kind type through paper",
        [
            (1, "LoRA", "Method", "parameter-efficient fine-tuning", "lora"),
            (1, "prompt tuning", "Method", "parameter-efficient fine-tuning", "prompts"),
            (2, "QLoRA", "Method", "LoRA", "qlora"),
        ],
    ),
    Case(
        "kind-of",
        {"name": "QLoRA"},
        "depth kind type through paper",
        [
            (1, "LoRA", "Method", "QLoRA", "qlora"),
            (2, "parameter-efficient fine-tuning", "Method", "LoRA", "lora"),
        ],
    ),
    Case(
        "connection",
        {"a": "LoRA", "b": "GLUE"},
        "steps path paper",
        [
            (1, ["LoRA EVALUATED_ON GLUE"], ["lora"]),
            (2, ["LoRA APPLIED_TO RoBERTa", "RoBERTa EVALUATED_ON GLUE"], ["lora", "roberta"]),
            (
                2,
                ["LoRA USED_FOR text classification", "GLUE BENCHMARK_FOR text classification"],
                ["lora", "glue"],
            ),
            (
                2,
                ["LoRA USED_FOR text classification", "GLUE BENCHMARK_FOR text classification"],
                ["study", "glue"],
            ),
        ],
    ),
    Case(
        "connection",
        {"a": "BERT", "b": "WMT 2014"},
        "steps path paper",
        [
            (2, ["BERT BASED_ON Transformer", "Transformer EVALUATED_ON WMT 2014"], ["bert", "attention"]),
            (2, ["BERT OUTPERFORMS LSTM", "LSTM EVALUATED_ON WMT 2014"], ["bert", "lstm"]),
        ],
    ),
    Case(
        "claims-between",
        {"a": "LoRA", "b": "prompt tuning"},
        "head relation tail head_type tail_type date paper",
        [
            ("LoRA", "OUTPERFORMS", "prompt tuning", "Method", "Method", "2022-03-01", "study"),
            ("prompt tuning", "OUTPERFORMS", "LoRA", "Method", "Method", "2021-04-18", "prompts"),
        ],
    ),
    Case(
        "claims-between",
        {"a": "gpt-3", "b": "LoRA"},
        "head relation tail head_type tail_type date paper",
        [
            ("LoRA", "APPLIED_TO", "GPT-3", "Method", "Model", "2021-06-17", "lora"),
        ],
    ),
    Case(
        "introduced-since",
        {"since": "2021-04", "until": "2023-01-01"},
        "date name type papers paper",
        [
            ("2022-03-01", "Small RoBERTa", "Model", 1, "study"),
            ("2021-06-17", "LoRA", "Method", 3, "lora"),
            ("2021-04-18", "prompt tuning", "Method", 3, "prompts"),
        ],
    ),
    Case(
        "first-and-last-seen",
        {"types": "Model", "min_papers": "3"},
        "name type first_seen last_seen papers",
        [
            ("GPT-3", "Model", "2020-05-28", "2023-05-23", 3),
            ("RoBERTa", "Model", "2019-07-26", "2022-03-01", 3),
            ("Transformer", "Model", "2017-06-12", "2020-05-28", 3),
            ("LSTM", "Model", "2016-05-01", "2018-04-20", 3),
        ],
    ),
    Case(
        "first-and-last-seen",
        {"name": "MT"},
        "name type first_seen last_seen papers",
        [
            ("machine translation", "Task", "2016-05-01", "2017-06-12", 2),
        ],
    ),
    Case(
        "rising",
        {"since": "2020-01-01", "before": "2015-01-01", "types": "Method,Model"},
        "name type later all_later earlier all_earlier share_later share_earlier change",
        [
            ("LoRA", "Method", 3, 6, 0, 5, 0.5, 0.0, 0.5),
            ("parameter-efficient fine-tuning", "Method", 3, 6, 0, 5, 0.5, 0.0, 0.5),
            ("prompt tuning", "Method", 3, 6, 0, 5, 0.5, 0.0, 0.5),
            ("GPT-3", "Model", 3, 6, 0, 5, 0.5, 0.0, 0.5),
            ("fine-tuning", "Method", 2, 6, 1, 5, 0.3333, 0.2, 0.1333),
            ("RoBERTa", "Model", 2, 6, 1, 5, 0.3333, 0.2, 0.1333),
        ],
    ),
    Case(
        "fading",
        {"since": "2020-01-01", "before": "2015-01-01", "min_papers": "3"},
        "name type later all_later earlier all_earlier share_later share_earlier change",
        [
            ("LSTM", "Model", 0, 6, 3, 5, 0.0, 0.6, -0.6),
            ("GLUE", "Dataset", 1, 6, 3, 5, 0.1667, 0.6, -0.4333),
            ("text classification", "Task", 1, 6, 3, 5, 0.1667, 0.6, -0.4333),
            ("accuracy", "Metric", 1, 6, 2, 5, 0.1667, 0.4, -0.2333),
            ("Transformer", "Model", 1, 6, 2, 5, 0.1667, 0.4, -0.2333),
        ],
    ),
    Case(
        "papers-per-year",
        {"name": "transformers"},
        "year name type papers all_papers introducing studying using",
        [
            (2017, "Transformer", "Model", 1, 1, 1, 0, 0),
            (2018, "Transformer", "Model", 1, 2, 0, 0, 1),
            (2020, "Transformer", "Model", 1, 1, 0, 0, 1),
        ],
    ),
    Case(
        "contradictions",
        {},
        "system other_system paper other_paper other_title other_sentence other_confidence",
        [
            (
                "LoRA",
                "prompt tuning",
                "study",
                "prompts",
                "Prompt tuning at scale",
                "prompt tuning OUTPERFORMS LoRA.",
                0.55,
            ),
        ],
    ),
    Case(
        "contradictions",
        {"min_confidence": "0.6"},
        "system other_system paper other_paper other_title other_sentence other_confidence",
        [],
    ),
    Case(
        "contradictions",
        {"name": "bert"},
        "system other_system paper other_paper other_title other_sentence other_confidence",
        [],
    ),
    Case(
        "gaps",
        {"task": "text classification"},
        "system type system_papers dataset dataset_papers task papers_using_it_for_task papers_with_dataset_for_task",
        [
            ("parameter-efficient fine-tuning", "Method", 3, "GLUE", 4, "text classification", 1, 1),
            ("prompt tuning", "Method", 3, "GLUE", 4, "text classification", 1, 1),
        ],
    ),
    Case(
        "tasks-without-benchmark",
        {},
        "task papers latest example_paper",
        [
            ("machine translation", 2, "2017-06-12", "attention"),
            ("sentiment analysis", 1, "2022-03-01", "study"),
        ],
    ),
    Case(
        "tasks-without-benchmark",
        {"min_papers": "2"},
        "task papers latest example_paper",
        [
            ("machine translation", 2, "2017-06-12", "attention"),
        ],
    ),
    Case(
        "bridges",
        {"task": "sentiment analysis"},
        "one_task other_task shared example_shared one_papers other_papers",
        [
            ("sentiment analysis", "text classification", 2, "LoRA", 1, 4),
        ],
    ),
    Case(
        "bridges",
        {"min_shared": "1"},
        "one_task other_task shared example_shared one_papers other_papers",
        [
            ("sentiment analysis", "text classification", 2, "LoRA", 1, 4),
        ],
    ),
    Case(
        "low-confidence",
        {},
        "head relation tail paper",
        [
            ("RoBERTa", "TRAINED_ON", "ImageNet", "study"),
        ],
    ),
    Case(
        "low-confidence",
        {"max_confidence": "0.65", "types": "USED_FOR"},
        "head relation tail paper",
        [
            ("parameter-efficient fine-tuning", "USED_FOR", "text classification", "prompts"),
        ],
    ),
    Case(
        "ambiguous-names",
        {},
        "name entities types one other papers",
        [
            ("qa", 2, 2, "dataset:squad", "task:question-answering", 3),
        ],
    ),
    Case(
        "ambiguous-names",
        {"only_types": "true"},
        "name entities types one other papers",
        [
            ("qa", 2, 2, "dataset:squad", "task:question-answering", 3),
        ],
    ),
    Case(
        "seen-once",
        {"types": "Dataset"},
        "name type role entity_confidence paper",
        [
            ("ImageNet", "Dataset", "EVALUATES_ON", 0.9, "clip"),
            ("SQuAD", "Dataset", "EVALUATES_ON", 0.9, "bert"),
            ("web pairs", "Dataset", "INTRODUCES", 0.9, "clip"),
            ("Wikipedia", "Dataset", "USES", 0.9, "bert"),
        ],
    ),
    Case(
        "results-without-context",
        {},
        "system value dataset metric paper",
        [
            ("GPT-3", "3x", "", "", "gpt3"),
        ],
    ),
    Case(
        "papers-without-claims",
        {},
        "paper date entities",
        [
            ("undated", None, 1),
        ],
    ),
    Case(
        "counts",
        {},
        "kind name number",
        [
            ("node", "Paper", 12),
            ("node", "Method", 6),
            ("node", "Model", 9),
            ("node", "Dataset", 6),
            ("node", "Task", 5),
            ("node", "Metric", 3),
            ("node", "Result", 7),
            ("relationship", "INTRODUCES", 12),
            ("relationship", "STUDIES", 4),
            ("relationship", "ADDRESSES", 11),
            ("relationship", "USES", 17),
            ("relationship", "EVALUATES_ON", 7),
            ("relationship", "COMPARES_TO", 4),
            ("relationship", "MENTIONS", 4),
            ("relationship", "USED_FOR", 12),
            ("relationship", "EVALUATED_ON", 7),
            ("relationship", "TRAINED_ON", 3),
            ("relationship", "BENCHMARK_FOR", 3),
            ("relationship", "PART_OF", 2),
            ("relationship", "BASED_ON", 6),
            ("relationship", "APPLIED_TO", 3),
            ("relationship", "OUTPERFORMS", 5),
            ("relationship", "SUBCLASS_OF", 4),
            ("relationship", "MEASURED_BY", 3),
            ("relationship", "REPORTS", 7),
            ("relationship", "RESULT_OF", 7),
            ("relationship", "RESULT_ON", 6),
            ("relationship", "RESULT_IN", 6),
        ],
    ),
    Case(
        "schema",
        {},
        "source relationship target number mean_confidence",
        [
            ("Paper", "ADDRESSES", "Method", 1, 0.8),
            ("Paper", "ADDRESSES", "Task", 10, 0.8),
            ("Paper", "COMPARES_TO", "Method", 2, 0.8),
            ("Paper", "COMPARES_TO", "Model", 2, 0.8),
            ("Paper", "EVALUATES_ON", "Dataset", 7, 0.8),
            ("Paper", "INTRODUCES", "Dataset", 2, 0.8),
            ("Paper", "INTRODUCES", "Method", 3, 0.8),
            ("Paper", "INTRODUCES", "Model", 7, 0.8),
            ("Paper", "MENTIONS", "Method", 3, 0.8),
            ("Paper", "MENTIONS", "Model", 1, 0.8),
            ("Paper", "STUDIES", "Method", 3, 0.8),
            ("Paper", "STUDIES", "Model", 1, 0.8),
            ("Paper", "USES", "Dataset", 1, 0.8),
            ("Paper", "USES", "Method", 3, 0.8),
            ("Paper", "USES", "Metric", 6, 0.8),
            ("Paper", "USES", "Model", 7, 0.8),
            ("Method", "APPLIED_TO", "Model", 3, 0.867),
            ("Method", "BASED_ON", "Method", 1, 0.95),
            ("Model", "BASED_ON", "Method", 1, 0.9),
            ("Model", "BASED_ON", "Model", 4, 0.838),
            ("Dataset", "BENCHMARK_FOR", "Task", 3, 0.867),
            ("Method", "EVALUATED_ON", "Dataset", 1, 0.8),
            ("Model", "EVALUATED_ON", "Dataset", 6, 0.892),
            ("Dataset", "MEASURED_BY", "Metric", 1, 0.6),
            ("Model", "MEASURED_BY", "Metric", 1, 0.8),
            ("Task", "MEASURED_BY", "Metric", 1, 0.7),
            ("Method", "OUTPERFORMS", "Method", 2, 0.675),
            ("Model", "OUTPERFORMS", "Model", 3, 0.8),
            ("Method", "PART_OF", "Model", 1, 0.9),
            ("Model", "PART_OF", "Model", 1, 0.85),
            ("Method", "SUBCLASS_OF", "Method", 3, 0.85),
            ("Model", "SUBCLASS_OF", "Model", 1, 0.8),
            ("Model", "TRAINED_ON", "Dataset", 3, 0.683),
            ("Method", "USED_FOR", "Task", 6, 0.733),
            ("Model", "USED_FOR", "Task", 6, 0.842),
        ],
    ),
]
