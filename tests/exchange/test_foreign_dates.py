"""Dates as other programs write them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_md.exchange.foreign_dates import birthday, day, day_comes_first


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30 May 2024", date(2024, 5, 30)),
        ("30 Oct 2023", date(2023, 10, 30)),
        ("1/8/18, 6:14 PM", date(2018, 1, 8)),
        ("30-oct-09", date(2009, 10, 30)),
        ("May 30, 2024", date(2024, 5, 30)),
        ("2024-05-30", date(2024, 5, 30)),
        ("20240530T101500Z", date(2024, 5, 30)),
        ("2024/5/3", date(2024, 5, 3)),
        ("30.5.2024", date(2024, 5, 30)),
        ("30/5/2024 10:15", date(2024, 5, 30)),
        ("30. März 2024", date(2024, 3, 30)),
        ("05 juil. 2021", date(2021, 7, 5)),
        ("30 de mayo de 2024", date(2024, 5, 30)),
        ("2024年5月30日", date(2024, 5, 30)),
        ("2024 May 30", date(2024, 5, 30)),
    ],
)
def test_a_day_is_read(text, expected):
    assert day(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Dez ²",
        "May 3000000000",
        "3000000000000000000000 May",
        "² May 2024 ①",
        "0/0/00",
        "0.0.00",
        "31/31/2024",
        "30 May",
        "2024",
        "soon",
        "2024-13-01",
        "x" * 1000,
        "--0405",
    ],
)
def test_what_names_no_day_is_none(text):
    assert day(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1985-04-12", "1985-04-12"),
        ("4/12/85", "1985-04-12"),
        ("4/12/20", "2020-04-12"),
        ("4/12/45", "1945-04-12"),
        ("--0412", "--04-12"),
        ("--04-12", "--04-12"),
        ("1604-04-12", "--04-12"),
        ("0000-04-12", "--04-12"),
        ("0001-04-12", "--04-12"),
        ("--0229", "--02-29"),
        ("--0230", ""),
        ("12 April", "--04-12"),
        ("12.4.", "--04-12"),
        ("1815-12-10", "1815-12-10"),
        ("0/0/00", ""),
        ("April", ""),
    ],
)
def test_a_birthday_is_read_with_or_without_its_year(text, expected):
    assert birthday(text) == expected


def test_the_order_of_day_and_month_is_told_by_the_column():
    assert day("4/5/2024", day_first=True) == date(2024, 5, 4)
    assert day("4/5/2024") == date(2024, 4, 5)
    assert day_comes_first(["4/5/2024", "", "13/5/2024"])
    assert not day_comes_first(["4/5/2024", "5/13/2024", "30 May 2024"])


@settings(deadline=None)
@given(when=st.dates(min_value=date(1969, 1, 1), max_value=date(2068, 12, 31)))
def test_every_day_is_read_in_every_form(when):
    month = f"{when:%b}"
    for text in (
        when.isoformat(),
        f"{when.day} {month} {when.year}",
        f"{when.day}-{month.lower()}-{when.year % 100:02}",
        f"{when.month}/{when.day}/{when.year % 100:02}, 6:14 PM",
        f"{when.day}.{when.month}.{when.year}",
    ):
        assert day(text) == when


_SCRAPS = st.sampled_from(
    [
        "May",
        "Dez",
        "²",
        "٣",
        "0",
        "30",
        "2024",
        "00",
        "99",
        "/",
        ".",
        "-",
        ",",
        " ",
        "年",
        "月",
        "日",
        "T",
        "①",
        "½",
    ]
)


@settings(deadline=None)
@given(text=st.one_of(st.text(max_size=80), st.lists(_SCRAPS, max_size=9).map("".join)))
def test_no_text_crashes_the_reader(text):
    day(text)
    birthday(text)
