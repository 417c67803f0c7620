"""How long the explorer takes to draw and to answer, beside plain pyvis with default options.

    python benchmarks/explorer.py RECORDS.jsonl [--nodes 2000] [--edges 6000]

RECORDS is what `kg extract` prints. Both pages hold the same nodes and edges. A picture counts as useful when
nodes stand still on the canvas: for plain pyvis when its loading bar has gone. Needs Chromium and its driver.
"""

import argparse
import gc
import json
import os
import statistics
import tempfile
import time
from pathlib import Path

import networkx as nx
from pyvis.network import Network
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from extract.record import ExtractionRecord
from kg.graph import Graph
from kg.resolution import resolve
from kg.views import explorer
from kg.views.atlas import claim_graph
from kg.views.layout import layout

LIMITS = {
    "first picture, s": 3.0,
    "toggle, ms": 200.0,
    "search, ms": 200.0,
    "select, ms": 200.0,
    "file, MB": 12.0,
    "layout, s": 10.0,
}
PATIENCE = 120
"""Seconds to wait for a page's picture before giving up on it."""


def densest(graph: Graph, nodes: int) -> Graph:
    """The part of the graph with the best connected ``nodes`` entities, and all papers and results."""
    drawn = claim_graph(graph)
    core = nx.core_number(drawn)
    kept = set(sorted(drawn, key=lambda key: (-core[key], -drawn.degree(key), key))[:nodes])
    chosen = {
        key: value for key, value in graph.nodes.items() if key in kept or key.label in ("Paper", "Result")
    }
    links = {
        key: value for key, value in graph.relationships.items() if key.start in chosen and key.end in chosen
    }
    return Graph(chosen, links)


def chromium() -> webdriver.Chrome:
    """A headless browser as the tests use it."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--window-size=1280,800",
    ):
        options.add_argument(flag)
    options.add_argument(f"--user-data-dir={tempfile.mkdtemp()}")
    options.add_argument("--host-resolver-rules=MAP * ~NOTFOUND")
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


def load(browser: webdriver.Chrome, page: Path, ready: str) -> float | None:
    """Seconds until a condition in the page holds; None when it never does."""
    browser.get("about:blank")
    start = time.perf_counter()
    browser.get(page.as_uri())
    while not browser.execute_script(f"return {ready}"):
        if time.perf_counter() - start > PATIENCE:
            return None
        time.sleep(0.01)
    return time.perf_counter() - start


def answer(browser: webdriver.Chrome, action: str) -> float:
    """Milliseconds from an action until the picture after it is on the screen."""
    return browser.execute_async_script(
        "const done = arguments[0]; const start = performance.now();"
        + action
        + "; requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)))"
    )


def main() -> None:
    """Draw, open, click, and print one line a figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("records", type=Path)
    parser.add_argument("--papers", type=int, default=4000, help="records to read")
    parser.add_argument("--nodes", type=int, default=2000)
    parser.add_argument("--edges", type=int, default=6000)
    arguments = parser.parse_args()
    with arguments.records.open(encoding="utf-8") as file:
        records = [
            ExtractionRecord.from_dict(json.loads(line))
            for _, line in zip(range(arguments.papers), file, strict=False)
        ]
    graph = densest(resolve(records).graph, arguments.nodes)
    del records
    gc.collect()
    folder = Path(tempfile.mkdtemp())
    ours, plain = folder / "explorer.html", folder / "pyvis.html"

    start = time.perf_counter()
    picture = explorer.write_explorer(graph, ours, limit=arguments.nodes, edges=arguments.edges)
    written = time.perf_counter() - start
    number = {key: i for i, key in enumerate(picture.nodes)}
    edges = [(number[a], number[b]) for a, b in picture.edges]
    start = time.perf_counter()
    layout(len(number), edges, [1.0] * len(edges))
    figures: dict[str, float] = {"layout, s": time.perf_counter() - start}

    network = Network(directed=True, cdn_resources="in_line")
    for key, i in number.items():
        network.add_node(i, label=str(graph.nodes[key]["name"]))
    for a, b in edges:
        network.add_edge(a, b)
    plain.write_text(network.generate_html(), encoding="utf-8")

    browser = chromium()
    loads = [load(browser, ours, "document.documentElement.dataset.ready === 'true'") for _ in range(3)]
    figures["first picture, s"] = statistics.median(seconds or PATIENCE for seconds in loads)
    toggle = "document.querySelectorAll('#types input')[1].click()"
    type_ = "const q = document.getElementById('query'); q.value = 'tun'; q.dispatchEvent(new Event('input'))"
    figures["toggle, ms"] = statistics.median(answer(browser, toggle) for _ in range(6))
    figures["search, ms"] = statistics.median(answer(browser, type_) for _ in range(5))
    figures["select, ms"] = statistics.median(
        answer(browser, f"location.hash = '#node=' + encodeURIComponent(explorer.nodes[{i}].id)")
        for i in range(5)
    )
    figures["file, MB"] = ours.stat().st_size / 1e6
    other = load(browser, plain, "document.getElementById('loadingBar')?.style.display === 'none'")
    browser.quit()

    print(
        f"{len(picture.nodes):,} nodes, {len(picture.edges):,} edges, {len(graph.nodes):,} nodes embedded or in evidence"
    )
    print(
        f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; the page took {written:.1f} s to write"
    )
    for name, limit in LIMITS.items():
        value = figures[name]
        print(f"{name:18} {value:8.2f}   limit {limit:6.1f}   {'ok' if value <= limit else 'MISSED'}")
    said = f"{other:.1f} s" if other else f"not within {PATIENCE} s"
    ratio = f"; {other / figures['first picture, s']:.0f} times ours" if other else ""
    print(f"plain pyvis: first picture {said}{ratio}, file {plain.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
