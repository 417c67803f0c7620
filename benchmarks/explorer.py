"""How long the explorer takes to draw and to answer, beside plain pyvis with default options.

    python benchmarks/explorer.py graph.lbug          # a graph that kg build has made
    python benchmarks/explorer.py records.jsonl       # what kg extract prints

Both pages hold the same nodes and edges. A picture counts as useful when nodes stand still on the canvas: for
plain pyvis when its loading bar has gone. Beside the seconds on the clock stand those of the browser's (or, for the
layout, this process's) processor time: about what an idle machine would take. Needs Chromium and its driver.
"""

import argparse
import itertools
import json
import os
import statistics
import tempfile
import time
from pathlib import Path

import networkx as nx
from pyvis.network import Network
from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.chrome.service import Service
from urllib3.exceptions import ReadTimeoutError

from extract.record import ExtractionRecord
from kg.graph import Graph
from kg.resolution import resolve
from kg.store import open_store
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


Times = tuple[float, float]
"""Seconds on the clock, and of processor time."""


def worked(browser: webdriver.Chrome) -> float:
    """Seconds of processor time that the page's main thread has had."""
    metrics = browser.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
    return next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")


def load(browser: webdriver.Chrome, page: Path, ready: str) -> Times | None:
    """How long it takes until a condition in the page holds; None when it does not within the patience."""
    browser.get("about:blank")
    before, start = worked(browser), time.perf_counter()
    try:
        browser.get(page.as_uri())
        while not browser.execute_script(f"return {ready}"):
            if time.perf_counter() - start > PATIENCE:
                return None
            time.sleep(0.01)
    except (ReadTimeoutError, TimeoutException):  # a page that is too busy to answer
        return None
    taken, work = time.perf_counter() - start, worked(browser)
    return taken, work - before if work > before else work  # a new process counts from zero


def answer(browser: webdriver.Chrome, action: str) -> Times:
    """Milliseconds from an action until the picture after it is on the screen."""
    before = worked(browser)
    taken = browser.execute_async_script(
        "const done = arguments[0]; const start = performance.now();"
        + action
        + "; requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)))"
    )
    return taken, 1000 * (worked(browser) - before)


def typical(times: list[Times]) -> Times:
    """The medians."""
    return statistics.median(taken for taken, _ in times), statistics.median(work for _, work in times)


def read(path: Path, papers: int) -> Graph:
    """The graph of a store, or of the first records of a file."""
    if path.suffix == ".lbug":
        with open_store(str(path)) as store:
            return store.graph()
    with path.open(encoding="utf-8") as file:
        lines = itertools.islice(file, papers)
        return resolve([ExtractionRecord.from_dict(json.loads(line)) for line in lines]).graph


def main() -> None:
    """Draw, open, click, and print one line a figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("graph", type=Path, help="graph.lbug or records.jsonl")
    parser.add_argument("--papers", type=int, default=4000, help="records to read")
    parser.add_argument("--nodes", type=int, default=2000)
    parser.add_argument("--edges", type=int, default=6000)
    arguments = parser.parse_args()
    graph = densest(read(arguments.graph, arguments.papers), arguments.nodes)
    folder = Path(tempfile.mkdtemp())
    ours, plain = folder / "explorer.html", folder / "pyvis.html"

    start = time.perf_counter()
    picture = explorer.write_explorer(graph, ours, limit=arguments.nodes, edges=arguments.edges)
    written = time.perf_counter() - start
    number = {key: i for i, key in enumerate(picture.nodes)}
    edges = [(number[a], number[b]) for a, b in picture.edges]
    start, before = time.perf_counter(), time.process_time()
    layout(len(number), edges, [1.0] * len(edges))
    figures: dict[str, Times] = {"layout, s": (time.perf_counter() - start, time.process_time() - before)}
    megabytes = ours.stat().st_size / 1e6
    figures["file, MB"] = (megabytes, megabytes)

    network = Network(directed=True, cdn_resources="in_line")
    for key, i in number.items():
        network.add_node(i, label=str(graph.nodes[key]["name"]))
    for a, b in edges:
        network.add_edge(a, b)
    plain.write_text(network.generate_html(), encoding="utf-8")

    browser = chromium()
    browser.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
    ready = "document.documentElement.dataset.ready === 'true'"
    loads = [load(browser, ours, ready) or (PATIENCE, PATIENCE) for _ in range(3)]
    figures["first picture, s"] = typical(loads)
    toggle = "document.querySelectorAll('#types input')[1].click()"
    figures["toggle, ms"] = typical([answer(browser, toggle) for _ in range(6)])
    type_ = "const q = document.getElementById('query'); q.value = 'tun'; q.dispatchEvent(new Event('input'))"
    figures["search, ms"] = typical([answer(browser, type_) for _ in range(5)])
    go = "location.hash = '#node=' + encodeURIComponent(explorer.nodes[{}].id)"
    figures["select, ms"] = typical([answer(browser, go.format(i)) for i in range(5)])

    print(
        f"{len(picture.nodes):,} nodes and {len(picture.edges):,} edges; the page took {written:.1f} s to write"
    )
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"{'':18} {'clock':>8} {'limit':>8} {'':7} {'processor':>9}")
    for name, limit in LIMITS.items():
        taken, work = figures[name]
        print(
            f"{name:18} {taken:8.2f} {limit:8.1f} {'ok' if taken <= limit else 'MISSED':7} {work:9.2f}",
            flush=True,
        )
    other = load(browser, plain, "document.getElementById('loadingBar')?.style.display === 'none'")
    size = f"file {plain.stat().st_size / 1e6:.1f} MB"
    if other is None:
        print(f"plain pyvis: no picture within {PATIENCE} s, {size}")
    else:
        ratio = other[0] / figures["first picture, s"][0]
        print(f"plain pyvis: first picture {other[0]:.1f} s, {ratio:.0f} times ours, {size}")
    browser.quit()


if __name__ == "__main__":
    main()
