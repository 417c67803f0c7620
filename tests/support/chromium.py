"""Headless Chromium for tests of pages."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.webdriver import WebDriver

from support.services import missing


@contextmanager
def chromium(*arguments: str) -> Iterator[WebDriver]:
    """A driver of headless Chromium with no network beyond what the page asks for; ended with the block."""
    program = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
    chromedriver = shutil.which("chromedriver")
    if not program or not chromedriver:
        missing("Chromium or its driver is missing (Debian: apt-get install chromium chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    # No sandbox and no shared memory: inside containers neither is to be had.
    flags = (
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--window-size=1400,1000",
    )
    for flag in (*flags, *arguments):
        options.add_argument(flag)
    try:
        driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(chromedriver))
    except WebDriverException as error:
        missing(f"Chromium does not start: {error.msg}")
    try:
        driver.set_page_load_timeout(300)
        yield driver
    finally:
        driver.quit()
