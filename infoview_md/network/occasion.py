"""Moments and interviews as they are written to people: weekday, day, time, zone, place."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo

from infoview_md.dates import ALWAYS, Moment, has_time, to_date, to_datetime
from infoview_md.network.desk import Desk, Missing, meaning
from infoview_md.network.model import Contact, Interview
from infoview_md.network.prose import plain

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_FAR = timedelta(days=180)
_NOON = 12
MODES = ("phone", "video", "in_person")


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A moment in words, in one zone."""

    at: Moment = field(metadata=meaning("YYYY-MM-DDTHH:MM, or YYYY-MM-DD where no time is known"))
    day: str = field(metadata=meaning("the day: Tuesday 24 November"))
    clock: str = field(metadata=meaning("the time: 14:00; empty where no time is known"))
    zone: str = field(metadata=meaning("the short name of the time zone: EST"))
    text: str = field(metadata=meaning("day and time: Tuesday 24 November at 14:00"))
    said: str = field(
        metadata=meaning("the day as one says it: today, yesterday, on Monday 9 November")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """When and where an interview is, was or could be."""

    note: str = field(metadata=meaning("path of the interview's note"))
    start: Time = field(metadata=meaning("when it starts"))
    end: Time = field(metadata=meaning("when it ends"))
    their_start: Time | None = field(
        metadata=meaning("when it starts in the time zone on its note, if the clocks differ")
    )
    minutes: int = field(metadata=meaning("how long it is, in minutes"))
    mode: str = field(metadata=meaning("phone, video, in_person, or empty"))
    place: str = field(metadata=meaning("the place, or the link of a video call; may be empty"))
    is_link: bool = field(metadata=meaning("true where the place is an address on the web"))
    phone: str = field(metadata=meaning("their telephone number; may be empty"))
    arrive_at: str = field(metadata=meaning("when to be there; empty where no time is known"))


def day_words(moment: Moment, desk: Desk) -> str:
    """Write a day with its weekday; the year where it is not plain from today, nothing for no date."""
    if not moment or moment == ALWAYS:
        return ""
    day = to_date(moment)
    month = _MONTHS[day.month - 1]
    date = f"{month} {day.day}" if desk.coaching.american_dates else f"{day.day} {month}"
    comma = "," if desk.coaching.american_dates else ""
    if abs(day - to_date(desk.now)) > _FAR:
        return f"{date}{comma} {day.year}"
    return f"{_WEEKDAYS[day.weekday()]}{comma} {date}"


def clock_words(moment: Moment, desk: Desk) -> str:
    """Write a time of day, 14:00 or 2:00 pm; nothing where none is known."""
    if not has_time(moment):
        return ""
    at = to_datetime(moment)
    if not desk.coaching.american_dates:
        return at.strftime("%H:%M")
    return f"{(at.hour - 1) % _NOON + 1}:{at.minute:02} {'am' if at.hour < _NOON else 'pm'}"


def time_words(moment: Moment, desk: Desk, *, zone: tzinfo | None = None) -> Time:
    """Put a moment of the vault into words, as the clocks of another zone show it where one is given."""
    local = _aware(moment, desk.zone).astimezone(zone or desk.zone) if has_time(moment) else None
    shown = Moment(local.isoformat(timespec="minutes")[:16]) if local else moment
    day, clock = day_words(shown, desk), clock_words(shown, desk)
    return Time(
        at=shown,
        day=day,
        clock=clock,
        zone=zone_words(local) if local else "",
        text=f"{day} at {clock}" if clock else day,
        said=said_day(moment, desk),
    )


def said_day(moment: Moment, desk: Desk) -> str:
    """Write a day as one says it in a sentence: today, yesterday, tomorrow, or on a day."""
    if not moment or moment == ALWAYS:
        return ""
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    away = (to_date(moment) - to_date(desk.now)).days
    return near.get(away) or f"on {day_words(moment, desk)}"


def zone_words(local: datetime) -> str:
    """Give the short name of a zone; one that is only an offset is written as UTC+03."""
    name = local.tzname() or ""
    return f"UTC{name}" if name[:1] in ("+", "-") else name


def _aware(moment: Moment, zone: tzinfo) -> datetime:
    return to_datetime(moment).replace(tzinfo=zone)


def zone_named(name: str) -> tzinfo | None:
    """Give the zone of an IANA name; None where there is no such zone."""
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def occasion(interview: Interview, contact: Contact, desk: Desk) -> Occasion:
    """Put an interview's time and place into words, beside the clocks of its own zone where they differ."""
    start = time_words(interview.start, desk)
    place = plain(interview.location)
    return Occasion(
        note=interview.path,
        start=start,
        end=time_words(interview.end, desk),
        their_start=_their_start(interview, start, desk),
        minutes=interview.duration or desk.rules.policy.interview_minutes,
        mode=mode_of(interview, place),
        place=place,
        is_link=is_link(place),
        phone=contact.phones[0] if contact.phones else "",
        arrive_at=clock_words(earlier(interview.start, desk.coaching.arrive_minutes, desk), desk),
    )


def _their_start(interview: Interview, start: Time, desk: Desk) -> Time | None:
    zone = zone_named(interview.timezone) if interview.timezone else None
    if zone is None or not has_time(interview.start):
        return None
    theirs = time_words(interview.start, desk, zone=zone)
    return theirs if theirs.at != start.at else None


def is_link(place: str) -> bool:
    """Tell whether a place is an address on the web."""
    return place.casefold().startswith(("https://", "http://"))


def mode_of(interview: Interview, place: str) -> str:
    """Give the mode in its canonical form; a link without a mode is a video call."""
    mode = interview.mode.strip().casefold().replace("-", "_").replace(" ", "_")
    return mode or ("video" if is_link(place) else "")


def earlier(moment: Moment, minutes: int, desk: Desk) -> Moment:
    """Give the moment that many real minutes before; a day without a time stays as it is."""
    if not has_time(moment):
        return moment
    at = _aware(moment, desk.zone).astimezone(UTC) - timedelta(minutes=minutes)
    return Moment(at.astimezone(desk.zone).isoformat(timespec="minutes")[:16])


_PLACE_OF_MODE = {
    "in_person": "Write where you meet into `location`.",
    "video": "Put the link of the call into `location`.",
}


def missing_of(interview: Interview, contact: Contact) -> list[Missing]:
    """Name what one must know to be there in time and the notes do not say."""
    note, found = interview.path, []
    if not has_time(interview.start):
        found.append(_missing("date", note, "Write the time as well, like 2026-11-24T14:00."))
    if interview.timezone and zone_named(interview.timezone) is None:
        found.append(
            _missing("timezone", note, 'Write the time zone like "America/New_York" in `timezone`.')
        )
    mode = mode_of(interview, plain(interview.location))
    if mode not in MODES:
        found.append(
            _missing("mode", note, "Say in `mode` whether it is phone, video or in_person.")
        )
    if mode in _PLACE_OF_MODE and not interview.location:
        found.append(_missing("location", note, _PLACE_OF_MODE[mode]))
    if mode == "phone" and not contact.phones:
        found.append(_missing("phone", contact.path, "Write their number into `phone`."))
    return found


def _missing(name: str, note: str, sentence: str) -> Missing:
    return Missing(property=name, note=note, sentence=sentence)
