"""The templates for Neo4j Browser return nodes and relationships that it can draw."""

import neo4j
import pytest

import queries


@pytest.mark.parametrize(
    ("name", "nodes", "relationships"),
    [
        ("connection", {"LoRA", "GLUE"}, 1),
        ("lineage", {"BERT", "Transformer", "attention", "RoBERTa", "Small RoBERTa"}, 4),
        (
            "neighbourhood",
            {
                "LoRA",
                "GPT-3",
                "RoBERTa",
                "GLUE",
                "prompt tuning",
                "parameter-efficient fine-tuning",
                "sentiment analysis",
                "text classification",
                "QLoRA",
            },
            11,
        ),
        (
            "paper",
            {
                None,  # the paper itself, which has a title
                "LoRA",
                "GPT-3",
                "RoBERTa",
                "GLUE",
                "accuracy",
                "prompt tuning",
                "parameter-efficient fine-tuning",
                "text classification",
            },
            12,
        ),
        ("task-map", {"question answering", "BERT", "GPT-3", "SQuAD"}, 4),
    ],
)
def test_a_browser_template_draws_its_answer(
    served: str, name: str, nodes: set[str | None], relationships: int
) -> None:
    template = queries.browser_templates()[name]
    values = {parameter.name: parameter.default for parameter in template.parameters}
    with neo4j.GraphDatabase.driver(served) as driver:
        drawn = driver.execute_query(template.cypher, values, result_transformer_=neo4j.Result.graph)
    assert {node.get("name") for node in drawn.nodes} == nodes
    assert len(drawn.relationships) == relationships


def test_every_browser_template_is_tested_here() -> None:
    assert set(queries.browser_templates()) == {"connection", "lineage", "neighbourhood", "paper", "task-map"}
