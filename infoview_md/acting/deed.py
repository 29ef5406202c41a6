"""One follow-up that is being closed: what was said about it, and what is logged beside the fact that closes it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from infoview_md.acting import sections
from infoview_md.acting.act import Act
from infoview_md.acting.moments import past
from infoview_md.acting.whom import noteless
from infoview_md.dates import Moment, day_of, has_time
from infoview_md.index import queries
from infoview_md.network.model import Interview
from infoview_md.network.network import ghost_key
from infoview_md.writeback import Edit, Work

if TYPE_CHECKING:
    from infoview_md.network.report import Owed
    from infoview_md.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the user says about how something was done; `on` is a day, or a time where that counts."""

    on: Moment
    via: str = ""
    note: str = ""
    status: str = ""
    whom: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One follow-up that is being closed, and what was said about it."""

    session: "Session"
    row: "Owed"
    said: Said

    @property
    def key(self) -> str:
        """Give the key of the contact it is owed to."""
        return self.row.contact_path or ghost_key(self.row.contact)

    @property
    def who(self) -> str:
        """Give the name of the contact it is owed to."""
        return self.row.contact

    @property
    def day(self) -> Moment:
        """Give the day on which it was done."""
        return day_of(self.said.on)

    def interview(self) -> Interview:
        """Give the interview that the follow-up is about."""
        fact = self.session.ask(lambda connection: queries.fact_at(connection, self.row.note))
        assert isinstance(fact, Interview)  # noqa: S101 - the rule read it there a moment ago
        return fact

    def act(self, sentence: str, subject: str, *steps: Edit, remarks: tuple[str, ...] = ()) -> Act:
        """Give the act that these edits are."""
        return Act(
            work=Work(sentence=sentence, subject=subject, steps=steps),
            about=self.key,
            closes=self.row.id,
            remarks=remarks,
        )


def said_of(session: "Session", *, on: str = "", **words: str) -> Said:
    """Give what was said; `on` is the text of a date of the past.  Raises `UsageMistake`."""
    return Said(on=past(session, on), **words)


def logged(deed: Deed, kind: str, words: str, *, via: str | None = None) -> list[Edit]:
    """Log what was said beyond the fact itself: how it went out, and a note."""
    way = deed.said.via if via is None else via
    if not way and not deed.said.note:
        return []
    return [log_step(deed, way or kind, deed.said.note or words)]


def log_step(deed: Deed, kind: str, text: str) -> Edit:
    """Log one exchange with the contact, on one line.  Raises `NotFound` for somebody without a note."""
    words = " ".join(text.split())
    return sections.log(deed.session, note_of(deed), deed.day, f"{kind}: {words}")


def note_of(deed: Deed) -> str:
    """Give the note of the contact it is owed to.  Raises `NotFound` where there is none, with how to make it."""
    if deed.row.contact_path:
        return deed.row.contact_path
    if deed.row.kind == "reach_out":
        raise noteless(deed.who, how="asked {name} --create")
    raise noteless(deed.who)


def on_words(moment: Moment) -> str:
    """Write when something was: on a day, or on a day at a time."""
    return f"on {moment.replace('T', ' at ') if has_time(moment) else moment}"
