"""What the page is made of: where sentences name things, what is chosen, where it stands, and what is embedded."""

import gzip
import json
from base64 import b64decode
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.explorer_world import large_world, small_world

from kg.errors import UserError
from kg.graph import Graph, NodeKey
from kg.views.atlas import ROLE_LIMIT, claim_graph, embeddable, link, make_atlas
from kg.views.evidence import find_mention, utf16
from kg.views.explorer import write_explorer
from kg.views.layout import layout
from kg.views.overview import most_important, neighbourhood, strongest_edges

EDGES = st.lists(
    st.tuples(st.integers(0, 29), st.integers(0, 29)).filter(lambda pair: pair[0] != pair[1]), max_size=60
)


@pytest.mark.parametrize(
    ("sentence", "surfaces", "found"),
    [
        ("BERTs are not BERT.", ["BERT"], "BERT"),
        ("We use LoRA.", ["low-rank adaptation", "LoRA"], "LoRA"),
        ("lora and LoRA", ["LoRA"], "LoRA"),
        ("We use lora.", ["LoRA"], "lora"),
        ("C++ and (F1)", ["(F1)"], "(F1)"),
        ("nothing here", ["LoRA"], None),
        ("İ grows in lower case, LORA", ["lora"], None),
        ("empty", ["", " "], None),
    ],
)
def test_a_mention_is_a_whole_word(sentence: str, surfaces: list[str], found: str | None) -> None:
    span = find_mention(sentence, surfaces)
    assert (sentence[slice(*span)] if span else None) == found


def test_two_mentions_never_overlap() -> None:
    head = find_mention("GPT-2 and GPT", ["GPT-2"])
    assert find_mention("GPT-2 and GPT", ["GPT"], taken=head) == (10, 13)


@given(st.text(), st.data())
def test_spans_are_those_of_javascript(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    units = text.encode("utf-16-le", "surrogatepass")
    a, b = utf16(text, (start, end))
    assert units[2 * a : 2 * b].decode("utf-16-le", "surrogatepass") == text[start:end]


@pytest.mark.parametrize(
    ("paper", "url", "address"),
    [
        ("2106.09685", None, "https://arxiv.org/abs/2106.09685"),
        ("cs/0112017", None, "https://arxiv.org/abs/cs/0112017"),
        ("10.18653/v1/n19-1423", None, "https://doi.org/10.18653/v1/n19-1423"),
        ("x", "http://example.org/a?b=c", "http://example.org/a?b=c"),
        ("2106.09685", "javascript:alert(1)", "https://arxiv.org/abs/2106.09685"),
        ("title-of-a-paper", "ftp://example.org", None),
    ],
)
def test_papers_lead_to_web_addresses_only(paper: str, url: str | None, address: str | None) -> None:
    assert link(paper, url) == address


@given(EDGES, st.integers(0, 3))
def test_the_same_seed_gives_the_same_places_and_no_two_nodes_share_one(
    edges: list[tuple[int, int]], seed: int
) -> None:
    places = layout(30, edges, [1.0] * len(edges), seed=seed)
    assert places == layout(30, edges, [1.0] * len(edges), seed=seed)
    assert len(set(places)) == 30


@given(EDGES, st.integers(0, 60))
def test_the_strongest_edges_keep_together_what_hangs_together(
    edges: list[tuple[int, int]], limit: int
) -> None:
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(range(30))
    graph.add_edges_from(edges, weight=1)
    drawn: nx.Graph = nx.Graph()
    drawn.add_nodes_from(range(30))
    drawn.add_edges_from(strongest_edges(graph, range(30), limit))
    assert nx.number_connected_components(drawn) == nx.number_connected_components(graph)
    assert drawn.number_of_edges() <= max(limit, 30 - nx.number_connected_components(graph))


@given(EDGES, st.integers(1, 40))
def test_the_most_important_are_no_more_than_asked_for(edges: list[tuple[int, int]], limit: int) -> None:
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(range(30))
    graph.add_edges_from(edges, weight=1)
    picked = most_important(graph, range(30), limit)
    assert len(picked) == len(set(picked)) == min(limit, 30)
    near = neighbourhood(graph, [0], 2, range(30), limit)
    assert near[0] == 0
    assert set(near) <= set(nx.single_source_shortest_path_length(graph, 0, cutoff=2))


def embedded(path: Path) -> dict[str, list]:
    text = path.read_text(encoding="utf-8").split('id="atlas">', 1)[1].split("</script>", 1)[0]
    return json.loads(gzip.decompress(b64decode(text)))


def test_everything_of_a_small_graph_is_embedded(small_file: Path) -> None:
    data = embedded(small_file)
    assert len(data["nodes"]) == 16
    assert len(data["papers"]) == 5
    assert len(data["results"]) == 1


def test_a_page_lists_the_newest_papers_of_a_hub_and_counts_all() -> None:
    graph = large_world()
    hub = NodeKey("Model", "model:ubiquitous-model")
    atlas = make_atlas(graph, [hub], {}, {}, [])
    columns = atlas.data["columns"]["nodes"]
    row = dict(zip(columns, atlas.data["nodes"][0], strict=True))
    assert [count for _, count in row["roles"]] == [300]
    assert sum(row["months"].values()) == 300
    assert len(atlas.data["claims"]) == ROLE_LIMIT
    assert min(paper[1] for paper in atlas.data["papers"]) >= "2020"


def test_what_a_page_has_no_room_for_is_the_least_important() -> None:
    graph = large_world()
    order = sorted(claim_graph(graph))
    some = embeddable(graph, order, order[-1:], rows=60)
    assert order[-1] in some
    assert some[:-1] == order[: len(some) - 1]
    assert 1 < len(some) < len(order)
    assert embeddable(graph, order, [], rows=10**6) == order


def test_nothing_to_draw_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="nothing to draw"):
        write_explorer(Graph(), tmp_path / "x.html")
    write_explorer(small_world(), tmp_path / "y.html", limit=1)
    assert (tmp_path / "y.html").exists()
