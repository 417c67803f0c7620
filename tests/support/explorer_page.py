"""A page in a real browser, as a person uses it: clicks, keys, and what is then to be seen."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

LOCAL = ("file:", "data:", "blob:", "about:", "chrome:")


class Page:
    """One exported file, open."""

    def __init__(self, browser: Chrome, file: Path) -> None:
        self.browser = browser
        self.file = file

    def open(self, fragment: str = "") -> "Page":
        """Load the file anew and wait for its first picture."""
        self.browser.get("about:blank")
        self.browser.get(self.file.as_uri() + fragment)
        self.wait_for(lambda: self.script("return document.documentElement.dataset.ready === 'true'"))
        return self

    def script(self, source: str, *arguments: Any) -> Any:
        """Run JavaScript in the page."""
        return self.browser.execute_script(source, *arguments)

    def wait_for(self, condition: Callable[[], Any], seconds: float = 30) -> Any:
        """Poll until the condition holds."""
        end = time.monotonic() + seconds
        while not (value := condition()):
            assert time.monotonic() < end, "what the test waits for did not happen"
            time.sleep(0.02)
        return value

    def resize(self, width: int, height: int) -> None:
        """Give the window another size, as a phone or a laptop has it."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def colours(self, scheme: str) -> None:
        """Switch the system to ``light`` or ``dark``."""
        features = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", features)

    # What is to be seen.

    def find(self, selector: str) -> WebElement:
        """The first element that a CSS selector finds."""
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[WebElement]:
        """All elements that a CSS selector finds."""
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    @property
    def nodes(self) -> set[str]:
        """Names of the nodes drawn."""
        return set(self.script("return [...explorer.shown.visible].map((n) => explorer.nodes[n].name)"))

    @property
    def lines(self) -> set[frozenset[str]]:
        """The pairs of names that a line joins."""
        pairs = self.script(
            "return [...explorer.shown.lines.values()].map((p) => [explorer.nodes[p.a].name, explorer.nodes[p.b].name])"
        )
        return {frozenset(pair) for pair in pairs}

    @property
    def status(self) -> str:
        """The line under the picture."""
        return self.find("#status").text

    @property
    def panel(self) -> str:
        """The text of the details; empty when they are closed."""
        panel = self.find("#panel")
        return panel.text if panel.is_displayed() else ""

    def marks(self) -> list[str]:
        """What is marked in the evidence shown."""
        return [mark.text for mark in self.all("#panel mark")]

    def legend(self) -> dict[str, int]:
        """The counts of the legend by name."""
        return {
            row.get_attribute("data-name"): int(
                row.find_element(By.CSS_SELECTOR, ".count").text.replace(",", "")
            )
            for row in self.all(".toggle")
        }

    # What a person does.

    def still(self) -> None:
        """Wait until no animation moves the picture."""
        view = "return JSON.stringify([explorer.network.getViewPosition(), explorer.network.getScale()])"
        before = None
        while (now := self.script(view)) != before:
            before = now
            time.sleep(0.06)

    def node_at(self, name: str) -> tuple[int, int]:
        """Where on the screen a node is drawn."""
        self.still()
        place = self.script(
            "const n = explorer.nodes.find((n) => n.name === arguments[0]).number;"
            "return explorer.network.canvasToDOM(explorer.network.getPositions([n])[n])",
            name,
        )
        return round(place["x"]), round(place["y"])

    def click_at(self, x: int, y: int, *, shift: bool = False, times: int = 1) -> None:
        """Click at a point of the window; vis-network waits a moment for a double click."""
        actions = ActionChains(self.browser, duration=0)
        actions.w3c_actions.pointer_action.move_to_location(x, y)
        if shift:
            actions.key_down(Keys.SHIFT)
        for _ in range(times):
            actions.click()
        if shift:
            actions.key_up(Keys.SHIFT)
        actions.perform()

    def click_node(self, name: str, *, shift: bool = False) -> None:
        """Click a node in the picture."""
        self.click_at(*self.node_at(name), shift=shift)

    def click_line(self, a: str, b: str) -> None:
        """Click the line between two nodes, a little off its middle, where no label lies."""
        (ax, ay), (bx, by) = self.node_at(a), self.node_at(b)
        self.click_at(round(ax * 0.55 + bx * 0.45), round(ay * 0.55 + by * 0.45))

    def press(self, *keys: str) -> None:
        """Press keys where the focus is."""
        ActionChains(self.browser, duration=0).send_keys(*keys).perform()

    def search(self, text: str) -> list[str]:
        """Type into the search box; the results it offers."""
        box = self.find("#query")
        box.clear()
        box.send_keys(text)
        return [item.text for item in self.all("#found li")]

    def focus_on(self, text: str) -> None:
        """Find something by name and go there."""
        self.search(text)
        self.press(Keys.ENTER)

    def toggle(self, name: str) -> None:
        """Switch a row of the legend."""
        self.find(f'.toggle[data-name="{name}"] input').click()

    def slide(self, slider: str, presses: int) -> None:
        """Move a slider with the keyboard, to the right or (negative) to the left."""
        self.script("arguments[0].focus()", self.find(slider))
        self.press(*([Keys.ARROW_RIGHT if presses > 0 else Keys.ARROW_LEFT] * abs(presses)))

    def button(self, text: str, within: str = "body") -> WebElement:
        """The button that reads so."""
        return next(b for b in self.all(f"{within} button") if b.text.strip() == text and b.is_displayed())

    # What must not happen.

    def requests(self) -> list[str]:
        """Addresses outside this file that the page has asked for since the last call."""
        asked = []
        for entry in self.browser.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                asked.append(message["params"]["request"]["url"])
        return [address for address in asked if not address.startswith(LOCAL)]

    def errors(self) -> list[str]:
        """Errors and warnings in the console since the last call."""
        return [entry["message"] for entry in self.browser.get_log("browser")]
