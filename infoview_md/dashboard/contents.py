"""What a block shows: from its name and arguments, and the note it stands in, to Markdown."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from infoview_md import answers
from infoview_md.answers import Wish
from infoview_md.dashboard.arguments import number, read_arguments, since, wish_of
from infoview_md.dates import Moment, add_days, day_of, instant
from infoview_md.errors import UsageMistake
from infoview_md.index import marked, queries
from infoview_md.network.followup import FollowUp
from infoview_md.network.followups.circle import held_at, over_at
from infoview_md.network.network import is_ghost
from infoview_md.network.report import Owed
from infoview_md.note.links import name_key
from infoview_md.obsidian.settings import task_style
from infoview_md.render import blocks

if TYPE_CHECKING:
    from infoview_md.network.model import Interview
    from infoview_md.note.generated import ItemStyle
    from infoview_md.preparing.own_templates import Own
    from infoview_md.session import Session

THIS = "this"
_AGENDA = "agenda.md.j2"
_REFERRALS = "referrals.md.j2"
_PAST_THE_DAY = "~"

_DATED_BY = {
    "reach_out": "asked",
    "nudge": "nudged",
    "announce": "told_landed",
    "thank_you": "thank_you_sent",
    "report_back": "referrer_told",
    "send_questions": "questions_sent",
}
"""Kind -> the property whose date shows that it was done, and did not merely end."""


@dataclass(kw_only=True)
class Contents:
    """The blocks of one refresh; what several of them need is asked once.

    `without` are follow-ups, by id, that are taken for closed: a dry run closes nothing.
    """

    session: "Session"
    without: Collection[str] = ()
    _alone: dict[str, bool] = field(default_factory=dict, init=False)
    _rows: dict[Wish, list[Owed]] = field(default_factory=dict, init=False)

    @cached_property
    def style(self) -> "ItemStyle":
        """How the vault wants its tasks."""
        return task_style(self.session.root)

    @cached_property
    def link(self) -> blocks.Link:
        """What links notes in the vault."""
        return blocks.linker(self._is_alone)

    def _is_alone(self, path: str) -> bool:
        key = name_key(path.rsplit("/", 1)[-1])
        if key not in self._alone:
            found = self.session.ask(lambda connection: marked.are_alone(connection, [key]))
            self._alone[key] = key in found
        return self._alone[key]

    def of(self, name: str, arguments: str, path: str) -> str | None:
        """Give the content of a block in the note at a path; None where it is to stay as it is.

        Raises `UsageMistake` for arguments that make no sense or a template of the vault that fails, `NotFound` for
        names of nobody, `StorageFailure` for templates that cannot be read.
        """
        said = read_arguments(name, arguments)
        for word in ("contact", "company"):
            if said.get(word) == THIS:
                said[word] = path if word == "contact" else path.rsplit("/", 1)[-1][:-3]
        content = _WRITERS[name](self, said, path)
        return blocks.NOTHING.get(name, "") if content == "" else content

    def line(self, one: FollowUp | Owed) -> str:
        """Give the line of a follow-up."""
        return blocks.item(one, self.link, self.style)

    def rows(self, wish: Wish) -> list[Owed]:
        """Give the open follow-ups that fit, in the order of a report."""
        if wish not in self._rows:
            found = answers.report(self.session, wish, with_problems=False)
            self._rows[wish] = [one for one in found.follow_ups if one.id not in self.without]
        return self._rows[wish]

    def owed(self, said: dict[str, str], state: str) -> str:
        """Write what is open in one state, without what others owe; what is to come by the day it is due."""
        days = self.session.config.dashboard.days
        wish = wish_of(said, days=days)
        rows = self.rows(wish._replace(limit=0))
        fits = [row for row in rows if row.state == state and row.kind != "waiting"]
        if state == "upcoming":
            fits.sort(key=lambda row: day_of(row.due))
        return blocks.items(fits[: wish.limit or None], self.link, self.style)

    def waiting(self, said: dict[str, str]) -> str:
        """Write what others owe, by the day it is due."""
        wish = wish_of(said, days=None)
        rows = [row for row in self.rows(wish._replace(limit=0)) if row.kind == "waiting"]
        rows.sort(key=lambda row: (row.due, row.contact, row.id))
        return blocks.items(rows[: wish.limit or None], self.link, self.style)

    def report(self, said: dict[str, str]) -> str:
        """Write what is open and fits."""
        wish = wish_of(said, days=self.session.config.report_days)
        return blocks.grouped_items(self.rows(wish), self.link, self.style)

    def interviews(self, said: dict[str, str]) -> str:
        """Write the interviews to come."""
        now, days = instant(self.session.now), number(said, "days", None)
        last = "9999" if days is None else add_days(now, days) + _PAST_THE_DAY
        found = self.session.ask(lambda connection: marked.interviews_from(connection, day_of(now)))
        coming = [
            (one, _people(people))
            for one, people in found
            if one.status in ("", "scheduled", "proposed")
            and over_at(one) > now
            and one.start <= last
        ]
        return blocks.interviews(coming, self.link)

    def done(self, said: dict[str, str]) -> str:
        """Write what was done in the last days."""
        now = self.session.now
        days = number(said, "days", self.session.config.dashboard.days) or 0
        first = add_days(now, -days)
        last = Moment(instant(now))
        found = self.session.ask(lambda connection: queries.closed_between(connection, first, last))
        deeds = [one for one in found if one.kind in blocks.DEEDS and self._was_done(one)]
        others = {(one.contact, day_of(one.closed)) for one in deeds if one.kind != "stay_in_touch"}
        kept = [
            one
            for one in deeds
            if one.kind != "stay_in_touch" or (one.contact, day_of(one.closed)) not in others
        ]
        return blocks.done(kept, self._talks(first), self.link)

    def _talks(self, first: Moment) -> list[blocks.Meeting]:
        """Give the interviews held since a day."""
        found = self.session.ask(lambda connection: marked.interviews_from(connection, first))
        now = instant(self.session.now)
        return [
            (one, _people(people)) for one, people in found if (at := held_at(one)) and at <= now
        ]

    def _was_done(self, one: FollowUp) -> bool:
        """Tell whether a follow-up closed by its deed, and not because there was no need any more."""
        contact, note = self._fact(one.contact_path), self._fact(one.note)
        if one.kind in _DATED_BY:
            name = _DATED_BY[one.kind]
            return one.closed in (getattr(contact, name, ""), getattr(note, name, ""))
        if one.kind in ("promise", "waiting"):
            return any(task.done_on == one.closed for task in getattr(note, "tasks", ()))
        return one.closed not in (getattr(contact, "closed", ""), getattr(contact, "declined", ""))

    def _fact(self, path: str) -> object:
        return (
            self.session.ask(lambda connection: queries.fact_at(connection, path)) if path else None
        )

    def agenda(self, said: dict[str, str], path: str) -> str | None:
        """Write the agenda of a talk to come: of the interview whose note this is, or with the contact named."""
        from infoview_md.network.agenda import build
        from infoview_md.preparing.desks import desk_of
        from infoview_md.preparing.meetings import agenda_as, interview_with

        network, now = self.session.network, instant(self.session.now)
        if said.get("contact"):
            key, interview = interview_with(self.session, said["contact"])
        else:
            key, interview = self._interview_of(path)
        if interview.start and over_at(interview) <= now:
            return None
        agenda = build(network, key, interview, desk_of(self.session, [key]))
        return (
            None
            if self._waits_for_leave(_AGENDA)
            else agenda_as("markdown", agenda, self._own.allowed)
        )

    @cached_property
    def _own(self) -> "Own":
        from infoview_md.preparing.own_templates import own_templates

        return own_templates(self.session)

    def _waits_for_leave(self, template: str) -> bool:
        """Tell whether the vault has a template of its own that nobody allowed yet, which only a person can do."""
        return template in self._own.unknown

    def _interview_of(self, path: str) -> "tuple[str, Interview]":
        network = self.session.network
        for one in network.interviews:
            if one.path == path and (people := network.people(one)):
                return people[0], one
        raise UsageMistake(
            "The block agenda stands in a note that is no interview with anybody.",
            hint='Say whose it is: <!-- infoview: agenda contact="Jane Doe" -->',
        )

    def referrals(self) -> str | None:
        """Write who led to whom."""
        from infoview_md.network.context import as_context
        from infoview_md.network.referral_pictures import page
        from infoview_md.network.referrals import tree
        from infoview_md.render.environment import render

        session = self.session
        drawn = page(tree(session.network, now=instant(session.now), rules=session.setup.rules))
        if self._waits_for_leave(_REFERRALS):
            return None
        page_text = render(_REFERRALS, as_context(drawn), overrides=self._own.allowed)
        return blocks.within_a_note(page_text)

    def stats(self, said: dict[str, str]) -> str:
        """Write the search in numbers, without the day they are of: it alone would change every day."""
        from infoview_md.network.stats import build
        from infoview_md.render.chapters import heading
        from infoview_md.render.stats import as_markdown

        session = self.session
        every = session.ask(queries.every_follow_up)
        numbers = build(session.network, every, as_of=session.now, since=since(said, session.now))
        page = as_markdown(numbers).replace(f"{heading(numbers)}.\n\n", "", 1)
        return blocks.within_a_note(page)


def _people(linked: dict[str, str]) -> list[tuple[str, str]]:
    """Give (path, name) of contacts by their keys and links; the path is empty for those without a note."""
    return [
        ("", target.rsplit("/", 1)[-1]) if is_ghost(key) else (key, _stem(key))
        for key, target in linked.items()
    ]


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].removesuffix(".md")


Writer = Callable[[Contents, dict[str, str], str], str | None]

_WRITERS: dict[str, Writer] = {
    "overdue": lambda contents, said, _: contents.owed(said, "overdue"),
    "today": lambda contents, said, _: contents.owed(said, "today"),
    "week": lambda contents, said, _: contents.owed(said, "upcoming"),
    "interviews": lambda contents, said, _: contents.interviews(said),
    "waiting": lambda contents, said, _: contents.waiting(said),
    "done": lambda contents, said, _: contents.done(said),
    "report": lambda contents, said, _: contents.report(said),
    "agenda": Contents.agenda,
    "referrals": lambda contents, _, __: contents.referrals(),
    "stats": lambda contents, said, _: contents.stats(said),
}


def follow_ups_with(session: "Session", ids: Iterable[str]) -> dict[str, FollowUp]:
    """Give follow-ups by their ids, closed ones and birthdays of these days too."""
    wanted = sorted(set(ids))
    found = session.ask(lambda connection: queries.follow_ups_with(connection, wanted))
    by_id = {one.id: one for one in found}
    missing = set(wanted) - by_id.keys()
    if missing:
        ahead = session.config.policy.birthday_days
        near = session.ask(
            lambda connection: [
                *queries.birthdays(connection, session.now, ahead),
                *queries.birthdays(connection, add_days(session.now, -ahead), ahead),
            ]
        )
        by_id |= {one.id: one for one in near if one.id in missing}
    return by_id


def next_change(session: "Session") -> Moment:
    """Give the next time of day, from now on, after which blocks may say something else; empty where none is known."""
    now = instant(session.now)
    moment = session.ask(lambda connection: marked.next_moment(connection, now))
    coming = session.ask(lambda connection: marked.interviews_from(connection, day_of(now)))
    ends = [end for one, _ in coming if (end := over_at(one)) >= now]
    return min(filter(None, (moment, *ends)), default=Moment(""))
