"""Every query template gives the same rows on both stores and runs in the real cypher-shell.

That the rows are the right ones, tests/queries shows with answers worked out by hand.
"""

import itertools
import os
from pathlib import Path

import pytest
from support.papers import NAMES, records
from support.services import missing

import queries
from extract.ontology import DATASET, METHOD, MODEL, TASK
from kg import sample
from kg.build import build
from kg.store import open_store

TEMPLATES = queries.templates()
SHARED = Path(os.environ.get("KG_SHARED", Path(__file__).parents[3] / "shared"))


def values_for(parameter, turn):
    """A value of this parameter's kind that the test graph knows; another one each turn."""
    if parameter.choices:
        choice = parameter.choices[turn % len(parameter.choices)]
        return [choice] if parameter.kind == "list of strings" else choice
    if parameter.entity is not None:
        labels = parameter.entity or (METHOD, MODEL, DATASET, TASK)
        names = NAMES[labels[turn % len(labels)]]
        name = names[(turn * 5 + len(parameter.name)) % len(names)]
        return (name, name.upper(), name.lower())[turn % 3]
    if parameter.paper:
        return records(turn + 2)[-1].paper.id
    return {
        "string": "a",
        "date": "2021-03-01",
        "integer": (1, 2, 7)[turn % 3],
        "float": (0.0, 0.55, 0.8)[turn % 3],
        "boolean": bool(turn % 2),
        "list of strings": [list(NAMES[TASK])[turn % 4]],
    }[parameter.kind]


def parameter_sets(template):
    """The defaults, the defaults cut to two rows, and four sets of other values."""
    required = {one.name: one.default for one in template.parameters if one.required}
    yield required
    if any(one.name == "limit" for one in template.parameters):
        yield {**required, "limit": 2}
        yield {**required, "limit": 0}
    for turn in range(4):
        yield {one.name: values_for(one, turn) for one in template.parameters}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_gives_the_same_rows_on_both_stores(loaded, name):
    template = TEMPLATES[name]
    for values in parameter_sets(template):
        bound = template.bind(values)
        embedded, server = (store.query(template.cypher, bound) for store in (loaded.ladybug, loaded.neo4j))
        assert embedded.columns == server.columns
        assert [types(row) for row in embedded.rows] == [types(row) for row in server.rows], values


def types(row):
    """The values with their types: 1, 1.0 and True are equal, and yet not the same answer."""
    return [(type(value).__name__, round(value, 9) if isinstance(value, float) else value) for value in row]


def test_cypher_shell_runs_every_template(loaded, tmp_path):
    # One file that sources them all, because each start of cypher-shell takes seconds.
    files = {}
    scripts = TEMPLATES | {f"graph-{name}": one for name, one in queries.browser_templates().items()}
    for name, template in scripts.items():
        files[name] = tmp_path / f"{name}.cypher"
        files[name].write_text(template.text, encoding="utf-8")
    lines = itertools.chain.from_iterable(
        (f"RETURN 'begin {name}' AS marker;", f":source {file}") for name, file in files.items()
    )
    everything = tmp_path / "everything.cypher"
    everything.write_text("\n".join(lines) + "\nRETURN 'end' AS marker;\n", encoding="utf-8")
    done = loaded.server.cypher_shell("-f", str(everything), "--format", "plain")
    assert done.returncode == 0, done.stderr
    answers = done.stdout.split("marker\n")
    assert len(answers) == len(scripts) + 2
    for (name, template), answer in zip(scripts.items(), answers[1:], strict=False):
        first, header, *rows = [*answer.rstrip("\n").split("\n"), ""]
        expected = loaded.neo4j.query(template.cypher, template.bind(parameters_of(template)))
        assert first == f'"begin {name}"'
        assert tuple(header.split(", ")) == (expected.columns if expected.rows else ("",))
        assert len([row for row in rows if row]) == len(expected.rows)


def parameters_of(template):
    return {one.name: one.default for one in template.parameters if one.required}


def test_cypher_shell_takes_a_template_as_it_is_and_a_parameter_from_the_command_line(loaded, tmp_path):
    template = TEMPLATES["methods-for-task"]
    text = "\n".join(line for line in template.text.split("\n") if not line.startswith(":param task"))
    file = tmp_path / "template.cypher"
    file.write_text(text, encoding="utf-8")
    done = loaded.server.cypher_shell(
        "-f", str(file), "-P", "{task: 'Question Answering'}", "--format", "plain"
    )
    assert done.returncode == 0, done.stderr
    expected = loaded.neo4j.query(template.cypher, template.bind({"task": "question answering"})).rows
    assert len(done.stdout.strip().split("\n")) == len(expected) + 1
    assert expected


@pytest.fixture(scope="module", params=["sample", "pages"])
def real(request, neo4j_server, tmp_path_factory):
    """Both stores with the graph of real papers: the sample of the package, then the five shared pages."""
    if request.param == "sample":
        files = [str(sample.sample_path())]
    else:
        files = sorted(str(file) for file in (SHARED / "pages").glob("*.txt"))
        if not files:
            pytest.skip(f"the shared paper pages are not at {SHARED / 'pages'}; KG_SHARED names their folder")
    from extract.pipeline import extract_records  # loads spaCy, which the other tests here do without
    from extract.sources import read_papers

    try:
        found = list(extract_records(read_papers(files, problems=[])))
    except OSError as error:
        missing(f"the trained model cannot be loaded: {error}")
    neo4j_server.empty()
    with (
        open_store(str(tmp_path_factory.mktemp("real") / "graph.lbug"), create=True) as ladybug,
        open_store(neo4j_server.uri, create=True) as neo4j,
    ):
        for store in (ladybug, neo4j):
            build(store, found)
        yield ladybug, neo4j


PAGE_VALUES = {
    METHOD: ("reinforcement learning", "LoRA", "supervised fine-tuning"),
    MODEL: ("large language models", "GPT-4", "diffusion models"),
    DATASET: ("MMLU", "GSM8K", "ImageNet"),
    TASK: ("mathematical reasoning", "image generation", "code generation"),
}


def test_the_graph_of_real_papers_gives_the_same_rows_on_both_stores(real):
    ladybug, neo4j = real
    assert ladybug.graph() == neo4j.graph()
    for template in TEMPLATES.values():
        for turn in range(3):
            values = {one.name: one.default for one in template.parameters if one.required} | {
                one.name: PAGE_VALUES.get((one.entity or (METHOD,))[0], ("accuracy",) * 3)[turn]
                for one in template.parameters
                if one.entity is not None and one.kind == "string"
            }
            bound = template.bind(values)
            embedded, server = (store.query(template.cypher, bound) for store in real)
            assert list(map(types, embedded.rows)) == list(map(types, server.rows)), (template.name, values)
