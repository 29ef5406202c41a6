"""The HTML pages: one file each that loads nothing, runs nothing and can be read by everybody."""

import re
from dataclasses import replace
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_md.dates import Moment
from infoview_md.errors import UsageMistake
from infoview_md.render.environment import template_text
from infoview_md.render.html import CONTEXTS, report_page, stats_page
from infoview_md.render.obsidian import obsidian_url, vault_name
from tests.render.html_audit import Page, contrast, faults, palette
from tests.render.pages import (
    HOSTILE,
    hostile_report,
    member,
    nothing,
    owed,
    report,
    stats,
    tree,
    weeks,
)

PAGES = {
    "report": lambda: report_page(report(), tree=tree()),
    "report without referrals": lambda: report_page(report(problems=())),
    "report of nothing": lambda: report_page(report(follow_ups=(), problems=(), later=0)),
    "hostile report": lambda: report_page(
        hostile_report(), tree=tree(*(member(x, n) for n, x in enumerate(HOSTILE)))
    ),
    "numbers": lambda: stats_page(stats(), vault="/home/tess/My search", tree=tree()),
    "numbers of one week": lambda: stats_page(stats(weeks=weeks(1))),
    "numbers of years": lambda: stats_page(stats(weeks=weeks(300))),
    "numbers of nothing": lambda: stats_page(nothing()),
    "hostile numbers": lambda: stats_page(
        stats(
            goal=HOSTILE[0],
            replies=tuple(
                replace(one, rows=tuple((x, s) for x in HOSTILE for _, s in one.rows[:1]))
                for one in stats().replies
            ),
        )
    ),
}


@pytest.fixture(scope="module", params=PAGES, ids=lambda name: name.replace(" ", "-"))
def page(request) -> str:
    return PAGES[request.param]()


def test_a_page_has_nothing_to_complain_about(page):
    assert faults(page) == []


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_every_text_has_enough_contrast_on_its_ground(is_dark):
    colours = palette(PAGES["report"](), is_dark=is_dark)
    grounds = {
        "paper": ("ink", "muted", "accent"),
        "card": ("ink", "muted", "accent", "overdue", "today", "upcoming"),
        "track": ("ink",),
        "wash": ("accent", "muted"),
        "overdue-wash": ("overdue", "ink", "muted"),
        "today-wash": ("today", "ink", "muted"),
        "upcoming-wash": ("upcoming", "ink", "muted"),
    }
    for ground, texts in grounds.items():
        for text in texts:
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    for mark in ("accent", "overdue", "today"):
        assert contrast(colours[mark], colours["card"]) >= 3, mark


def test_contrast_is_measured_as_the_standard_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


# --- the report -----------------------------------------------------------------------------------


def test_every_follow_up_is_a_card_that_says_who_what_why_and_how_late():
    page = Page(PAGES["report"]())
    cards = page.classed("card")
    assert len(cards) == 10
    words = " ".join(cards[0].all_text().split())
    for said in (
        "Zoë Fairweather",
        "2 days late",
        "Send a thank-you",
        "Asked 9",
        "thank_you_sent",
        "line 1",
    ):
        assert said.lower() in words.lower().replace("\xa0", " ")


def test_a_state_is_said_in_words_and_not_only_in_colour():
    page = Page(PAGES["report"]())
    assert [" ".join(one.all_text().split()) for one in page.named("h2")][:3] == [
        "Overdue 2",
        "Today 1",
        "Coming 7",
    ]
    assert {one.all_text() for one in page.classed("pill")} >= {"2 days late", "today", "in 2 days"}


def test_names_open_their_notes_in_obsidian():
    page = Page(PAGES["report"]())
    links = {
        one.all_text(): one.attributes["href"]
        for one in page.named("a")
        if one.parent is not None and one.parent.tag == "h3"
    }
    assert links["Zoë Fairweather"] == (
        "obsidian://open?vault=My%20search&file=Contacts%2FZo%C3%AB%20Fairweather.md"
    )
    assert unquote(links["Claire O'Dell"]).endswith("file=Contacts/Claire O'Dell.md")


def test_somebody_without_a_note_is_no_link():
    page = Page(PAGES["report"]())
    heading = next(one for one in page.named("h3") if "Priya" in one.all_text())
    assert not any(one.tag == "a" for one in heading.children)


def test_the_calendar_shows_each_day_with_what_is_due():
    page = Page(PAGES["report"]())
    days = {one.attributes["aria-label"]: one.attributes["href"] for one in page.classed("badge")}
    assert days == {
        "Fri 20 Nov: 1 thing due": "#0000000001",
        "Sun 22 Nov: 1 thing due": "#0000000003",
        "Tue 24 Nov: 1 thing due": "#0000000004",
        "Fri 27 Nov: 5 things due": "#000000000a",
        "Thu 3 Dec: 1 thing due": "#0000000005",
    }
    text = " ".join(page.classed("calendar")[0].all_text().split())
    assert "1 more was due before this week." in text
    assert "and 2 more" in text
    assert "(today)" in text


def test_a_calendar_keeps_to_six_weeks_and_counts_the_rest():
    far = owed(99, "Far", "promise", "2027-11-24")
    page = Page(report_page(report(follow_ups=(far,))))
    calendar = page.classed("calendar")[0]
    rows = next(one for one in calendar.children if one.tag == "tbody").children
    assert len(rows) == 6
    assert "1 more comes later." in page.classed("calendar")[0].all_text()


def test_a_report_of_nothing_says_the_good_news():
    text = Page(PAGES["report of nothing"]()).root.all_text()
    assert "Nothing is owed to anybody." in text
    assert "The weeks ahead" not in text


def test_problems_are_listed_with_their_place_and_what_to_do():
    text = " ".join(Page(PAGES["report"]()).root.all_text().split())
    assert "Contacts/Odd.md, line 3'soon' is not a date Write 2026-11-20." in text


def test_dates_in_reasons_are_written_as_people_do():
    row = owed(
        1,
        "A",
        "nudge",
        "2026-11-12",
        reason="talked 2026-11-20 16:00, landed 2025-05-18, id 2026-99-99",
    )
    text = Page(report_page(report(follow_ups=(row,)))).root.all_text().replace("\xa0", " ")
    assert "talked 20 Nov, 16:00, landed 18 May 2025, id 2026-99-99" in text


def test_the_referral_tree_is_nested_and_says_what_came_of_it():
    page = Page(PAGES["report"]())
    roots = page.classed("tree")[0].children
    assert [" ".join(one.all_text().split())[:12] for one in roots] == [
        "Paul Okonski",
        "Samir Haddad",
    ]
    words = " ".join(roots[0].all_text().split()).replace("\xa0", " ")
    for said in ("24 Mar 2025", "Openings: flood lessons", "Also named by Rafael Nuñez", "to ask"):
        assert said in words
    depth = {one.all_text(): 0 for one in page.classed("name")}
    for one in page.classed("name"):
        above = one.parent
        while above is not None:
            depth[one.all_text()] += above.tag == "ul"
            above = above.parent
    assert depth == {
        "Paul Okonski": 1,
        "Grace Adeyemi": 2,
        "Imani Castellanos": 3,
        "Hana Vogel": 2,
        "Samir Haddad": 1,
    }


def test_a_chain_of_a_thousand_referrals_is_drawn_no_deeper_than_a_browser_goes():
    page = report_page(report(), tree=tree(*(member(f"P{n}", n) for n in range(1000))))
    assert faults(page) == []
    assert page.count('class="name"') == 1000


def test_a_report_of_thousands_is_a_page_too():
    rows = tuple(owed(n, f"Person {n}", "promise", "2026-11-24") for n in range(3000))
    assert report_page(report(follow_ups=rows)).count('class="card"') == 3000


# --- the numbers ----------------------------------------------------------------------------------


def test_every_chart_has_its_numbers_as_a_table():
    page = Page(PAGES["numbers"]())
    figures = page.named("figure")
    assert len(figures) == 7
    assert all(any(one.tag == "figcaption" for one in figure.children) for figure in figures)
    assert len(page.named("table")) == len(page.named("svg")) == 7


def test_small_numbers_are_said_in_people():
    text = Page(PAGES["numbers"]()).root.all_text()
    assert "3 of 4" in text
    assert "9 of 12 asked (75 %)" in text
    assert "2 of 8 talked" in text
    assert "25 %" not in text


def test_a_chart_is_described_for_who_cannot_see_it():
    page = Page(PAGES["numbers"]())
    said = {svg.children[0].text: svg.children[1].text for svg in page.named("svg")}
    assert said["Talks, week by week"].endswith("the target is 2")
    assert said["Days to an answer"] == "from 0 to 11 days, median 2.5"
    assert said["Thank-yous after talks"] == "In time: 3; Late: 1; Not sent: 2; Not due yet: 1"


NUMBER = re.compile(r'(?:x|y|width|height|cx|cy|x1|x2|y1|y2)="(-?[\d.]+)"')


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=30), st.integers(0, 9))
@settings(max_examples=40, deadline=None)
def test_a_chart_stays_within_its_frame(talks, target):
    from infoview_md.render.charts import Point, area, columns

    points = [Point(name="28 Sep", number=one) for one in talks]
    for drawn in (columns("c", "t", points, target=target), area("a", "t", points)):
        assert all(-1 <= float(one) <= 361 for one in NUMBER.findall(drawn))
        assert "nan" not in drawn


def test_a_bar_of_few_is_shorter_than_one_of_many():
    page = Page(PAGES["numbers"]())
    alumni, cold = [
        one
        for one in page.classed("track")
        if one.parent.attributes["aria-labelledby"].startswith("replies-channel")
    ]
    assert (alumni.attributes["width"], cold.attributes["width"]) == ("360", "180")


# --- what others wrote ----------------------------------------------------------------------------


def test_texts_of_others_stay_texts():
    for name in ("hostile report", "hostile numbers"):
        page = PAGES[name]()
        assert "<script" not in page
        assert "<img" not in page
        assert "\x1b" not in page
        assert "\u202e" not in page
        assert "\x00" not in page
        text = Page(page).root.all_text()
        assert all(one in text for one in HOSTILE if one.isprintable())


@given(st.text(max_size=30), st.text(max_size=30))
@settings(max_examples=40, deadline=None)
def test_no_text_can_break_a_page(name, reason):
    rows = (owed(1, name, "promise", "2026-11-24", reason=reason, note=name),)
    page = report_page(
        report(follow_ups=rows, problems=()), tree=tree(member(name, 0, role=reason))
    )
    assert faults(page) == []


@pytest.mark.parametrize(
    ("vault", "note", "url"),
    [
        (
            "My search",
            "Contacts/A & B+C.md",
            "obsidian://open?vault=My%20search&file=Contacts%2FA%20%26%20B%2BC.md",
        ),
        ("v", "50% #1?.md", "obsidian://open?vault=v&file=50%25%20%231%3F.md"),
        ("", "a.md", ""),
        ("v", "", ""),
    ],
)
def test_a_link_to_a_note_is_percent_encoded_throughout(vault, note, url):
    assert obsidian_url(vault, note) == url


@pytest.mark.parametrize(
    "folder", ["/home/tess/Search", "Search", "C:\\Users\\Tess\\Search\\", "/home/Search/"]
)
def test_a_vault_is_known_by_the_name_of_its_folder(folder):
    assert vault_name(folder) == "Search"


# --- the user's own template ----------------------------------------------------------------------


def test_the_page_of_a_vault_takes_the_place_of_ours():
    own = template_text("report.html.j2").replace("<h1>{{ title }}</h1>", "<h1>{{ vault }}</h1>")
    page = report_page(report(), tree=tree(), overrides={"report.html.j2": own})
    assert faults(page) == []
    assert "<h1>My search</h1>" in page


def test_what_a_page_gets_is_documented_for_those_who_write_templates():
    for name in ("report.html.j2", "stats.html.j2"):
        meanings = dict(CONTEXTS[name])
        assert all(meanings.values())
    assert (
        dict(CONTEXTS["report.html.j2"])["groups[].cards[].late"]
        == "how late it is, or when it is due"
    )
    assert dict(CONTEXTS["stats.html.j2"])["figures[].title"] == "what it shows"


def test_one_part_of_a_vault_is_used_within_our_page():
    page = stats_page(stats(), overrides={"html/style.css.j2": "body { color: #123456 }"})
    assert "#123456" in page


def test_a_broken_part_of_a_vault_is_named():
    with pytest.raises(
        UsageMistake, match=r"Your template html/style\.css\.j2, line 2: there is no 'colour'"
    ):
        report_page(report(), overrides={"html/style.css.j2": "body {\n{{ colour }} }"})


def test_a_report_of_a_day_has_no_time():
    page = Page(report_page(report(as_of=Moment("2026-11-22"))))
    assert page.classed("lead")[0].all_text() == "Sunday, 22 November 2026"
