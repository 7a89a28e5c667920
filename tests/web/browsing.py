"""A real Chromium on the chat page. What goes wrong in a page fails the test that opened it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP = (1440, 900)
PHONE = (390, 844)


@dataclass(slots=True)
class Windows:
    """Windows of one browser, and what their pages complained of."""

    browser: Browser
    faults: list[str] = field(default_factory=list)

    async def open(self, address: str, size: tuple[int, int] = DESKTOP) -> Page:
        """A window of somebody's own, with nothing remembered from another."""
        phone = size == PHONE
        context = await self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            has_touch=phone,
            is_mobile=phone,
            device_scale_factor=2 if phone else 1,
        )
        page = await context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda line: self._hear(line.type, line.text))
        page.on("request", lambda request: self._ask(request.url))
        await page.goto(address)
        return page

    def _hear(self, kind: str, text: str) -> None:
        # A refusal that the page words for its visitor is told on the console too.
        if kind == "error" and "the server responded with a status of 4" not in text:
            self.faults.append(text)

    def _ask(self, address: str) -> None:
        if not address.startswith(("http://127.0.0.1:", "data:", "blob:")):
            self.faults.append(f"asked for {address}")


@asynccontextmanager
async def browsing(chromium: Path) -> AsyncIterator[Windows]:
    """A browser until the end of the block."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        windows = Windows(browser)
        yield windows
        await browser.close()
        assert windows.faults == []
