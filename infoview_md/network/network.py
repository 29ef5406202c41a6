"""The facts of many notes linked to each other: who talked with whom, who named whom, who works where."""

import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from infoview_md.dates import ALWAYS, Moment, day_of
from infoview_md.network.followups.circle import Circle, Lead, Meeting, is_dated
from infoview_md.network.model import Contact, Fact, Interview, QuestionBank, Search

Resolve = Callable[[str, str], str]
"""From a link target and the path of the note it stands in to the path it means, or an empty text."""

_GHOST = "?"


def ghost_key(target: str) -> str:
    """Give the key of somebody who is named in a link but has no note."""
    name = unicodedata.normalize("NFC", target.rsplit("/", 1)[-1])
    return _GHOST + " ".join(name.casefold().split())


def is_ghost(key: str) -> bool:
    """Tell whether a key is of somebody without a note."""
    return key.startswith(_GHOST)


def company_key(company: str) -> str:
    """Give the comparison key of a company's name: without regard to case, accents of writing and blanks."""
    return " ".join(unicodedata.normalize("NFC", company).casefold().split()).rstrip(".,")


def _order_of_leads(lead: Lead) -> tuple[Moment, str, str]:
    return lead.interview.start, lead.interview.path, lead.name


class Network:
    """Contacts by key (the path of their note, or `?name`), and every relation between them.

    Built once from facts and then only asked; `circle(key)` gives what the rules about one contact see.
    """

    __slots__ = (
        "_companies",
        "_meetings",
        "_named_in",
        "_people",
        "_referred",
        "_referrers",
        "banks",
        "contacts",
        "interviews",
        "searches",
    )

    def __init__(self, facts: Iterable[Fact], resolve: Resolve) -> None:
        self.contacts: dict[str, Contact] = {}
        self.interviews: list[Interview] = []
        self.searches: list[Search] = []
        self.banks: list[QuestionBank] = []
        self._people: dict[str, tuple[str, ...]] = {}
        self._meetings: dict[str, list[Meeting]] = defaultdict(list)
        self._named_in: dict[str, list[Interview]] = defaultdict(list)
        self._referrers: dict[str, list[str]] = defaultdict(list)
        self._referred: dict[str, dict[str, list[Interview]]] = defaultdict(dict)
        self._companies: dict[str, list[tuple[Moment, str]]] = defaultdict(list)
        for fact in facts:
            self._add(fact)
        self.interviews.sort(key=lambda one: (one.start, one.path))
        self.searches.sort(key=lambda one: (one.started, one.path))
        self._link_interviews(resolve)
        self._link_contacts(resolve)

    def _add(self, fact: Fact) -> None:
        if isinstance(fact, Contact):
            self.contacts[fact.path] = fact
        elif isinstance(fact, Interview):
            self.interviews.append(fact)
        elif isinstance(fact, Search):
            self.searches.append(fact)
        else:
            self.banks.append(fact)

    def _link_interviews(self, resolve: Resolve) -> None:
        for interview in self.interviews:
            people = self._keys(interview.contacts, interview.path, resolve)
            self._people[interview.path] = people
            lead = self._lead_of(people)
            for key in people:
                self._meetings[key].append(Meeting(interview=interview, is_lead=key == lead))
            for key in self._keys(interview.referrals, interview.path, resolve):
                self._named_in[key].append(interview)
                for by in people:
                    if by != key:
                        self._referred[by].setdefault(key, []).append(interview)

    def _lead_of(self, people: tuple[str, ...]) -> str:
        """Give to whom goes what an interview owes once: its first contact to whom anything is ever owed."""
        first = "".join(people[:1])
        return next((key for key in people if self.contacts[key].closed != ALWAYS), first)

    def _link_contacts(self, resolve: Resolve) -> None:
        for path, contact in sorted(self.contacts.items()):
            for key in self._keys(contact.referred_by, path, resolve):
                if key != path:
                    self._referrers[path].append(key)
                    self._referred[key].setdefault(path, [])
            if contact.company and is_dated(contact.asked):
                self._companies[company_key(contact.company)].append((contact.asked, path))
        for asked in self._companies.values():
            asked.sort()

    def _keys(self, targets: Iterable[str], source: str, resolve: Resolve) -> tuple[str, ...]:
        """Resolve link targets to contact keys, each once; a name without a note becomes a ghost."""
        keys = []
        for target in targets:
            path = resolve(target, source)
            key = path if path in self.contacts else ghost_key(target)
            if key not in self.contacts:
                self.contacts[key] = Contact(name=target.rsplit("/", 1)[-1])
            keys.append(key)
        return tuple(dict.fromkeys(keys))

    def meetings(self, key: str) -> list[Meeting]:
        """Give the interviews with a contact, earliest first."""
        return self._meetings.get(key, [])

    def people(self, interview: Interview) -> tuple[str, ...]:
        """Give the keys of an interview's contacts, in the order of the note."""
        return self._people.get(interview.path, ())

    def referred(self, key: str) -> list[str]:
        """Give the keys of those whom a contact named or who were referred by it."""
        return list(self._referred.get(key, ()))

    def referred_by(self, key: str) -> list[str]:
        """Give the keys of those whom a contact's own note names as its referrers."""
        return self._referrers.get(key, [])

    def referrers(self, key: str) -> list[str]:
        """Give the keys of those who led to a contact, by its note or by an interview that names it."""
        by_interview = [who for one in self._named_in.get(key, []) for who in self.people(one)]
        return [
            who
            for who in dict.fromkeys([*self._referrers.get(key, []), *by_interview])
            if who != key
        ]

    def named_in(self, key: str) -> list[Interview]:
        """Give the interviews whose referrals name a contact."""
        return self._named_in.get(key, [])

    def circle(self, key: str) -> Circle:
        """Give what the rules about one contact see."""
        contact = self.contacts[key]
        referrers = self._referrers.get(key, [])
        return Circle(
            contact=contact,
            meetings=tuple(self._meetings.get(key, ())),
            named_in=tuple(self._naming(key)),
            referrers=tuple(self.contacts[who].name for who in referrers),
            referrer_talks=tuple(
                meeting.interview for who in referrers for meeting in self._meetings.get(who, ())
            ),
            leads=tuple(sorted(self._leads(key), key=_order_of_leads)),
            referred_first=self._referred_first(key),
            colleague_asked=self._colleague_asked(key, contact),
            searches=tuple(self.searches),
        )

    def _colleague_asked(self, key: str, contact: Contact) -> Moment:
        """Give when somebody else at the company was asked first, from the day on which the contact was."""
        if not contact.company or not is_dated(contact.asked):
            return Moment("")
        asked = self._companies[company_key(contact.company)]
        since = bisect_left(asked, (day_of(contact.asked), ""))
        return next((at for at, who in asked[since : since + 2] if who != key), Moment(""))

    def _naming(self, key: str) -> Iterator[Lead]:
        for interview in self._named_in.get(key, ()):
            names = [self.contacts[who].name for who in self.people(interview)]
            yield Lead(name=" and ".join(names) or interview.name, interview=interview)

    def _leads(self, key: str) -> Iterator[Lead]:
        for whom, naming in self._referred.get(key, {}).items():
            since = self._named_since(key, whom, naming)
            for meeting in self._meetings.get(whom, ()):
                start = day_of(meeting.interview.start)
                if start >= since and key not in self.people(meeting.interview):
                    yield Lead(name=self.contacts[whom].name, interview=meeting.interview)

    def _referred_first(self, key: str) -> Moment:
        """Give when a contact first led to somebody: the talk that named them, else when they were asked."""
        days = []
        for whom, naming in self._referred.get(key, {}).items():
            talks = [meeting.interview for meeting in self._meetings.get(whom, ())]
            asked = self.contacts[whom].asked
            dated = [one.start for one in (naming or talks) if one.start]
            days.append(min([day_of(at) for at in (*dated, asked) if is_dated(at)], default=ALWAYS))
        return min(days, default=Moment(""))

    def _named_since(self, key: str, whom: str, naming: Iterable[Interview]) -> Moment:
        """Give the day from which a contact counts as the one who led to somebody.

        A talk that came before the naming interview was not owed to it; `referred_by` has no date.
        """
        if key in self._referrers.get(whom, ()):
            return Moment("")
        return min((day_of(one.start) for one in naming), default=Moment(""))
