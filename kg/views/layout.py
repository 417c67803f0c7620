"""Positions for the picture, computed before it is opened so that nothing moves in the browser."""

import math
import random
import statistics
from collections.abc import Sequence

import igraph

Position = tuple[float, float]

SPACING = 110.0
"""Mean distance between neighbouring nodes in the picture's units (one unit is one pixel at scale 1)."""

ASPECT = 1.5
"""Width over height: screens and labels are wider than high."""


def layout(
    count: int, edges: Sequence[tuple[int, int]], weights: Sequence[float], seed: int = 1
) -> list[Position]:
    """Positions of ``count`` nodes: Fruchterman and Reingold (1991) for each component, components packed.

    Args:
        count: number of nodes, numbered from 0.
        edges: pairs of node numbers.
        weights: one positive weight an edge; heavier edges are drawn shorter.
        seed: the same seed gives the same picture.
    """
    graph = igraph.Graph(n=count, edges=list(edges))
    graph.es["weight"] = [1 + math.log(max(weight, 1.0)) for weight in weights]
    igraph.set_random_number_generator(random.Random(seed))
    try:
        parts = sorted(graph.connected_components(), key=lambda part: (-len(part), part[0]))
        drawn = [_component(graph.induced_subgraph(part)) for part in parts]
    finally:
        igraph.set_random_number_generator(random)  # igraph's own default
    positions: list[Position] = [(0.0, 0.0)] * count
    for part, points, (left, top) in zip(
        parts, drawn, _pack([_extent(points) for points in drawn]), strict=True
    ):
        x0, y0 = min(x for x, _ in points), min(y for _, y in points)
        for node, (x, y) in zip(part, points, strict=True):
            positions[node] = (left + x - x0, top + y - y0)
    return _centred(positions)


def _component(graph: igraph.Graph) -> list[Position]:
    size = graph.vcount()
    if size == 1:
        return [(0.0, 0.0)]
    if size == 2:
        return [(0.0, 0.0), (SPACING, 0.0)]
    # A Kamada-Kawai start unfolds what Fruchterman-Reingold leaves crossed; it is too slow for large graphs.
    start = graph.layout_kamada_kawai() if size <= 600 else graph.layout_drl(weights="weight")
    points = graph.layout_fruchterman_reingold(
        weights="weight",
        seed=start,
        niter=600 if size <= 600 else 300,
        grid="nogrid" if size <= 600 else "auto",
    ).coords
    points = _evened(points)
    scale = SPACING * math.sqrt(size) / max(_spread(points), 1e-9)
    stretch = _stretch(points)
    return _apart([(x * scale * stretch, y * scale / stretch) for x, y in points])


def _stretch(points: Sequence[Position]) -> float:
    """What to multiply x with and divide y by to come nearer to the aspect, without much distortion."""
    wide, high = (max(statistics.pstdev(axis), 1e-9) for axis in zip(*points, strict=True))
    return min(1.5, max(1 / 1.5, math.sqrt(ASPECT * high / wide)))


def _evened(points: Sequence[Position], power: float = 0.7) -> list[Position]:
    """The points with the crowd around the middle spread out and what lies far off brought nearer."""
    middle_x, middle_y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    result = []
    for x, y in points:
        distance = math.hypot(x - middle_x, y - middle_y)
        factor = max(distance, 1e-6) ** (power - 1)
        result.append(((x - middle_x) * factor, (y - middle_y) * factor))
    return result


def _spread(points: Sequence[Position]) -> float:
    """The side of a square that would hold the middle of the points about as densely."""
    middle_x, middle_y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    variance = sum((x - middle_x) ** 2 + (y - middle_y) ** 2 for x, y in points) / len(points)
    return math.sqrt(6 * variance)  # a uniform square of side s has the variance s²/6


def _apart(points: list[Position], distance: float = SPACING * 0.6, rounds: int = 30) -> list[Position]:
    """Push points that lie closer than ``distance`` apart, a little every round, found through a grid."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    for _ in range(rounds):
        cells: dict[tuple[int, int], list[int]] = {}
        for i in range(len(xs)):
            cells.setdefault((int(xs[i] // distance), int(ys[i] // distance)), []).append(i)
        moved = False
        for (column, row), here in cells.items():
            near = [
                j for dx in (-1, 0, 1) for dy in (-1, 0, 1) for j in cells.get((column + dx, row + dy), ())
            ]
            for i in here:
                for j in near:
                    if j <= i:
                        continue
                    dx, dy = xs[j] - xs[i], ys[j] - ys[i]
                    gap = math.hypot(dx, dy)
                    if gap >= distance:
                        continue
                    if gap < 1e-6:
                        dx, dy, gap = math.cos(i + j), math.sin(i + j), 1.0
                        push = distance / 2
                    else:
                        push = (distance - gap) / 2
                    xs[i], ys[i] = xs[i] - dx / gap * push, ys[i] - dy / gap * push
                    xs[j], ys[j] = xs[j] + dx / gap * push, ys[j] + dy / gap * push
                    moved = True
        if not moved:
            break
    return list(zip(xs, ys, strict=True))


def _extent(points: Sequence[Position]) -> tuple[float, float]:
    xs, ys = zip(*points, strict=True)
    return max(xs) - min(xs) + SPACING * 1.6, max(ys) - min(ys) + SPACING


def _pack(boxes: Sequence[tuple[float, float]]) -> list[Position]:
    """Left upper corners for boxes given largest first: the first alone, the others in rows below it."""
    if not boxes:
        return []
    corners = [(0.0, 0.0)]
    total = sum(width * height for width, height in boxes)
    row_width = max(boxes[0][0], math.sqrt(total * ASPECT))
    left, top, height = 0.0, boxes[0][1], 0.0
    for box_width, box_height in boxes[1:]:
        if left and left + box_width > row_width:
            left, top, height = 0.0, top + height, 0.0
        corners.append((left, top))
        left, height = left + box_width, max(height, box_height)
    return corners


def _centred(positions: list[Position]) -> list[Position]:
    if not positions:
        return []
    xs, ys = zip(*positions, strict=True)
    middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return [(round(x - middle_x), round(y - middle_y)) for x, y in positions]  # vis-network drops fractions
