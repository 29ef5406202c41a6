"""The HTML pages: one file each that loads nothing, runs nothing and can be read by everybody."""

import re
from dataclasses import replace
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_md.dates import Moment
from infoview_md.errors import UsageMistake
from infoview_md.network.shares import Share
from infoview_md.network.stats import Replies
from infoview_md.network.waits import Waits
from infoview_md.network.weeks import ActiveDay
from infoview_md.render.environment import template_text
from infoview_md.render.html import CONTEXTS, report_page, stats_page
from infoview_md.render.obsidian import obsidian_url, vault_name
from tests.render.html_audit import Page, contrast, faults, palette
from tests.render.pages import (
    HOSTILE,
    hostile_report,
    long_report,
    member,
    nothing,
    owed,
    report,
    stats,
    thicket,
    tree,
    weeks,
)

PAGES = {
    "report": lambda: report_page(report(), tree=tree()),
    "report without referrals": lambda: report_page(report(problems=())),
    "report of much": lambda: report_page(long_report(), tree=thicket()),
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
    cards = page.classed("row")
    assert len(cards) == 10
    words = " ".join(cards[0].all_text().split())
    for said in (
        "Zoë Fairweather",
        "2 days late",
        "Send a thank-you",
        "Asked 9",
        "thank_you_sent",
        "line 1",
        "since 20 Nov, 16:20",
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


def test_a_chain_of_a_thousand_referrals_is_drawn_no_deeper_than_there_is_room():
    page = report_page(report(), tree=tree(*(member(f"P{n}", n) for n in range(1000))))
    assert faults(page) == []
    assert page.count('class="name"') == 100
    assert "And 900 more; infoview-md referrals shows all." in page
    assert page.count("<ul>") - report_page(report()).count("<ul>") == 12


def test_a_page_shows_a_hundred_of_each_state_and_says_where_the_rest_is():
    rows = tuple(owed(n, f"Person {n}", "promise", "2026-11-24") for n in range(3000))
    problems = report().problems * 150
    page = report_page(report(follow_ups=rows, problems=problems))
    assert faults(page) == []
    assert page.count('class="row"') == 100
    text = " ".join(Page(page).root.all_text().split())
    assert "Coming 3000" in text
    assert "And 2900 more; infoview-md report shows all." in text
    assert "And 50 more; infoview-md check shows all." in text
    assert len(page) < 300_000


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "2 things are overdue, for 2 people; the oldest, for 木村 花子, since 12 Nov."),
        ({}, "1 thing is due today."),
        (
            {"follow_ups": (owed(1, "Ada", "nudge", "2025-11-12"),)},
            "One thing is overdue, for Ada, since 12 Nov 2025.",
        ),
        (
            {"follow_ups": tuple(owed(n, "Ada", "nudge", "2026-11-12") for n in (1, 2))},
            "2 things are overdue, all for Ada; the oldest since 12 Nov.",
        ),
        (
            {"follow_ups": (owed(1, "Ada", "nudge", "2026-11-22"),)},
            "Nothing is overdue. 1 thing is due today.",
        ),
        (
            {"follow_ups": (owed(1, "Ada", "nudge", "2026-11-25"),)},
            "Nothing is overdue or due today.",
        ),
        ({"cut": 290}, "These are the first 10 of 300."),
    ],
)
def test_the_page_begins_with_the_answer(changes, said):
    answer = Page(report_page(report(**changes))).classed("answer")[0].all_text()
    assert said in answer.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("due", "late", "name"),
    [
        ("2026-11-22T08:00", 0, "Late today"),
        ("2026-11-21", 1, "1-3 days late"),
        ("2026-11-19", 3, "1-3 days late"),
        ("2026-11-18", 4, "4-7 days late"),
        ("2026-11-15", 7, "4-7 days late"),
        ("2026-11-14", 8, "1-4 weeks late"),
        ("2026-10-25", 28, "1-4 weeks late"),
        ("2026-10-24", 29, "> 4 weeks late"),
        ("2026-11-22", 0, "Due today"),
        ("2026-11-23", 0, "Within a week"),
        ("2026-11-29", 0, "Within a week"),
        ("2026-11-30", 0, "Later"),
    ],
)
def test_what_is_owed_is_counted_by_how_late_it_is(due, late, name):
    row = owed(1, "Ada", "nudge", due, days_overdue=late)
    page = Page(report_page(report(follow_ups=(row,))))
    told = {svg.children[0].text: svg.children[1].text for svg in page.named("svg")}
    assert told["What is owed, by how late it is"] == f"{name}: 1"


def test_what_stands_below_is_named_at_the_top_also_the_problems():
    page = Page(PAGES["report"]())
    places = {
        one.all_text(): one.children[0].attributes["href"]
        for one in page.classed("places")[0].children
    }
    assert places == {
        "The weeks ahead": "#weeks",
        "How late, and of what kind": "#ages",
        "Who led to whom": "#referrals",
        "1 problem in notes": "#problems",
    }


# --- the numbers ----------------------------------------------------------------------------------


def test_every_chart_has_its_numbers_as_a_table():
    page = Page(PAGES["numbers"]())
    figures = page.named("figure")
    assert len(figures) == 8
    assert all(any(one.tag == "figcaption" for one in figure.children) for figure in figures)
    assert len(page.named("table")) == len(page.named("svg")) == 8


def test_there_is_no_chart_of_nothing():
    assert len(Page(PAGES["numbers of nothing"]()).named("svg")) == 1
    assert "Nobody is known yet." in PAGES["numbers of nothing"]()


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
    assert said["Who answers within so many days"] == (
        "9 answered after 0 to 11 days, median 3; 3 not yet, after 3 to 20 days"
    )
    assert said["Half a year, day by day"].startswith(
        "71 days with something in the last 26 weeks: 21 talks"
    )
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
    assert (alumni.attributes["width"], cold.attributes["width"]) == ("144", "72")


def test_the_range_of_a_rate_is_drawn_where_a_rate_is_said():
    few = Replies(by="channel", rows=(("alumni", Share(count=3, of=4)),))
    many = Replies(by="channel", rows=(("alumni", Share(count=30, of=40)),))
    assert 'class="range"' not in stats_page(stats(replies=(few,)))
    page = Page(stats_page(stats(replies=(many,))))
    across = next(one for one in page.classed("range"))
    low, high = (float(across.attributes[x]) / 360 for x in ("x1", "x2"))
    assert (low, high) == pytest.approx(Share(count=30, of=40).likely, abs=1e-3)


def test_few_answers_are_dots_and_many_a_line():
    few = Page(stats_page(stats(days_to_reply=Waits(answered=(0, 0, 3), open=(2, 90)))))
    drawn = [
        one
        for one in few.named("circle")
        if one.parent.attributes["aria-labelledby"].startswith("waits")
    ]
    assert [one.attributes["class"] for one in drawn] == [
        "accent",
        "accent",
        "open",
        "accent",
        "open",
    ]
    assert drawn[0].attributes["cx"] == drawn[1].attributes["cx"]
    assert drawn[0].attributes["cy"] != drawn[1].attributes["cy"]
    assert not [
        one
        for one in few.named("polyline")
        if one.parent.attributes["aria-labelledby"].startswith("waits")
    ]


def test_a_thousand_requests_without_an_answer_are_no_tower():
    page = Page(stats_page(stats(days_to_reply=Waits(open=(3,) * 1000))))
    svg = next(
        one for one in page.named("svg") if one.attributes["aria-labelledby"].startswith("waits")
    )
    assert float(svg.attributes["viewbox"].split()[3]) < 200
    assert "1000 not yet" in svg.children[1].text


@given(
    st.lists(st.integers(0, 400), max_size=60).map(sorted),
    st.lists(st.integers(0, 400), max_size=60).map(sorted),
)
@settings(max_examples=60, deadline=None)
def test_a_picture_of_waits_stays_within_its_frame_and_the_line_never_falls(answered, still):
    from infoview_md.render import waiting

    waits = Waits(answered=tuple(answered), open=tuple(still))
    drawn = waiting.dots("w", "t", waits)
    if answered or still:
        line = waiting.curve("w", "t", waits)
        points = re.search(r'<polyline class="line" points="([^"]*)"', line)[1].split()
        heights = [float(one.split(",")[1]) for one in points]
        assert heights == sorted(heights, reverse=True)
        assert heights[0] == 132
        drawn += line
    assert all(-1 <= float(one) <= 800 for one in NUMBER.findall(drawn))
    assert all(0 <= float(one) <= 360 for one in re.findall(r' c?x[12]?="([^"]*)"', drawn))


def test_a_day_is_darker_the_more_was_exchanged_and_a_talk_has_a_dot():
    days = tuple(
        ActiveDay(on=Moment(f"2026-11-{n + 10}"), talks=int(n == 3), exchanges=n) for n in range(9)
    )
    page = Page(stats_page(stats(days=days)))
    told = {
        one.children[0].text: one.attributes["class"]
        for one in page.named("rect")
        if one.children and one.parent.attributes["aria-labelledby"].startswith("calendar")
    }
    assert told == {
        "Wed 11 Nov: 1 exchange": "heat1",
        "Thu 12 Nov: 2 exchanges": "heat2",
        "Fri 13 Nov: 1 talk, 3 exchanges": "heat3",
        "Sat 14 Nov: 4 exchanges": "heat3",
        "Sun 15 Nov: 5 exchanges": "heat3",
        "Mon 16 Nov: 6 exchanges": "heat3",
        "Tue 17 Nov: 7 exchanges": "heat4",
        "Wed 18 Nov: 8 exchanges": "heat4",
    }
    assert len(page.classed("talk")) == 2  # the day, and the key below


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
