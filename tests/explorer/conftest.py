"""A browser without a network, and pages of graphs that are known by hand."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from support.explorer_page import Page
from support.explorer_world import large_world, small_world
from support.services import missing

from kg.views.explorer import write_explorer

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--force-prefers-reduced-motion",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # whatever a page asks for, no name leads anywhere
)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """Headless Chromium whose requests are recorded; downloads go to the folder ``browser.downloads``."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        missing("Chromium is not installed (Debian: chromium chromium-driver)")
    downloads = tmp_path_factory.mktemp("downloads")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}", "--window-size=1280,800"):
        options.add_argument(flag)
    options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    options.set_capability("goog:loggingPrefs", {"browser": "WARNING", "performance": "ALL"})
    chrome = webdriver.Chrome(options=options, service=Service(driver))
    chrome.downloads = downloads
    yield chrome
    chrome.quit()


@pytest.fixture(scope="session")
def small_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the small graph."""
    path = tmp_path_factory.mktemp("pages") / "small.html"
    write_explorer(small_world(), path, title="A small world")
    return path


@pytest.fixture(scope="session")
def large_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a graph that is too large to be shown whole: 60 of its 313 entities are."""
    path = tmp_path_factory.mktemp("pages") / "large.html"
    write_explorer(large_world(), path, limit=60)
    return path


@pytest.fixture
def open_page(browser: webdriver.Chrome) -> Iterator[Callable[..., Page]]:
    """Opens files, and fails the test if a page asks the network for anything or reports an error."""
    opened: list[Page] = []

    def open_(
        file: Path, fragment: str = "", size: tuple[int, int] = (1280, 800), scheme: str = "light"
    ) -> Page:
        page = Page(browser, file)
        page.requests(), page.errors()
        page.resize(*size)
        page.colours(scheme)
        opened.append(page)
        return page.open(fragment)

    yield open_
    for page in opened:
        assert page.requests() == []
        assert page.errors() == []


@pytest.fixture
def page(open_page: Callable[..., Page], small_file: Path) -> Page:
    """The small graph, open."""
    return open_page(small_file)


@pytest.fixture
def large(open_page: Callable[..., Page], large_file: Path) -> Page:
    """The large graph, open."""
    return open_page(large_file)


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, from the npm package: KG_AXE_CORE, or a node_modules folder above the tests."""
    named = os.environ.get("KG_AXE_CORE")
    places = (
        [Path(named)]
        if named
        else [parent / "node_modules/axe-core/axe.min.js" for parent in Path(__file__).parents]
    )
    for place in places:
        if place.is_file():
            return place.read_text(encoding="utf-8")
    missing("axe-core is not installed (npm install axe-core; KG_AXE_CORE names its axe.min.js)")
