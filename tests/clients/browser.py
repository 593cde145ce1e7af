"""Chromium without a screen, driven by Debian's chromedriver as a person's hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.chrome.remote_connection import ChromeRemoteConnection
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from tests.clients.root import BUILD, ClientRoot, listens
from tests.dovecot import HOST
from tests.program import soon
from tests.zoo.rooted import free_port

_FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,900")
PATIENCE = 20.0
T = TypeVar("T")


class Browser:
    """Elements are named by CSS selectors, and by a text in them where there are several."""

    def __init__(self, root: ClientRoot) -> None:
        port = free_port()
        root.start("chromedriver", f"--port={port}")
        soon(lambda: listens(port))
        options = webdriver.ChromeOptions()
        for flag in _FLAGS:
            options.add_argument(flag)
        self.driver = webdriver.Remote(
            ChromeRemoteConnection(f"http://{HOST}:{port}"), options=options
        )

    def go(self, url: str) -> None:
        self.driver.get(url)

    def see(self, selector: str, text: str = "") -> WebElement:
        """Wait until such an element is shown."""
        return self._wait(lambda: next(iter(self._shown(selector, text)), None), selector, text)

    def shows(self, selector: str, text: str = "") -> bool:
        """Whether such an element is shown at this moment."""
        with suppress(StaleElementReferenceException):
            return bool(self._shown(selector, text))
        return False

    def gone(self, selector: str, text: str = "") -> None:
        """Wait until no such element is shown any more."""
        self._wait(lambda: not self._shown(selector, text), selector, text)

    def click(self, selector: str, text: str = "") -> None:
        self.see(selector, text).click()

    def double_click(self, selector: str, text: str = "") -> None:
        ActionChains(self.driver).double_click(self.see(selector, text)).perform()

    def after(self, text: str, link: str) -> WebElement:
        """The first link of this name below this text."""
        path = f"//*[text()='{text}']/following::a[text()='{link}'][1]"
        return self.driver.find_element(By.XPATH, path)

    def drag(self, what: WebElement, onto: WebElement) -> None:
        ActionChains(self.driver).drag_and_drop(what, onto).perform()

    def type(self, selector: str, *keys: str) -> None:
        self.see(selector).send_keys(*keys)

    @contextmanager
    def frame(self, selector: str) -> Iterator[None]:
        """What is seen and done within stands in this frame of the page."""
        self.driver.switch_to.frame(self.see(selector))
        try:
            yield
        finally:
            self.driver.switch_to.default_content()

    def resize(self, width: int, height: int, *, phone: bool = False) -> None:
        """The window, or the screen of a phone; in CSS pixels."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone}
        command = {"cmd": "Emulation.setDeviceMetricsOverride", "params": size}
        self.driver.execute("executeCdpCommand", command)

    def picture(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.driver.get_screenshot_as_png())

    def close(self) -> None:
        self.driver.quit()

    def _shown(self, selector: str, text: str) -> list[WebElement]:
        found = self.driver.find_elements(By.CSS_SELECTOR, selector)
        return [e for e in found if e.is_displayed() and text in e.text]

    def _wait(self, found: Callable[[], T], selector: str, text: str) -> T:
        wait = WebDriverWait(
            self.driver, PATIENCE, 0.1, ignored_exceptions=[StaleElementReferenceException]
        )
        try:
            return wait.until(lambda _: found())
        except WebDriverException as error:
            self.picture(BUILD / "failed.png")
            raise AssertionError(f"never saw {selector} {text!r}") from error
