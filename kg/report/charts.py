"""Charts as inline SVG. Colours are CSS variables of the page, so that light and dark follow the reader."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import networkx as nx
from markupsafe import Markup

from kg.graph import NodeKey


@dataclass(frozen=True)
class Column:
    """One column of a chart over time: its label, height and what it links to."""

    label: str
    value: int
    anchor: str


def columns(values: Sequence[Column], *, title: str) -> Markup:
    """A column chart; each column is a link to its evidence.

    Args:
        values: from left to right.
        title: what is shown, for those who cannot see it.
    """
    width, height, foot = 900.0, 180.0, 24.0
    top = max((value.value for value in values), default=0) or 1
    step = width / max(1, len(values))
    every = math.ceil(len(values) / 16)
    parts = []
    for place, value in enumerate(values):
        tall = (height - 34) * value.value / top
        x, y = place * step, height - tall
        middle = x + step / 2
        body = (
            Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="2"/>').format(
                x + step * 0.12, y, step * 0.76, tall
            )
            if value.value
            else Markup("")
        )
        number = (
            Markup('<text class="value" x="{:.1f}" y="{:.1f}">{}</text>').format(
                middle, y - 5, f"{value.value:,}"
            )
            if value.value and len(values) <= 30
            else Markup("")
        )
        parts.append(
            Markup('<a href="#{}"><title>{}: {}</title>{}{}</a>').format(
                value.anchor, value.label, f"{value.value:,}", body, number
            )
            if value.value
            else Markup("")
        )
        if place % every == 0:
            parts.append(
                Markup('<text class="tick" x="{:.1f}" y="{:.1f}">{}</text>').format(
                    middle, height + 17, value.label
                )
            )
    return Markup(
        '<svg class="columns" viewBox="0 0 {:.0f} {:.0f}" role="group" aria-label="{}">{}'
        '<line class="axis" x1="0" x2="{:.0f}" y1="{:.1f}" y2="{:.1f}"/></svg>'
    ).format(width, height + foot, title, Markup("").join(parts), width, height + 0.5, height + 0.5)


def sparkline(values: Sequence[float], *, title: str, split: int) -> Markup:
    """A small line over time, with the later period marked.

    Args:
        values: shares from the earliest on.
        title: what is shown, for those who cannot see it.
        split: index of the first value of the later period.
    """
    width, height = 120.0, 28.0
    top = max(values, default=0.0) or 1.0
    step = width / max(1, len(values) - 1)
    points = [(place * step, height - 3 - (height - 6) * value / top) for place, value in enumerate(values)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return Markup(
        '<svg class="spark" viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="{}">'
        '<rect class="later" x="{:.1f}" y="0" width="{:.1f}" height="{:.0f}"/><polyline points="{}"/></svg>'
    ).format(width, height, title, split * step, width - split * step, height, line)


def network(graph: nx.Graph, nodes: Sequence[NodeKey], anchors: dict[NodeKey, str], *, title: str) -> Markup:
    """A picture of some nodes on a circle, with the ties between them; each node links to its evidence.

    On a circle no label hides another, whatever the names are; neighbours on it are those with strong ties.

    Args:
        graph: the entity graph with ``name`` and ``papers`` of nodes and ``weight`` of edges.
        nodes: whom to draw.
        anchors: what each node links to.
        title: what is shown, for those who cannot see it.
    """
    width, height, radius = 640.0, 330.0, 106.0
    order = _chain(graph, nodes)
    angle = {node: 2 * math.pi * place / len(order) - math.pi / 2 for place, node in enumerate(order)}
    spot = {
        node: (width / 2 + radius * math.cos(turn), height / 2 + radius * math.sin(turn))
        for node, turn in angle.items()
    }
    ties = _strongest(graph, order)
    strongest = max((weight for *_, weight in ties), default=1.0)
    most = max((graph.nodes[node]["papers"] for node in order), default=1)
    parts = [
        Markup(
            '<path class="tie" d="M{:.1f} {:.1f}Q{:.1f} {:.1f} {:.1f} {:.1f}" stroke-width="{:.2f}"/>'
        ).format(
            *spot[a],
            width / 2 + ((spot[a][0] + spot[b][0]) / 2 - width / 2) * 0.5,
            height / 2 + ((spot[a][1] + spot[b][1]) / 2 - height / 2) * 0.5,
            *spot[b],
            0.7 + 3.3 * math.sqrt(weight / strongest),
        )
        for a, b, weight in ties
    ]
    for node in order:
        x, y = spot[node]
        papers = graph.nodes[node]["papers"]
        size = 4 + 7 * math.sqrt(papers / most)
        right = math.cos(angle[node])
        side = "start" if right > 0.15 else "end" if right < -0.15 else "middle"
        reach = size + 6
        shift = math.copysign(reach, right) if side != "middle" else 0.0
        drop = math.copysign(reach + 5, math.sin(angle[node])) if side == "middle" else 0.0
        name = _short(str(graph.nodes[node]["name"]))
        parts.append(
            Markup(
                '<a href="#{}"><title>{} ({}), {}</title><circle class="{}" cx="{:.1f}" cy="{:.1f}" r="{:.1f}"/>'
                '<text x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text></a>'
            ).format(
                anchors[node],
                graph.nodes[node]["name"],
                node.label,
                f"{papers:,} papers" if papers != 1 else "1 paper",
                node.label.lower(),
                x,
                y,
                size,
                x + shift,
                y + drop + 4,
                side,
                name,
            )
        )
    return Markup(
        '<svg class="network" viewBox="0 0 {:.0f} {:.0f}" role="group" aria-label="{}">{}</svg>'
    ).format(width, height, title, Markup("").join(parts))


def _strongest(graph: nx.Graph, nodes: Sequence[NodeKey]) -> list[tuple[NodeKey, NodeKey, float]]:
    """The strongest ties among some nodes, and the strongest of each, so that none stands alone that is not."""
    ties = [(a, b, graph.edges[a, b]["weight"]) for a, b in combinations(nodes, 2) if graph.has_edge(a, b)]
    ties.sort(key=lambda tie: -tie[2])
    own = [next((tie for tie in ties if node in tie[:2]), None) for node in nodes]
    kept = {tie[:2]: tie for tie in [*ties[: 2 * len(nodes)], *own] if tie is not None}
    return list(kept.values())


def _chain(graph: nx.Graph, nodes: Sequence[NodeKey]) -> list[NodeKey]:
    """The nodes in an order in which each stands next to the one it has the strongest tie with."""
    left = list(nodes)
    order = [left.pop(0)] if left else []
    while left:
        here = order[-1]
        following = max(
            left, key=lambda node: graph.edges[here, node]["weight"] if graph.has_edge(here, node) else 0.0
        )
        left.remove(following)
        order.append(following)
    return order


def _short(name: str, most: int = 23) -> str:
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"
