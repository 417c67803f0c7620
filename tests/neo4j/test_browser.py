"""The real Neo4j Browser, driven in headless Chromium: a template pasted and run, a graph drawn, our files dropped."""

import base64

import pytest
from selenium.common.exceptions import ElementNotInteractableException, StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.ui import WebDriverWait
from support.chromium import chromium

import queries
from kg.browser import write_kit
from kg.schema import NODES

NEWEST = "[data-testid=frame]:first-of-type"
PATIENCE = 240  # seconds for one step of a page on a busy machine


class Browser:
    """Neo4j Browser, connected to a server."""

    def __init__(self, driver, server):
        self.driver = driver
        driver.get(server.browser_url)
        self.wait(self.choose_no_authentication)
        self.find("[data-testid=connect]").click()
        self.wait(lambda: not driver.find_elements(By.CSS_SELECTOR, "[data-testid=disconnectedBanner]"))
        self.wait(lambda: ":play start" in self.text(NEWEST))  # Browser's own greeting comes last

    def choose_no_authentication(self):
        """Choose it; False while the page is still moving its form into view."""
        choices = Select(self.find("[data-testid=authenticationMethod]"))
        try:
            choices.select_by_visible_text("No authentication")
        except (ElementNotInteractableException, StaleElementReferenceException):
            return False
        return True

    def wait(self, condition):
        return WebDriverWait(self.driver, PATIENCE, 0.3).until(lambda _: condition())

    def find(self, selector):
        return self.wait(lambda: next(iter(self.driver.find_elements(By.CSS_SELECTOR, selector)), None))

    def text(self, selector):
        """The text of the first match, empty while there is none or the page replaces it."""
        script = "const e = document.querySelector(arguments[0]); return e ? e.innerText : ''"
        return self.driver.execute_script(script, selector)

    def run(self, text):
        """Paste text into the editor and press the run button."""
        frames = len(self.driver.find_elements(By.CSS_SELECTOR, "[data-testid=frame]"))
        self.find("[data-testid=activeEditor] .monaco-editor").click()
        self.driver.execute_cdp_cmd("Input.insertText", {"text": text})
        self.find("[data-testid=editor-Run]").click()
        self.wait(lambda: len(self.driver.find_elements(By.CSS_SELECTOR, "[data-testid=frame]")) > frames)

    def successes(self):
        """How many of the newest frame's statements have succeeded; Browser lists several that are run at once."""
        icons = f"{NEWEST} [data-testid=multi-statement-list-icon][title='Status: success']"
        return len(self.driver.find_elements(By.CSS_SELECTOR, icons))

    def drop(self, path):
        """Drop a file on the page, as a hand would."""
        script = """
            const bytes = Uint8Array.from(atob(arguments[0]), c => c.charCodeAt(0));
            const data = new DataTransfer();
            data.items.add(new File([bytes], arguments[1]));
            const target = document.querySelector('[data-testid=main]');
            for (const kind of ['dragenter', 'dragover', 'drop'])
                target.dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
        """
        self.driver.execute_script(script, base64.b64encode(path.read_bytes()).decode(), path.name)


@pytest.fixture(scope="module")
def browser(loaded):
    with chromium() as driver:
        yield Browser(driver, loaded.server)


def test_a_template_pastes_into_the_editor_and_runs(browser):
    template = queries.get("methods-for-task")
    browser.run(template.text)
    browser.wait(lambda: browser.successes() == len(template.parameters) + 1)


def test_a_parameter_is_set_and_the_template_shows_its_rows(browser, loaded):
    template = queries.get("methods-for-task")
    for line in template.text.split("\n"):
        if line.startswith(":param"):
            browser.run(line.replace("text classification", "machine translation"))
    browser.run(template.cypher)
    expected = loaded.neo4j.query(template.cypher, template.bind({"task": "machine translation"}))
    assert expected.rows
    browser.wait(lambda: str(expected.rows[0][0]) in browser.text(NEWEST))
    browser.wait(lambda: expected.columns[0] in browser.text(NEWEST))


def test_a_graph_is_drawn_in_our_colours(browser, tmp_path):
    style, _, _ = write_kit(tmp_path)
    browser.drop(style)
    browser.wait(lambda: "node.Method" in browser.text("[data-testid=stream]"))
    browser.run("MATCH (m:Method {name: 'LoRA'})-[r:USED_FOR]->(t:Task) RETURN m, r, t LIMIT 5")
    drawn = "[data-testid=stream] svg .node circle"

    def colours():
        script = "return [...document.querySelectorAll(arguments[0])].map(e => e.getAttribute('fill'))"
        return {str(colour).upper() for colour in browser.driver.execute_script(script, drawn) if colour}

    wanted = {NODES["Method"].colour.upper(), NODES["Task"].colour.upper()}
    browser.wait(lambda: wanted <= colours())


def test_the_templates_become_saved_scripts(browser, tmp_path):
    _, scripts, _ = write_kit(tmp_path)
    browser.drop(scripts)
    browser.find("[data-testid=navigationFavorites]").click()
    topic = queries.get("methods-for-task").topic
    browser.wait(lambda: f"kg - {topic}" in browser.text("body"))
