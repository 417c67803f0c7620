"""The report in a real browser, with no network."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from support.services import missing
from support.small_graph import record
from support.stores import stored

import kg


@pytest.fixture(scope="module")
def browser(tmp_path_factory) -> Iterator[webdriver.Chrome]:
    """Headless Chromium for which no name leads anywhere, and which records what pages ask for."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        missing("Chromium is not installed (Debian: chromium chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-dev-shm-usage",
        "--force-prefers-reduced-motion",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        f"--user-data-dir={tmp_path_factory.mktemp('profile')}",
    ):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = webdriver.Chrome(options=options, service=Service(driver))
    yield chrome
    chrome.quit()


@pytest.fixture(scope="module")
def file(small, tmp_path_factory) -> Path:
    """The report of the small graph, on disk."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(small.report()["report.html"], encoding="utf-8")
    return path


@pytest.fixture
def page(browser, file) -> webdriver.Chrome:
    """The report, open at a common size and in light colours."""
    shape(browser, 1280, "light")
    browser.get("about:blank")
    browser.get_log("performance")
    browser.get(file.as_uri())
    return browser


def shape(browser, width, scheme):
    """Give the page a width in pixels and a colour scheme."""
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    feature = {"name": "prefers-color-scheme", "value": scheme}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})


def test_the_page_asks_for_nothing_but_itself_and_complains_of_nothing(page, file):
    events = [json.loads(entry["message"])["message"] for entry in page.get_log("performance")]
    asked = {
        event["params"]["request"]["url"]
        for event in events
        if event["method"] == "Network.requestWillBeSent"
    }
    assert {address for address in asked if not address.startswith("data:")} == {file.as_uri()}
    assert [entry for entry in page.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_a_number_opens_its_evidence_and_the_cross_closes_it_where_one_was(page):
    row = page.find_element(By.XPATH, "//div[@id='type-model']//tr[td='BERT']")
    row.find_element(By.CLASS_NAME, "number").click()
    panel = page.find_element(By.CSS_SELECTOR, ".evidence:target")
    assert panel.is_displayed()
    assert panel.find_element(By.TAG_NAME, "h2").text == "Papers that mention BERT (Model)"
    assert len(panel.find_elements(By.TAG_NAME, "figure")) == 4
    place = page.execute_script("return scrollY")
    panel.find_element(By.CLASS_NAME, "close").click()
    assert not panel.is_displayed()
    assert page.execute_script("return scrollY") == place


def test_a_point_in_the_picture_of_a_community_opens_its_papers(page):
    picture = page.find_element(By.CSS_SELECTOR, "svg.network a")
    name = picture.find_element(By.TAG_NAME, "text").text
    page.execute_script("arguments[0].scrollIntoView({block: 'center'})", picture)
    picture.find_element(By.TAG_NAME, "circle").click()
    assert name in page.find_element(By.CSS_SELECTOR, ".evidence:target h2").text


def test_what_papers_wrote_is_text(page):
    assert page.execute_script("return document.scripts.length") == 0
    assert "<script>alert(1)</script>" in page.find_element(By.TAG_NAME, "body").get_property("textContent")


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_nothing_sticks_out_sideways(page, width):
    shape(page, width, "light")
    assert page.execute_script("return document.documentElement.scrollWidth") <= width


def test_no_label_of_a_picture_is_cut(page, small, tmp_path):
    names = [f"General Language Understanding number {number}" for number in range(10)]
    entities = dict.fromkeys(names, ("Dataset", "uses"))
    text = " ".join(f"We use {name}." for name in names)
    long = [record(f"p{number}", None, f"Paper {number}", text, entities) for number in range(2)]
    long += [
        record(f"q{number}", None, f"Paper {number}", "We use LoRA.", {"LoRA": ("Method", "uses")})
        for number in range(3)
    ]
    with kg.open(stored(long, tmp_path)) as graph:
        (tmp_path / "report.html").write_text(graph.report()["report.html"], encoding="utf-8")
    page.get((tmp_path / "report.html").as_uri())
    assert len(page.find_elements(By.CSS_SELECTOR, "svg.network text")) == 10
    outside = page.execute_script(
        """return [...document.querySelectorAll('svg.network')].flatMap(svg => {
             const box = svg.getBoundingClientRect();
             return [...svg.querySelectorAll('text')].filter(text => {
               const own = text.getBoundingClientRect();
               return own.left < box.left - 1 || own.right > box.right + 1 || own.top < box.top - 1;
             }).map(text => text.textContent);
           })"""
    )
    assert outside == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("panel", ["", "#e1"])
def test_axe_finds_no_serious_violation(page, file, scheme, panel):
    shape(page, 1280, scheme)
    page.get("about:blank")
    page.get(file.as_uri() + panel)
    page.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
    page.execute_script(axe())
    found = page.execute_async_script(
        "const done = arguments[0]; axe.run().then(r => done(r.violations.map(v => "
        "[v.impact, v.id, v.nodes.slice(0, 3).map(n => n.html.slice(0, 200))])))"
    )
    assert [violation for violation in found if violation[0] in ("serious", "critical")] == []


def axe() -> str:
    """The source of axe-core, from the npm package: KG_AXE_CORE, or a node_modules folder above the tests."""
    named = os.environ.get("KG_AXE_CORE")
    folders = [parent / "node_modules/axe-core/axe.min.js" for parent in Path(__file__).parents]
    for place in [Path(named)] if named else folders:
        if place.is_file():
            return place.read_text(encoding="utf-8")
    missing("axe-core is not installed (npm install axe-core; KG_AXE_CORE names its axe.min.js)")
