"""Taking things away, links to a view, and a page for everyone."""

import json
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest
from selenium.webdriver import Keys
from support.explorer_page import Page
from support.explorer_world import HOSTILE

SIZES = {"wide": (1280, 800), "narrow": (390, 844)}


def download(page: Page, what: str, suffix: str) -> Path:
    folder = page.browser.downloads
    for old in folder.glob(f"*{suffix}"):
        old.unlink()
    page.find("#save").click()
    page.find(f'[data-save="{what}"]').click()
    return page.wait_for(lambda: next((f for f in folder.glob(f"*{suffix}") if f.stat().st_size), None))


def test_the_shown_graph_is_saved_as_json(page: Page) -> None:
    page.toggle("outperforms")
    data = json.loads(download(page, "json", ".json").read_text(encoding="utf-8"))
    assert data["title"] == "A small world"
    assert {node["name"] for node in data["nodes"]} == page.nodes
    assert HOSTILE in {node["name"] for node in data["nodes"]}
    types = {claim["type"] for claim in data["relationships"]}
    assert "BASED_ON" in types
    assert "OUTPERFORMS" not in types
    based = next(claim for claim in data["relationships"] if claim["type"] == "BASED_ON")
    assert based["sentence"] == "PromptFold extends tiny tuning."
    assert based["paper"] == "2206.00002"


def test_the_shown_graph_is_saved_as_graphml_that_networkx_reads(page: Page) -> None:
    graph = nx.read_graphml(download(page, "graphml", ".graphml"))
    assert {name for _, name in graph.nodes(data="name")} == page.nodes
    evidence = [data["sentence"] for *_, data in graph.edges(data=True)]
    assert f"SliceLoss is used for {HOSTILE}." in evidence


def test_the_picture_is_saved_as_png(page: Page) -> None:
    content = download(page, "png", ".png").read_bytes()
    assert content.startswith(b"\x89PNG\r\n")
    assert len(content) > 5000


def test_a_link_restores_view_selection_filters_and_camera(page: Page) -> None:
    page.toggle("Metric")
    page.slide("#confidence", 4)
    page.focus_on("PromptFold")
    page.button("Neighbourhood", "#panel").click()
    page.find('[data-depth="2"]').click()
    page.click_node("Lama-7")
    page.wait_for(lambda: page.panel)
    page.still()
    view = "return [explorer.network.getScale(), explorer.network.getViewPosition()]"
    nodes, panel, (scale, position) = page.nodes, page.panel, page.script(view)
    page.find("#save").click()
    page.find('[data-save="link"]').click()
    link = page.find("#link").get_attribute("value")
    page.open("#" + link.split("#", 1)[1])
    assert page.nodes == nodes
    assert page.panel == panel
    assert page.find('.toggle[data-name="Metric"] input').is_selected() is False
    assert page.find("#confidence").get_attribute("value") == "0.2"
    page.still()
    again, where = page.script(view)
    assert again == pytest.approx(scale, rel=0.01)
    assert (where["x"], where["y"]) == pytest.approx((position["x"], position["y"]), abs=2)


def test_a_link_that_names_what_is_not_there_opens_the_overview(
    open_page: Callable[..., Page], small_file: Path
) -> None:
    page = open_page(
        small_file, "#around=method:none&depth=9&confidence=high&hide=Nothing&edge=a&edge=b&at=1,2"
    )
    assert len(page.nodes) == 11


def test_the_browser_goes_back_through_what_was_looked_at(page: Page) -> None:
    page.focus_on("TinyTune")
    page.focus_on("SliceLoss")
    page.browser.back()
    page.wait_for(lambda: page.panel.startswith("TinyTune"))
    page.browser.back()
    page.wait_for(lambda: page.panel == "")


def test_everything_is_reached_by_tab_with_visible_focus(page: Page) -> None:
    reached = []
    for _ in range(80):
        page.press(Keys.TAB)
        seen = page.script(
            "const e = document.activeElement; const s = getComputedStyle(e); const again = e.dataset.seen; e.dataset.seen = 1;"
            "const ring = e.id === 'graph' || (s.outlineStyle !== 'none' && s.outlineWidth !== '0px');"
            "return again || e === document.body ? null : [e.id || e.closest('[data-name]')?.dataset.name || e.textContent.trim(), ring]"
        )
        if not seen:
            break
        reached.append(seen)
    names = {name for name, _ in reached}
    assert {
        "graph",
        "query",
        "home",
        "save",
        "help",
        "Method",
        "outperforms",
        "confidence",
        "from",
        "to",
    } <= names
    assert [name for name, ring in reached if not ring] == []


def test_arrows_walk_through_the_picture_and_escape_leads_out(page: Page) -> None:
    page.find("#graph").click()
    page.script("document.getElementById('graph').focus()")
    page.press(Keys.ARROW_RIGHT)
    first = page.panel.split("\n")[0]
    assert first in page.nodes
    moved = {first}
    for key in (Keys.ARROW_RIGHT, Keys.ARROW_DOWN, Keys.ARROW_LEFT, Keys.ARROW_UP):
        page.press(key)
        moved.add(page.panel.split("\n")[0])
    assert len(moved) > 1
    page.press(Keys.ENTER)
    assert page.script("return document.activeElement.id") == "panel"
    page.press(Keys.ESCAPE)
    assert page.panel == ""


def test_a_slash_leads_to_the_search_and_escape_out_of_a_neighbourhood(page: Page) -> None:
    page.press("/")
    assert page.script("return document.activeElement.id") == "query"
    page.press("PromptFold", Keys.ENTER)
    page.button("Neighbourhood", "#panel").click()
    assert len(page.nodes) == 2
    page.script("document.getElementById('graph').focus()")
    page.press(Keys.ESCAPE)
    assert len(page.nodes) == 11


def test_the_legend_works_by_keyboard_and_keeps_the_focus(page: Page) -> None:
    page.script("document.querySelector('.toggle[data-name=\"Model\"] input').focus()")
    page.press(Keys.SPACE)
    assert "Lama-7" not in page.nodes
    page.press(Keys.SPACE)
    assert "Lama-7" in page.nodes


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_axe_finds_nothing_serious(
    open_page: Callable[..., Page], small_file: Path, axe: str, size: tuple[int, int], scheme: str
) -> None:
    page = open_page(small_file, size=size, scheme=scheme)
    for prepare in (
        lambda: None,
        lambda: page.focus_on("TinyTune"),
        lambda: page.search("t"),
        lambda: (page.press(Keys.ESCAPE), page.find("#save").click()),
        lambda: (
            page.press(Keys.ESCAPE),
            page.script("location.hash = '#edge=method:tinytune&edge=method:bigtune'"),
        ),
        lambda: page.script(
            "location.hash = '#path=method:tinytune&path=task:topic-labelling&colour=community'"
        ),
        lambda: page.find("#help").click(),
    ):
        prepare()
        page.script(axe + ";window.axeDone = null; axe.run().then((found) => { window.axeDone = found; });")
        found = page.wait_for(lambda: page.script("return window.axeDone"))
        serious = [
            (rule["id"], rule["nodes"][0]["html"], rule["nodes"][0]["failureSummary"])
            for rule in found["violations"]
            if rule["impact"] in ("serious", "critical")
        ]
        assert serious == []


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_nothing_is_wider_than_the_window_and_every_control_can_be_hit(
    open_page: Callable[..., Page], small_file: Path, size: tuple[int, int]
) -> None:
    page = open_page(small_file, size=size)
    page.focus_on("SliceLoss")
    assert page.script("return document.documentElement.scrollWidth <= window.innerWidth")
    assert page.script("const p = document.getElementById('panel'); return p.scrollWidth <= p.clientWidth")
    hidden = page.script(
        "return [...document.querySelectorAll('#bar button, #query, #panel .close')].filter((e) => e.offsetWidth).filter((e) => {"
        "const b = e.getBoundingClientRect(); const top = document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2);"
        "return !(e === top || e.contains(top)); }).map((e) => e.id || e.className)"
    )
    assert hidden == []


def test_on_a_phone_filters_open_as_a_sheet(open_page: Callable[..., Page], small_file: Path) -> None:
    page = open_page(small_file, size=SIZES["narrow"])
    assert page.find("#filters").is_displayed() is False
    page.find("#show-filters").click()
    page.toggle("Dataset")
    assert "ShortTexts" not in page.nodes
    page.press(Keys.ESCAPE)
    assert page.find("#filters").is_displayed() is False


def test_labels_do_not_overlap(open_page: Callable[..., Page], large_file: Path) -> None:
    page = open_page(large_file)
    boxes = page.script("return explorer.shown.labels")
    assert len(boxes) > 12
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            apart = (
                a["right"] <= b["left"]
                or b["right"] <= a["left"]
                or a["bottom"] <= b["top"]
                or b["bottom"] <= a["top"]
            )
            assert apart, (a, b)
