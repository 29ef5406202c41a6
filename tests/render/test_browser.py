"""The pages in a real browser: read on a phone, in the dark, by keyboard, on paper, and by a machine that checks.

Where `INFOVIEW_PICTURES` names a folder, a picture of each page at each width is kept there to be looked at.
"""

import os
import re
from pathlib import Path

import pytest

from infoview_md.network.shares import Share
from infoview_md.network.waits import Waits
from infoview_md.render.html import report_page, stats_page
from tests.render.browser import EXECUTABLE, Browser
from tests.render.pages import (
    HOSTILE,
    groups,
    hostile_report,
    long_report,
    member,
    nothing,
    report,
    stats,
    thicket,
    tree,
    weeks,
)

pytestmark = [
    pytest.mark.skipif(EXECUTABLE is None, reason="no Chromium on the PATH"),
    pytest.mark.skipif(os.name != "posix", reason="the browser is driven over a pipe of POSIX"),
]

PAGES = {
    "report": lambda: report_page(report(), tree=tree()),
    "report-of-nothing": lambda: report_page(report(follow_ups=(), problems=(), later=0)),
    "report-long": lambda: report_page(long_report(), tree=thicket()),
    "report-hostile": lambda: report_page(
        hostile_report(), tree=tree(*(member(x, n) for n, x in enumerate(HOSTILE)))
    ),
    "numbers": lambda: stats_page(stats(), vault="/home/tess/My search", tree=tree()),
    "numbers-of-years": lambda: stats_page(stats(weeks=weeks(300), weekly_target=3)),
    "numbers-of-nothing": lambda: stats_page(nothing()),
    "numbers-of-few": lambda: stats_page(
        stats(days_to_reply=Waits(answered=(0, 1, 1, 30), open=(2, 200)), weeks=weeks(2))
    ),
    "numbers-of-many": lambda: stats_page(
        stats(
            replies=groups(),
            days_to_reply=Waits(answered=tuple(range(90)), open=tuple(range(0, 400, 4))),
            weeks=weeks(26, talks=4321, known=20000),
            weekly_target=1000,
            weeks_on_target=Share(count=4, of=11),
        ),
        tree=thicket(),
    ),
}

WIDTHS = (320, 390, 768, 1280)


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    found = Browser(tmp_path_factory.mktemp("browser"))
    yield found
    found.close()


@pytest.fixture(scope="module", params=PAGES)
def tab(request, browser):
    """Each page, opened once; its folded parts are open, and a test may look at it as it likes."""
    page = PAGES[request.param]()
    with browser.tab(page.replace("<details>", "<details open>")) as opened:
        opened.name = request.param
        yield opened


def test_a_page_says_nothing_on_the_console_and_asks_for_nothing(tab):
    assert tab.run("document.querySelector('footer').innerText").startswith("Made by")
    assert tab.complaints() == []
    assert tab.run("document.scripts.length") == 0


def test_what_a_page_says_on_the_console_would_be_heard(browser):
    with browser.tab(
        "<script>console.error('heard')</script><img src='https://example.org/a'>"
    ) as tab:
        said = " ".join(tab.complaints())
    assert "heard" in said
    assert "https://example.org/a" in said


def test_even_a_script_that_got_into_a_page_would_not_run(browser):
    """The pages escape everything; their own policy is the second door, and this one is open."""
    evil = (
        "<script>document.title = 'ran'</script>"
        "<img src='https://example.org/pixel' onerror=\"document.title = 'ran'\">"
        "<p style='background: url(https://example.org/style)'>x</p>"
    )
    with browser.tab(PAGES["report"]().replace("</main>", evil + "</main>")) as tab:
        assert tab.run("document.title") == "Whom you owe what – My search"
        said = " ".join(tab.complaints())
    assert said.count("violates the following Content Security Policy directive") == 4
    assert said.count("has been blocked") == 4


WIDER = """(() => {
  const wide = document.documentElement.clientWidth;
  const found = [document.documentElement.scrollWidth];
  for (const one of document.body.querySelectorAll("*")) {
    const box = one.getBoundingClientRect();
    if (one.closest(".unseen, .skip, svg") || !box.width) continue;
    if (box.right > wide + 0.5 || box.left < -0.5) found.push(one.outerHTML.slice(0, 120));
    const style = getComputedStyle(one);
    if (style.overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1) found.push("cut: " + one.outerHTML.slice(0, 120));
  }
  return found;
})()"""


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_screen_and_no_text_is_cut(tab, width):
    tab.look(width=width)
    scrolled, *wider = tab.run(WIDER)
    assert scrolled <= width
    assert wider == []


BROKEN = """(() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest(".unseen, .skip, svg, code, .row dd") || !node.parentElement.checkVisibility()) continue;
    for (const word of node.data.matchAll(/\\S+/g)) {
      if (!/^[A-Za-zÀ-ɏ0-9:;,]{1,10}$/.test(word[0])) continue;
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map(one => Math.round(one.top)));
      if (lines.size > 1) found.push(`${word[0]} in ${node.parentElement.outerHTML.slice(0, 80)}`);
    }
  }
  return found;
})()"""


@pytest.mark.parametrize("width", WIDTHS)
def test_no_short_word_is_broken(tab, width):
    tab.look(width=width)
    assert tab.run(BROKEN) == []


LABELS = """[...document.querySelectorAll("svg")].flatMap(svg => {
  const frame = svg.getBoundingClientRect(), found = [];
  const texts = [...svg.querySelectorAll("text")].map(one => [one.textContent, one.getBoundingClientRect()]);
  const card = svg.closest(".panel").getBoundingClientRect();
  texts.forEach(([words, a], n) => {
    if (a.left < card.left || a.right > card.right || a.bottom > frame.bottom + 4) found.push(`${words} leaves ${svg.querySelector("title").textContent}`);
    for (const [other, b] of texts.slice(n + 1)) {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 1 && down > 4) found.push(`${words} / ${other} in ${svg.querySelector("title").textContent}`);
    }
  });
  return found;
})"""


@pytest.mark.parametrize("width", WIDTHS)
def test_no_two_labels_of_a_chart_touch(tab, width):
    tab.look(width=width)
    assert tab.run(LABELS) == []


SMALL = """[...document.querySelectorAll("svg text")].filter(one => {
  const size = parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a;
  return size < 7.5;
}).map(one => one.textContent)"""


@pytest.mark.parametrize("width", WIDTHS)
def test_the_labels_of_a_chart_can_be_read(tab, width):
    tab.look(width=width)
    assert tab.run(SMALL) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_is_drawn_in_light_and_in_dark(tab, width, scheme):
    tab.look(width=width, prefers_color_scheme=scheme)
    ground = tab.run("getComputedStyle(document.body).backgroundColor")
    picture = tab.picture()
    red, green, blue = map(int, re.findall(r"\d+", ground)[:3])
    assert (red + green + blue > 600) == (scheme == "light")
    assert picture.startswith(b"\x89PNG")
    if folder := os.environ.get("INFOVIEW_PICTURES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        (Path(folder) / f"{tab.name}-{width}-{scheme}.png").write_bytes(picture)


ON_FIRST_SCREEN = """(() => {
  const seen = one => { const box = one.getBoundingClientRect(); return box.bottom <= innerHeight; };
  return [...document.querySelectorAll(".answer, .row h3, .row .pill, .row summary")].filter(seen).map(one => one.innerText);
})()"""


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 800)])
def test_the_first_screen_says_whom_what_and_since_when(browser, width, height):
    with browser.tab(PAGES["report"](), width=width, height=height) as tab:
        said = "\n".join(tab.run(ON_FIRST_SCREEN)).replace("\xa0", " ")
    assert "2 things are overdue, for 2 people; the oldest, for 木村 花子, since 12 Nov." in said
    assert "Zoë Fairweather" in said
    assert "Send a thank-you" in said
    assert "2 days late" in said


FOCUS = """(() => {
  const one = document.activeElement, style = getComputedStyle(one);
  const all = [...document.querySelectorAll("a[href], summary")].filter(x => x.checkVisibility());
  return [all.indexOf(one), style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2, all.length];
})()"""


def test_everything_that_acts_is_reached_by_keyboard_in_order_and_seen(browser):
    with browser.tab(PAGES["report"]()) as tab:
        *_, number = tab.run(FOCUS)
        reached = []
        for _ in range(number):
            tab.press("Tab")
            reached.append(tab.run(FOCUS)[:2])
    assert number > 30
    assert reached == [[n, True] for n in range(number)]


def test_a_follow_up_is_opened_with_enter_and_says_what_closes_it(browser):
    with browser.tab(PAGES["report"]()) as tab:
        tab.run("document.querySelector('.row summary').focus()")
        tab.press("Enter")
        assert tab.run("document.querySelector('.row details').open") is True
        assert "infoview-md done" in tab.run("document.querySelector('.row dl').innerText")


def test_the_skip_link_leads_past_the_head(browser):
    with browser.tab(PAGES["report"]()) as tab:
        tab.press("Tab")
        assert tab.run("document.activeElement.getBoundingClientRect().left") >= 0
        tab.press("Enter")
        assert tab.run("document.activeElement.id") == "main"


def test_a_link_of_the_calendar_leads_to_its_follow_up(browser):
    with browser.tab(PAGES["report"]()) as tab:
        tab.run("document.querySelector('.calendar td ul a').click()")
        assert tab.run("document.querySelector('.row:target h3').innerText") == "Zoë Fairweather"


@pytest.mark.parametrize(("wish", "smooth"), [("reduce", "auto"), ("no-preference", "smooth")])
def test_nothing_moves_for_who_wants_it_still(tab, wish, smooth):
    tab.look(width=1280, prefers_reduced_motion=wish)
    assert tab.run("getComputedStyle(document.documentElement).scrollBehavior") == smooth
    assert tab.run("document.getAnimations().length") == 0


def test_a_printed_page_shows_all_that_is_owed_and_no_folded_parts(browser):
    with browser.tab(PAGES["report"]()) as tab:
        tab.ask("Emulation.setEmulatedMedia", media="print")
        shown = tab.run("document.body.innerText")
        raw = tab.printed()
    for said in ("Zoë Fairweather", "Send a thank-you", "2 days late", "since 20 Nov, 16:20"):
        assert said in shown.replace("\xa0", " ")
    assert "Numbers as a table" not in shown
    assert "Skip to" not in shown
    assert raw.startswith(b"%PDF")
    assert (
        1
        <= raw.count(b"/Type /Page\n") + raw.count(b"/Type/Page\n") + raw.count(b"/Type /Page ")
        <= 5
    )


def test_colours_that_the_reader_forces_leave_the_charts_readable(browser):
    with browser.tab(PAGES["numbers"](), forced_colors="active") as tab:
        assert tab.run("matchMedia('(forced-colors: active)').matches") is True
        assert tab.run("getComputedStyle(document.querySelector('svg')).backgroundColor") == (
            "rgb(255, 255, 255)"
        )


def axe() -> Path | None:
    """Give the file of axe-core where it is installed: AXE_CORE names it, or node_modules has it."""
    named = os.environ.get("AXE_CORE")
    places = (
        [Path(named)]
        if named
        else [folder / "node_modules/axe-core/axe.min.js" for folder in Path(__file__).parents]
    )
    return next((one for one in places if one.is_file()), None)


AUDIT = """axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
  .then(found => found.violations.map(one => [one.id, one.nodes.map(n => n.html)]))"""


@pytest.mark.skipif(axe() is None, reason="axe-core is not installed (AXE_CORE or node_modules)")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(tab, scheme, width):
    script = axe()
    assert script is not None
    tab.look(width=width, prefers_color_scheme=scheme)
    tab.run(script.read_text(encoding="utf-8") + ";0")
    assert tab.run(AUDIT) == []
