"""Civil dates as people write and mean them."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_md.dates import (
    ALWAYS,
    NEVER,
    Cadence,
    Moment,
    NotADate,
    add_business_days,
    add_cadence,
    add_days,
    add_hours,
    birthday_in,
    day_of,
    days_between,
    from_date,
    from_datetime,
    has_time,
    instant,
    read_birthday,
    read_cadence,
    read_moment,
    when,
)

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
SUNDAY = date(2026, 11, 22)
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))


def m(text: str) -> Moment:
    return Moment(text)


# Moments


def test_a_day_sorts_before_every_time_of_that_day_and_after_the_day_before():
    assert m("2026-11-19T23:59") < m("2026-11-20") < m("2026-11-20T00:00") < m("2026-11-20T00:01")


def test_a_fact_without_a_date_holds_before_every_date():
    assert m("0001-01-01T00:00") > ALWAYS
    assert m("1066-10-14") > ALWAYS


def test_a_moment_tells_its_day_and_whether_it_names_a_time():
    assert day_of(m("2026-11-20T14:30")) == "2026-11-20"
    assert day_of(m("2026-11-20")) == "2026-11-20"
    assert has_time(m("2026-11-20T00:00"))
    assert not has_time(m("2026-11-20"))
    assert instant(m("2026-11-20")) == "2026-11-20T00:00"
    assert instant(m("2026-11-20T14:30")) == "2026-11-20T14:30"


def test_seconds_are_cut_and_not_rounded():
    assert from_datetime(datetime(2026, 11, 20, 14, 59, 59, 999_999)) == "2026-11-20T14:59"


def test_days_are_counted_between_days_and_not_between_times():
    assert days_between(m("2026-11-20T23:59"), m("2026-11-21T00:01")) == 1
    assert days_between(m("2026-11-20"), m("2026-11-20T23:59")) == 0
    assert days_between(m("2026-11-20"), m("2026-11-18")) == -2


# Arithmetic


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-11-30", 1, "2026-12-01"),
        ("2026-12-31", 1, "2027-01-01"),
        ("2028-02-28", 1, "2028-02-29"),
        ("2026-03-01", -1, "2026-02-28"),
        ("2026-11-20T23:30", 2, "2026-11-22"),
        ("9999-12-31", 1, NEVER),
        ("9999-12-31", 10_000_000_000, NEVER),
        ("0001-01-01", -2, ALWAYS),
    ],
)
def test_days_are_calendar_days_and_stay_within_the_calendar(start, days, end):
    assert add_days(m(start), days) == end


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-11-20", 1, "2026-11-23"),  # Friday to Monday
        ("2026-11-20", 3, "2026-11-25"),
        ("2026-11-21", 1, "2026-11-23"),  # from a Saturday
        ("2026-11-22", 1, "2026-11-23"),  # from a Sunday
        ("2026-11-23", 5, "2026-11-30"),
        ("2026-11-20T23:45", 1, "2026-11-23"),
        ("2026-12-31", 1, "2027-01-01"),  # no holidays unless the vault says so
        ("2026-11-20", 0, "2026-11-20"),
        ("9999-12-30", 7, NEVER),
    ],
)
def test_business_days_are_monday_to_friday(start, days, end):
    assert add_business_days(m(start), days, frozenset()) == end


def test_holidays_are_no_business_days_also_several_in_a_row():
    holidays = frozenset({"2026-12-24", "2026-12-25", "2027-01-01"})
    assert add_business_days(m("2026-12-23"), 1, holidays) == "2026-12-28"
    assert add_business_days(m("2026-12-31"), 1, holidays) == "2027-01-04"
    assert add_business_days(m("2026-12-23"), 7, holidays) == "2027-01-06"


def test_a_holiday_on_a_weekend_takes_nothing_away():
    assert add_business_days(m("2026-11-20"), 1, frozenset({"2026-11-21"})) == "2026-11-23"


@given(
    start=DAYS,
    days=st.integers(1, 60),
    holidays=st.frozensets(DAYS.map(date.isoformat), max_size=5),
)
def test_the_day_found_is_a_business_day_and_exactly_that_many_lie_on_the_way(
    start, days, holidays
):
    end = date.fromisoformat(add_business_days(from_date(start), days, holidays))
    way = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    open_days = [one for one in way if one.weekday() < 5 and one.isoformat() not in holidays]
    assert len(open_days) == days
    assert open_days[-1] == end


@pytest.mark.parametrize(
    ("zone", "start", "end"),
    [
        (BERLIN, "2026-11-20T14:20", "2026-11-21T14:20"),
        (BERLIN, "2026-10-24T18:00", "2026-10-25T17:00"),  # the clocks go back in between
        (BERLIN, "2026-03-28T18:00", "2026-03-29T19:00"),  # and forward
        (NEW_YORK, "2026-10-31T18:00", "2026-11-01T17:00"),
        (NEW_YORK, "2026-03-07T18:00", "2026-03-08T19:00"),
        (UTC, "2026-10-24T18:00", "2026-10-25T18:00"),
        (BERLIN, "2026-03-28T02:30", "2026-03-29T03:30"),  # 02:30 does not exist on the 29th
        (BERLIN, "2026-10-24T02:30", "2026-10-25T02:30"),  # the first of two
        (BERLIN, "9999-12-31T23:00", "9999-12-31T23:00"),
    ],
)
def test_twenty_four_hours_are_elapsed_hours_also_across_a_change_of_the_clocks(zone, start, end):
    assert add_hours(m(start), 24, zone) == end


def test_half_hours_count():
    assert add_hours(m("2026-11-20T23:45"), 0.5, BERLIN) == "2026-11-21T00:15"


@given(at=st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)), hours=st.integers(0, 96))
def test_hours_are_exactly_as_many_in_universal_time(at, hours):
    start = from_datetime(at)
    end = add_hours(start, hours, BERLIN)
    first, last = (
        datetime.fromisoformat(one).replace(tzinfo=BERLIN).astimezone(UTC) for one in (start, end)
    )
    # A local time that exists twice names its first hour; that is the only way to lose one.
    assert last - first in {timedelta(hours=hours), timedelta(hours=hours - 1)}


# Cadences


@pytest.mark.parametrize(
    ("text", "cadence"),
    [
        ("30d", Cadence(days=30)),
        ("30", Cadence(days=30)),
        ("90", Cadence(days=90)),
        ("1 day", Cadence(days=1)),
        ("30 days", Cadence(days=30)),
        ("2w", Cadence(days=14)),
        ("every 6 weeks", Cadence(days=42)),
        ("Every 2 Weeks", Cadence(days=14)),
        ("1m", Cadence(months=1)),
        ("6 months", Cadence(months=6)),
        ("3mo", Cadence(months=3)),
        ("1q", Cadence(months=3)),
        ("2 years", Cadence(months=24)),
        ("daily", Cadence(days=1)),
        ("weekly", Cadence(days=7)),
        ("biweekly", Cadence(days=14)),
        ("bi-weekly", Cadence(days=14)),
        ("monthly", Cadence(months=1)),
        (" Monthly ", Cadence(months=1)),
        ("quarterly", Cadence(months=3)),
        ("yearly", Cadence(months=12)),
        ("Twice per Year", Cadence(months=6)),
        ("every month", Cadence(months=1)),
        ("100y", Cadence(months=1200)),
    ],
)
def test_a_cadence_is_read_as_people_write_it(text, cadence):
    assert read_cadence(text) == cadence


@pytest.mark.parametrize(
    "text", ["", "none", "None", "adhoc", "ad hoc", "ad-hoc", "never", "0", "as needed", "off"]
)
def test_some_words_mean_that_no_cadence_is_wished(text):
    assert read_cadence(text) is None


@pytest.mark.parametrize(
    "text", ["often", "3 min", "-30d", "1.5m", "0d", "101y", "40000", "5000m", "1000q", "30d 2w"]
)
def test_what_is_no_interval_says_how_to_write_one(text):
    with pytest.raises(NotADate, match="is not an interval; write 30d, 2w, 1m"):
        read_cadence(text)


@pytest.mark.parametrize(
    ("start", "cadence", "end"),
    [
        ("2026-10-31", "monthly", "2026-11-30"),
        ("2026-01-31", "monthly", "2026-02-28"),
        ("2028-01-31", "monthly", "2028-02-29"),
        ("2026-01-31", "1m", "2026-02-28"),
        ("2026-11-30", "quarterly", "2027-02-28"),
        ("2028-02-29", "yearly", "2029-02-28"),
        ("2026-11-30", "monthly", "2026-12-30"),
        ("2026-08-31", "6m", "2027-02-28"),
        ("2026-10-31T16:20", "monthly", "2026-11-30"),
        ("2026-02-28", "30d", "2026-03-30"),
        ("2026-12-25", "2w", "2027-01-08"),
        ("2026-11-20T23:59", "1", "2026-11-21"),
        ("9990-05-05", "100y", NEVER),
        ("9999-12-31", "30d", NEVER),
    ],
)
def test_a_cadence_in_months_is_cut_to_the_last_day_of_the_month(start, cadence, end):
    interval = read_cadence(cadence)
    assert interval is not None
    assert add_cadence(m(start), interval) == end


@given(start=DAYS, months=st.integers(1, 1200))
def test_months_later_is_the_same_day_or_the_last_one_of_a_shorter_month(start, months):
    end = date.fromisoformat(add_cadence(from_date(start), Cadence(months=months)))
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    is_last = (end + timedelta(days=1)).day == 1
    assert end.day == start.day or (is_last and end.day < start.day)


# Dates as people write them


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-20", "2026-11-20"),
        (" 2026-11-20 ", "2026-11-20"),
        ("2026-1-5", "2026-01-05"),
        ("2026-11-20T14:30", "2026-11-20T14:30"),
        ("2026-11-20 14:30", "2026-11-20T14:30"),
        ("2026-11-20  9:05", "2026-11-20T09:05"),
        ("2026-11-20t14:30", "2026-11-20T14:30"),
        ("2026-11-20T14:30:59", "2026-11-20T14:30"),
        ("2026-11-20T14:30:00.123456", "2026-11-20T14:30"),
        ("2026-11-20 2:30 PM", "2026-11-20T14:30"),
        ("2026-11-20 2:30:00pm", "2026-11-20T14:30"),
        ("2026-11-20 12:05 am", "2026-11-20T00:05"),
        ("[[2026-11-20]]", "2026-11-20"),
        ("[[Journal/2026-11-20]]", "2026-11-20"),
        ("[[2026-11-20|last Friday]]", "2026-11-20"),
        ("[[2026-11-20#Lunch]]", "2026-11-20"),
        ("2026/11/20", "2026-11-20"),
        ("2026/1/5 14:30", "2026-01-05T14:30"),
        ("2026.11.20", "2026-11-20"),
        ("20.11.2026", "2026-11-20"),
        ("11/20/2026", "2026-11-20"),
        ("5/5/2026", "2026-05-05"),
        ("1/30/18, 6:14 PM", "2018-01-30T18:14"),
        ("2028-02-29", "2028-02-29"),
    ],
)
def test_a_date_is_read_in_the_forms_that_people_write(text, moment):
    assert read_moment(text, zone=BERLIN) == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-20T14:30Z", "2026-11-20T15:30"),
        ("2026-11-20T14:30:00.000Z", "2026-11-20T15:30"),
        ("2026-07-20T14:30:00Z", "2026-07-20T16:30"),
        ("2026-11-20T14:30-05:00", "2026-11-20T20:30"),
        ("2026-11-20T14:30-0500", "2026-11-20T20:30"),
        ("2026-11-20 14:30 +01:00", "2026-11-20T14:30"),
        ("2026-11-20T23:30Z", "2026-11-21T00:30"),
        ("2026-11-20T00:30+09:00", "2026-11-19T16:30"),
    ],
)
def test_an_offset_is_turned_into_the_time_of_the_vault(text, moment):
    assert read_moment(text, zone=BERLIN) == moment


@pytest.mark.parametrize(
    ("text", "order", "moment"),
    [
        ("5/12/2025", "dmy", "2025-12-05"),
        ("5/12/2025", "mdy", "2025-05-12"),
        ("5.12.2025", "dmy", "2025-12-05"),
        ("5/12/25", "mdy", "2025-05-12"),
        ("25/5/12", "ymd", "2025-05-12"),
        ("2025/5/12", "dmy", "2025-05-12"),
        ("2025/5/12", "mdy", "2025-05-12"),
        ("13/5/2025", "ymd", "2025-05-13"),
        ("2025-12-05", "mdy", "2025-12-05"),
    ],
)
def test_the_configured_order_decides_and_a_leading_year_needs_none(text, order, moment):
    assert read_moment(text, zone=UTC, order=order) == moment


def test_an_ambiguous_date_names_both_readings_and_both_ways_out():
    with pytest.raises(NotADate) as caught:
        read_moment("5/12/2025", zone=UTC)
    assert caught.value.args[0] == (
        "'5/12/2025' may mean 2025-05-12 or 2025-12-05; "
        "write it as YYYY-MM-DD, or set date_order in infoview.toml"
    )


def test_an_ambiguous_date_in_a_vault_of_leading_years_is_still_ambiguous():
    with pytest.raises(NotADate, match="may mean 2025-05-12 or 2025-12-05"):
        read_moment("5/12/2025", zone=UTC, order="ymd")


@pytest.mark.parametrize(
    "text", ["2026-02-30", "2026-13-01", "2026-1-32", "30/30/2026", "2026-02-29"]
)
def test_a_day_that_does_not_exist_is_called_that(text):
    with pytest.raises(NotADate, match="is not a day of the calendar"):
        read_moment(text, zone=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "",
        "2026",
        "2026-11",
        "{{date}}",
        "<% tp.date.now() %>",
        "next spring",
        "2026-11-20 or so",
        "1/2/202",
        "1.2",
        "5/12.2025",
        "٢٠٢٦-١١",
        "[[Jane Doe]]",
        "[[]]",
    ],
)
def test_what_is_no_date_says_how_to_write_one(text):
    with pytest.raises(NotADate, match="write it as YYYY-MM-DD, for example 2026-11-20"):
        read_moment(text, zone=UTC)


@pytest.mark.parametrize(
    "text", ["2026-11-20T25:00", "2026-11-20 14:75", "2026-11-20 13:30 pm", "2026-11-20T14:30 CET"]
)
def test_what_is_no_time_says_how_to_write_one(text):
    with pytest.raises(NotADate, match="write it as 2026-11-20T14:30"):
        read_moment(text, zone=UTC)


@pytest.mark.parametrize("text", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"])
def test_a_moment_that_leaves_the_calendar_is_no_date(text):
    with pytest.raises(NotADate):
        read_moment(text, zone=timezone(timedelta(hours=1 if text.startswith("9") else -1)))


@given(day=DAYS)
def test_every_iso_day_reads_as_itself(day):
    assert read_moment(day.isoformat(), zone=BERLIN) == day.isoformat()


def readings_of(text: str) -> list[str]:
    """Read a text in every way; what is refused gives its sentence."""
    found = []
    for read in (
        lambda: read_moment(text, zone=BERLIN),
        lambda: str(read_cadence(text)),
        lambda: read_birthday(text, zone=BERLIN),
        lambda: when(text, today=SUNDAY),
    ):
        try:
            found.append(read())
        except NotADate as error:
            found.append(error.args[0])
    return found


@given(
    text=st.text(max_size=30)
    | st.from_regex(r"\A[-+]?[0-9]{0,5}[-/. ]?[0-9]{0,5} ?[a-z0-9:T/.+-]{0,12}\Z")
)
def test_no_text_breaks_the_reading_of_dates(text):
    assert all(readings_of(text))


# Birthdays


@pytest.mark.parametrize(
    ("text", "birthday"),
    [
        ("1964-04-05", "1964-04-05"),
        ("--04-05", "--04-05"),
        ("--0405", "--04-05"),
        ("04-05", "--04-05"),
        ("--02-29", "--02-29"),
        ("1964-04-05T00:00:00Z", "1964-04-05"),
        ("[[1964-04-05]]", "1964-04-05"),
        ("30/5/1964", "1964-05-30"),
    ],
)
def test_a_birthday_has_a_day_and_perhaps_a_year(text, birthday):
    assert read_birthday(text, zone=NEW_YORK) == birthday


@pytest.mark.parametrize("text", ["--13-01", "--02-30", "May", "1964", "--4-5"])
def test_what_is_no_birthday_is_refused(text):
    with pytest.raises(NotADate):
        read_birthday(text, zone=UTC)


@pytest.mark.parametrize(
    ("birthday", "year", "day"),
    [
        ("1964-04-05", 2026, "2026-04-05"),
        ("--12-31", 2026, "2026-12-31"),
        ("2000-02-29", 2026, "2026-02-28"),
        ("--02-29", 2028, "2028-02-29"),
        ("--02-29", 2100, "2100-02-28"),
    ],
)
def test_a_birthday_on_the_leap_day_is_kept_on_the_28th_in_other_years(birthday, year, day):
    assert birthday_in(birthday, year) == day


# The words of a command line; the day is Sunday, 22 November 2026.


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-22"),
        ("Today", "2026-11-22"),
        ("now", "2026-11-22"),
        ("yesterday", "2026-11-21"),
        ("tomorrow", "2026-11-23"),
        ("fri", "2026-11-27"),
        ("friday", "2026-11-27"),
        ("Mon", "2026-11-23"),
        ("next fri", "2026-11-27"),
        ("this friday", "2026-11-27"),
        ("sun", "2026-11-29"),
        ("last fri", "2026-11-20"),
        ("last sunday", "2026-11-15"),
        ("last mon", "2026-11-16"),
        ("+2w", "2026-12-06"),
        ("2w", "2026-12-06"),
        ("in 2 weeks", "2026-12-06"),
        ("+1m", "2026-12-22"),
        ("+3 months", "2027-02-22"),
        ("1y", "2027-11-22"),
        ("3d ago", "2026-11-19"),
        ("3 days ago", "2026-11-19"),
        ("-3d", "2026-11-19"),
        ("- 1 w", "2026-11-15"),
        ("0d", "2026-11-22"),
        ("2026-11-20", "2026-11-20"),
        ("2026-11-20 14:30", "2026-11-20T14:30"),
        ("2026-11-20T14:30", "2026-11-20T14:30"),
    ],
)
def test_a_command_line_may_name_a_day_in_words(text, day):
    assert when(text, today=SUNDAY) == day


def test_months_from_the_last_day_of_a_month_stay_in_the_month_meant():
    assert when("+1m", today=date(2026, 1, 31)) == "2026-02-28"
    assert when("1m ago", today=date(2026, 3, 31)) == "2026-02-28"


def test_a_command_line_knows_the_zone_and_the_order_of_the_vault():
    assert when("2026-11-20T14:30Z", today=SUNDAY, zone=BERLIN) == "2026-11-20T15:30"
    assert when("5/12/2025", today=SUNDAY, order="dmy") == "2025-12-05"


@pytest.mark.parametrize(
    "text",
    [
        "someday",
        "last week",
        "next year",
        "monster",
        "fr",
        "2 fortnights",
        "30min",
        "99999y",
        "3dogs",
    ],
)
def test_a_word_that_is_no_day_is_refused_with_an_example(text):
    with pytest.raises(NotADate, match="write"):
        when(text, today=SUNDAY)


@given(today=DAYS, name=st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]))
def test_a_weekday_lies_one_to_seven_days_ahead_and_the_last_one_as_many_behind(today, name):
    ahead = date.fromisoformat(when(name, today=today)) - today
    behind = today - date.fromisoformat(when(f"last {name}", today=today))
    assert 1 <= ahead.days <= 7
    assert 1 <= behind.days <= 7
    assert (ahead.days + behind.days) % 7 == 0
