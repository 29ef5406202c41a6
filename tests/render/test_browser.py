"""The pages in a real browser: no complaint on the console, nothing wider than the screen, axe finds nothing."""

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from infoview_md.render.html import report_page, stats_page
from tests.render.pages import HOSTILE, hostile_report, member, report, stats, tree, weeks

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
BROWSER = next(filter(None, map(shutil.which, NAMES)), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on the PATH")

PAGES = {
    "report": lambda: report_page(report(), tree=tree()),
    "hostile": lambda: report_page(
        hostile_report(), tree=tree(*(member(x, n) for n, x in enumerate(HOSTILE)))
    ),
    "numbers": lambda: stats_page(stats(), vault="/home/tess/My search", tree=tree()),
    "years": lambda: stats_page(stats(weeks=weeks(300))),
}


def browse(page: str, folder: Path, *options: str) -> tuple[str, str]:
    """Open a page; give the document as it is afterwards, and what was said on the console."""
    file = folder / "page.html"
    file.write_text(page, encoding="utf-8")
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    done = subprocess.run(
        [
            str(BROWSER),
            "--headless",
            "--disable-gpu",
            "--enable-logging=stderr",
            *root,
            f"--user-data-dir={folder / 'profile'}",
            "--virtual-time-budget=8000",
            *options,
            "--dump-dom",
            file.as_uri(),
        ],
        capture_output=True,
        timeout=90,
        check=False,
    )
    said = done.stderr.decode(errors="replace")
    return done.stdout.decode(errors="replace"), "\n".join(
        line for line in said.splitlines() if "CONSOLE" in line
    )


@pytest.fixture(scope="module", params=PAGES)
def page(request) -> str:
    return PAGES[request.param]()


def test_a_page_says_nothing_on_the_console_and_runs_nothing(page, tmp_path):
    document, said = browse(page, tmp_path)
    assert "</footer>" in document
    assert said == ""


MEASURE = """<!DOCTYPE html><meta charset="utf-8"><title>measure</title>
{frames}
<script>
addEventListener("load", () => {{
  const found = {{}};
  for (const frame of document.querySelectorAll("iframe")) {{
    const root = frame.contentDocument.documentElement;
    found[frame.width] = [root.scrollWidth, root.clientWidth];
  }}
  document.title = JSON.stringify(found);
}});
</script>"""


def test_nothing_is_wider_than_the_screen(page, tmp_path):
    frames = "".join(
        f'<iframe width="{width}" height="800" srcdoc="{html.escape(page)}"></iframe>'
        for width in (320, 390, 768, 1280)
    )
    document, _ = browse(MEASURE.format(frames=frames), tmp_path)
    title = re.search(r"<title>(\{.*?\})</title>", document)
    assert title, document[:500]
    for width, (scrolled, shown) in json.loads(html.unescape(title[1])).items():
        assert scrolled <= shown, f"at {width} px the page is {scrolled} px wide"


def axe() -> Path | None:
    """Give the file of axe-core where it is installed: AXE_CORE names it, or node_modules has it."""
    named = os.environ.get("AXE_CORE")
    places = (
        [Path(named)]
        if named
        else [folder / "node_modules/axe-core/axe.min.js" for folder in Path(__file__).parents]
    )
    return next((one for one in places if one.is_file()), None)


AUDIT = """
<script>{axe}</script>
<script>
axe.run(document, {{runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}})
  .then(found => {{
    document.title = JSON.stringify(found.violations.map(one => [one.id, one.nodes.map(n => n.html)]));
  }});
</script>"""


@pytest.mark.skipif(axe() is None, reason="axe-core is not installed (AXE_CORE or node_modules)")
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 500)])
def test_axe_finds_nothing(page, scheme, width, tmp_path):
    """The copy under test has no content security policy, since axe is a script, and its details are open."""
    script = axe()
    assert script is not None
    audited = re.sub(r"<meta http-equiv=.*?>\n", "", page).replace("<details>", "<details open>")
    audited = audited.replace(
        "</body>", AUDIT.format(axe=script.read_text(encoding="utf-8")) + "</body>"
    )
    dark = ["--blink-settings=preferredColorScheme=0"] if scheme == "dark" else []
    document, _ = browse(audited, tmp_path, f"--window-size={width},900", *dark)
    title = re.search(r"<title>(\[.*?\])</title>", document, re.DOTALL)
    assert title, "axe did not finish"
    assert json.loads(html.unescape(title[1])) == []
