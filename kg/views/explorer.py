"""The explorer: one HTML file in which a graph is explored, with no network at all.

pyvis's Network builds nodes, edges and options of the picture; vis-network, which draws it, is the build that
pyvis itself ships (dual licensed Apache 2.0 and MIT). Around it stand a Jinja template, a style
sheet and a script of ours in ``assets``, all inlined. Positions are computed here, so nothing moves after the page opens.
"""

import base64
import gzip
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import networkx as nx
from jinja2 import Environment

from kg.analysis.communities import communities
from kg.analysis.entity_graph import entity_graph
from kg.analysis.ranking import pagerank
from kg.errors import UserError
from kg.graph import Graph, NodeKey
from kg.schema import ENTITY_LABELS, NODES, PAPER
from kg.views.atlas import Atlas, claim_graph, embeddable, make_atlas
from kg.views.layout import Position, layout
from kg.views.overview import EDGES_PER_NODE, FEW_EDGES, most_important, neighbourhood, strongest_edges

OVERVIEW_LIMIT: Final = 400
"""Entities that a picture of the whole graph opens with."""

AROUND_LIMIT: Final = 120
"""Entities that a picture of a neighbourhood opens with."""

EMBEDDED_ROWS: Final = 120_000
"""Claims and roles that one page carries (about 6 MB), so that its search finds what it does not show: all of a
graph of some thousand papers, the most important entities of a larger one."""

GROUPED_LIMIT: Final = 5_000
"""In a graph of up to so many entities those of a single paper belong to communities, too."""

# One script in parts, each in its file; a part uses those before it when it is run.
_SCRIPT: Final = (
    "helpers",
    "model",
    "state",
    "filters",
    "views",
    "positions",
    "drawing",
    "actions",
    "tooltips",
    "details",
    "search",
    "legend",
    "saving",
    "keyboard",
    "start",
)
_VIS_NETWORK: Final = "lib/vis-9.1.2/vis-network.min.js"


@dataclass(frozen=True)
class Picture:
    """What a page opens with.

    Attributes:
        nodes: the entities and papers drawn.
        edges: the pairs drawn as joined.
        positions: where each node stands.
        entities: number of entities in the graph.
        pairs: number of pairs of drawn nodes that a paper joins.
    """

    nodes: list[NodeKey]
    edges: list[tuple[NodeKey, NodeKey]]
    positions: dict[NodeKey, Position]
    entities: int
    pairs: int


def write_explorer(
    graph: Graph,
    path: Path | str,
    *,
    title: str = "Knowledge graph of research papers",
    around: Sequence[NodeKey] = (),
    depth: int = 2,
    chosen: Collection[NodeKey] | None = None,
    papers: bool = False,
    limit: int | None = None,
    edges: int | None = None,
    seed: int = 1,
) -> Picture:
    """Write the explorer of a graph to one HTML file and return what it opens with.

    Args:
        graph: what can be explored; embedded whole, or as much of it as :data:`EMBEDDED_ROWS` allows.
        path: the file to write.
        title: heading of the page.
        around: open with the neighbourhood of these entities or papers instead of the most important part.
        depth: number of relations from them, 1 to 3.
        chosen: open with these entities and papers, as far as ``limit`` allows.
        papers: draw papers as nodes, too; they are whenever ``around`` or ``chosen`` names one.
        limit: nodes to open with; when None, :data:`OVERVIEW_LIMIT`, or :data:`AROUND_LIMIT` with ``around``.
        edges: relations to draw; when None twice as many as nodes, or 60 if that is more.
        seed: the same seed gives the same file.

    Raises:
        kg.errors.UserError: there is nothing to draw, or the file cannot be written.
    """
    if not any(key.label in ENTITY_LABELS for key in graph.nodes):
        raise UserError("There is nothing to draw: the graph holds no entity that fits what was asked for.")
    entities = sum(1 for key in graph.nodes if key.label in ENTITY_LABELS)
    ties = entity_graph(graph)
    ranks = pagerank(ties)  # without what a single paper names, unless the graph is tiny: it comes last
    if entities <= GROUPED_LIMIT:
        ties = entity_graph(graph, min_papers=1)
    importance = {key: value * len(ranks) for key, value in ranks.items()}  # an average entity has 1
    order = sorted(
        (key for key in graph.nodes if key.label in ENTITY_LABELS),
        key=lambda key: (-importance.get(key, 0.0), -(graph.nodes[key].get("papers") or 0), key),
    )
    papers = papers or any(key.label == PAPER for key in (*around, *(chosen or ())))
    drawn = claim_graph(graph, papers=papers)
    picture = _choose(
        drawn, order, around=around, depth=depth, chosen=chosen, limit=limit, edges=edges, seed=seed
    )
    shown = [key for key in picture.nodes if key.label in ENTITY_LABELS]
    embedded = embeddable(graph, order, shown, EMBEDDED_ROWS)
    atlas = make_atlas(
        graph,
        embedded,
        importance,
        *_communities(graph, ties),
        papers=[key for key in picture.nodes if key.label == PAPER],
    )
    html = _render(atlas, picture, graph, title=title, around=around)
    try:
        Path(path).write_text(html, encoding="utf-8")
    except OSError as error:
        raise UserError(f"Cannot write {path}: {error.strerror or error}.") from error
    return picture


def _communities(graph: Graph, ties: nx.Graph) -> tuple[dict[NodeKey, int], list[str]]:
    """The number of the community of each entity that has one, and the communities' names."""
    found = communities(graph, entities=ties)
    return (
        {member: number for number, community in enumerate(found) for member in community.members},
        [community.name for community in found],
    )


def _choose(
    drawn: nx.Graph,
    order: Sequence[NodeKey],
    *,
    around: Sequence[NodeKey],
    depth: int,
    chosen: Collection[NodeKey] | None,
    limit: int | None,
    edges: int | None,
    seed: int,
) -> Picture:
    if around:
        nodes = neighbourhood(drawn, around, depth, order, limit or AROUND_LIMIT)
    elif chosen is not None:
        known = set(chosen)
        first = [key for key in order if key in known] + sorted(key for key in known if key.label == PAPER)
        nodes = first[: limit or OVERVIEW_LIMIT]
    else:
        everything = [
            *order,
            *sorted((key for key in drawn if key.label == PAPER), key=lambda key: (-drawn.degree(key), key)),
        ]
        nodes = most_important(drawn, everything, limit or OVERVIEW_LIMIT)
    if edges is None:
        edges = max(FEW_EDGES, EDGES_PER_NODE * len(nodes))
    pairs = strongest_edges(drawn, nodes, edges)
    number = {key: i for i, key in enumerate(nodes)}
    positions = layout(
        len(nodes),
        [(number[a], number[b]) for a, b in pairs],
        [drawn.edges[pair]["weight"] for pair in pairs],
        seed=seed,
    )
    return Picture(
        nodes,
        pairs,
        dict(zip(nodes, positions, strict=True)),
        len(order),
        drawn.subgraph(nodes).number_of_edges(),
    )


def _network(atlas: Atlas, picture: Picture, graph: Graph) -> Any:
    """The picture as pyvis's Network, whose nodes and edges carry the numbers of the atlas."""
    from pyvis.network import (
        Network,
    )  # it imports IPython, which takes a second that only this function needs

    # Directed, because pyvis otherwise compares every new edge with all others.
    network = Network(height="100%", width="100%", directed=True)
    for key in picture.nodes:
        properties = graph.nodes.get(key, {})
        x, y = picture.positions[key]
        network.add_node(
            atlas.numbers[key],
            label=str(properties.get("name") or properties.get("title") or key.id),
            group=key.label,
            shape=NODES[key.label].shape,
            x=x,
            y=y,
        )
    for a, b in picture.edges:
        network.add_edge(atlas.numbers[a], atlas.numbers[b])
    network.set_options(
        json.dumps(
            {
                "physics": {"enabled": False},
                "layout": {"improvedLayout": False},
                "edges": {"smooth": False, "selectionWidth": 0, "hoverWidth": 0},
                "interaction": {
                    "hover": True,
                    "tooltipDelay": 200,
                    "hideEdgesOnDrag": len(picture.edges) > 2500,
                },
                "groups": {label: {"color": NODES[label].colour} for label in (*ENTITY_LABELS, PAPER)},
            }
        )
    )
    return network


def _render(atlas: Atlas, picture: Picture, graph: Graph, *, title: str, around: Sequence[NodeKey]) -> str:
    import pyvis

    nodes, edges, _, _, _, options = _network(atlas, picture, graph).get_network_data()
    assets = files("kg.views").joinpath("assets")
    template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
        assets.joinpath("explorer.html").read_text(encoding="utf-8")
    )
    start = {
        "entities": picture.entities,
        "papers": sum(1 for key in graph.nodes if key.label == PAPER),
        "around": [atlas.numbers[key] for key in around if key in atlas.numbers],
    }
    return template.render(
        title=title,
        style=assets.joinpath("explorer.css").read_text(encoding="utf-8"),
        script="\n".join(
            assets.joinpath("script", f"{part}.js").read_text(encoding="utf-8") for part in _SCRIPT
        ),
        vis_network=files(pyvis).joinpath(_VIS_NETWORK).read_text(encoding="utf-8"),
        picture=_inline_json(
            {"nodes": nodes, "edges": edges, "options": json.loads(options), "start": start}
        ),
        atlas=_packed(atlas.data),
    )


def _inline_json(value: Any) -> str:
    """JSON that can stand in a script element: without ``<`` nothing in it can close the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _packed(value: Any) -> str:
    """JSON, gzip, base64: a third of the size of plain JSON; the browser unpacks it itself."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return base64.b64encode(gzip.compress(data, 6, mtime=0)).decode("ascii")
