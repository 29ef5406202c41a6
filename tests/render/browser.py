"""A real Chromium without a window, driven over its own pipe: widths, schemes, keys, prints, and what it complains of."""

import base64
import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
EXECUTABLE = next(filter(None, map(shutil.which, NAMES)), None)
_PATIENCE = 60.0
_TALLEST = 8000

_AS_THREE_AND_FOUR = """\
import fcntl, os, sys
high = [fcntl.fcntl(int(one), fcntl.F_DUPFD, 10) for one in sys.argv[1:3]]
os.dup2(high[0], 3)
os.dup2(high[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Chromium reads commands on descriptor 3 and answers on 4."""


class Browser:
    """One browser for many pages; `pages` are opened in a tab of their own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        ours_in, theirs_out = os.pipe()
        theirs_in, ours_out = os.pipe()
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                _AS_THREE_AND_FOUR,
                str(theirs_in),
                str(theirs_out),
                str(EXECUTABLE),
                "--headless",
                "--disable-gpu",
                "--no-first-run",
                "--disable-dev-shm-usage",
                "--remote-debugging-pipe",
                f"--user-data-dir={folder / 'profile'}",
                *root,
            ],
            pass_fds=(theirs_in, theirs_out),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._in, self._out = ours_in, ours_out
        self._rest = b""
        self._numbers = count(1)
        self.events: list[dict[str, Any]] = []

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._in)
        os.close(self._out)

    def ask(self, method: str, session: str = "", **parameters: Any) -> dict[str, Any]:
        """Send one command and wait for its answer; events that come before it are kept."""
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        raw = json.dumps(message).encode() + b"\0"
        while raw:
            raw = raw[os.write(self._out, raw) :]
        while True:
            said = self._next()
            if said.get("id") == number:
                assert "error" not in said, said["error"]
                return said["result"]
            self.events.append(said)

    def wait_for(self, method: str) -> None:
        """Wait until an event has come."""
        while not any(one.get("method") == method for one in self.events):
            self.events.append(self._next())

    def _next(self) -> dict[str, Any]:
        end = time.monotonic() + _PATIENCE
        while b"\0" not in self._rest:
            assert time.monotonic() < end, "the browser does not answer"
            ready, _, _ = select.select([self._in], [], [], 1.0)
            if ready:
                more = os.read(self._in, 1 << 20)
                assert more, "the browser has ended"
                self._rest += more
        raw, _, self._rest = self._rest.partition(b"\0")
        return json.loads(raw)

    @contextmanager
    def tab(self, page: str, **look: Any) -> Iterator["Tab"]:
        """Open a page in a tab of some width, `dark` or not, with the media that are named."""
        file = self._folder / "page.html"
        file.write_text(page, encoding="utf-8")
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        attached = self.ask("Target.attachToTarget", targetId=target, flatten=True)
        tab = Tab(self, attached["sessionId"])
        try:
            tab.open(file.as_uri(), **look)
            yield tab
        finally:
            self.ask("Target.closeTarget", targetId=target)


class Tab:
    """One page as it is shown."""

    def __init__(self, browser: Browser, session: str) -> None:
        self._browser, self._session, self.name = browser, session, ""

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        return self._browser.ask(method, self._session, **parameters)

    def open(
        self,
        url: str,
        *,
        width: int = 1280,
        height: int = 800,
        trusts_all: bool = False,
        **media: str,
    ) -> None:
        self._browser.events.clear()
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")
        self.ask("Page.setBypassCSP", enabled=trusts_all)
        self.look(width=width, height=height, **media)
        self.ask("Page.navigate", url=url)
        self._browser.wait_for("Page.loadEventFired")

    def look(self, *, width: int, height: int = 800, **media: str) -> None:
        """Change the width of the screen and the wishes of the reader: `prefers_color_scheme="dark"`."""
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        features = [
            {"name": name.replace("_", "-"), "value": value} for name, value in media.items()
        ]
        self.ask("Emulation.setEmulatedMedia", features=features)

    def run(self, script: str) -> Any:
        """Evaluate an expression in the page; a promise is waited for."""
        done = self.ask(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    def press(self, key: str) -> None:
        """Press one key, such as Tab or Enter."""
        text = {"Enter": "\r", " ": " "}.get(key, "")
        code = {"Tab": 9, "Enter": 13, " ": 32}[key]
        common = {"key": key, "windowsVirtualKeyCode": code}
        self.ask("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **common)

    def complaints(self) -> list[str]:
        """List what the page said on its console, threw, or asked the network for."""
        self.run("0")  # what was said before this answer has come
        found = []
        for one in self._browser.events:
            method, said = one.get("method"), one.get("params", {})
            if method == "Runtime.consoleAPICalled":
                found.append(str(said["args"]))
            elif method == "Runtime.exceptionThrown":
                found.append(str(said["exceptionDetails"]))
            elif method == "Log.entryAdded":
                found.append(said["entry"]["text"])
            elif method == "Network.requestWillBeSent":
                url = said["request"]["url"]
                if not url.startswith(("file:", "data:")):
                    found.append(f"asked for {url}")
        return found

    def picture(self) -> bytes:
        """Take a picture of the page, as PNG; of a very long one, of its first part."""
        wide, high = self.run(
            "[document.documentElement.clientWidth, document.documentElement.scrollHeight]"
        )
        clip = {"x": 0, "y": 0, "width": wide, "height": min(high, _TALLEST), "scale": 1}
        shot = self.ask(
            "Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip
        )
        return base64.b64decode(shot["data"])

    def printed(self) -> bytes:
        """Print the page on paper, as PDF."""
        return base64.b64decode(self.ask("Page.printToPDF", printBackground=False)["data"])
