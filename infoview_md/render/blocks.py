"""What managed blocks say, as Markdown: follow-ups that can be ticked, interviews to come, what was done.

Nothing here changes by itself from one day to the next: dates are written as dates.  No line is one that a formatter
of Markdown would write in another way.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import quote

from infoview_md.dates import day_of, has_time, to_date
from infoview_md.network.followup import FollowUp, FollowUpKind
from infoview_md.network.kinds import KINDS
from infoview_md.network.model import Interview
from infoview_md.network.prose import plain
from infoview_md.network.report import Owed
from infoview_md.note.generated import ItemStyle, item_line, without_signs
from infoview_md.render.text import for_link, for_markdown

Link = Callable[[str, str], str]
"""From the path of a note (empty: there is none) and a name to the link, or the text, that shows it."""

NOTHING = {
    "overdue": "Nothing is overdue.",
    "today": "Nothing is due today.",
    "week": "Nothing more is due in the coming days.",
    "interviews": "No interview is coming.",
    "waiting": "Nobody owes you anything.",
    "done": "Nothing was done in the last days.",
    "report": "Nothing is owed.",
}
"""What a block says that has nothing to show."""

SENTENCES: dict[FollowUpKind, str] = {
    "thank_you": "Send a thank-you to {who} – {why}",
    "report_back": "Tell {who} how it went – {why}",
    "promise": "{why} – promised to {who}",
    "nudge": "Send {who} the one reminder – {why}",
    "schedule": "Agree on a time with {who} – {why}",
    "prepare": "Prepare for {who} – {why}",
    "send_questions": "Send {who} your questions – {why}",
    "confirm_outcome": "Say how it went with {who} – {why}",
    "write_up": "Write down what {who} told you – {why}",
    "announce": "Tell {who} where you landed – {why}",
    "try_another": "Ask somebody else where {who} works – {why}",
    "reach_out": "Ask {who} for a conversation – {why}",
    "birthday": "Wish {who} a happy birthday",
    "stay_in_touch": "Get in touch with {who} – {why}",
    "waiting": "{why} – waiting for {who}",
}
"""What to do, with the person and the reason in it."""

DEEDS: dict[FollowUpKind, str] = {
    "thank_you": "Thanked {who}",
    "report_back": "Told {who} how it went",
    "promise": "Kept a promise to {who}",
    "nudge": "Sent {who} the one reminder",
    "send_questions": "Sent {who} your questions",
    "announce": "Told {who} where you landed",
    "reach_out": "Asked {who} for a conversation",
    "stay_in_touch": "Was in touch with {who}",
    "waiting": "{who} did what they owed you",
}
"""What was done; follow-ups of other kinds close by themselves or with these."""

_SAYS_IT = {
    **dict.fromkeys(("thank_you", "schedule", "send_questions", "confirm_outcome"), "; "),
    **dict.fromkeys(("write_up", "reach_out"), "; "),
    "nudge": ", ",
}
"""Kinds whose reason ends with what the line says anyway, that it was not done, and what parts it from the rest."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?")

_STATES = {"overdue": "Overdue", "today": "Today", "upcoming": "Coming"}
_TELLING = frozenset({"promise", "waiting"})
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_FIRST = 1000
_UNLINKABLE = frozenset("[]#^|\\`")
_FIXED = frozenset(NOTHING.values()) | {f"**{title}**" for title in _STATES.values()}


def is_fixed(line: str) -> bool:
    """Tell whether a line is one that blocks hold whatever the notes say, so that nothing is lost with it."""
    return line in _FIXED


def linker(is_alone: Callable[[str], bool]) -> Link:
    """Give what links a note: by its name where no other note has it, else by its path.

    A name that no `[[link]]` can hold is linked by the encoded path, in which nothing can act.
    """

    def link(path: str, name: str) -> str:
        if not path:
            return for_markdown(without_signs(name))
        target = path.removesuffix(".md")
        own = target.rsplit("/", 1)[-1]
        if is_alone(path) and _is_linkable(own):
            return _wikilink(own, name)
        if _is_linkable(target):
            return _wikilink(target, name)
        # Readers of links do not agree on brackets in their text, escaped or not.
        shown = for_markdown(for_link(without_signs(name))[2:-2])
        return f"[{shown}]({quote(path)})"

    return link


def _is_linkable(target: str) -> bool:
    """Tell whether `[[target]]` leads to the note of that name and is nothing else to any plugin."""
    is_plain = not _UNLINKABLE & set(target) and without_signs(target) == target
    return is_plain and for_link(target) == f"[[{target}]]"


def _wikilink(target: str, name: str) -> str:
    shown = for_link(without_signs(name))
    return shown if shown == f"[[{target}]]" else f"[[{target}|{shown[2:]}"


def item(one: FollowUp | Owed, link: Link, style: ItemStyle) -> str:
    """Write a follow-up as a task line: what to do, for whom, why, until when, and the id that a tick is known by.

    The note that the rule read is linked too, where it is not the contact's own: by the day of the talk in the reason,
    else behind it.
    """
    who = link(one.contact_path, one.contact)
    reason = one.reason
    if one.kind in _SAYS_IT:
        reason = reason.rpartition(_SAYS_IT[one.kind])[0] or reason
    why = for_markdown(without_signs(plain(reason))) or "Something"
    if one.note in ("", one.contact_path):
        said = SENTENCES[one.kind].format(who=who, why=why)
    elif one.kind not in _TELLING and (days := list(_DAY.finditer(why))):
        start, end = days[-1].span()  # names of people come before it
        day = link(one.note, why[start:end])
        said = SENTENCES[one.kind].format(who=who, why=f"{why[:start]}{day}{why[end:]}")
    else:
        said = f"{SENTENCES[one.kind].format(who=who, why=why)} ({link(one.note, 'note')})"
    return item_line(said, one.id, day_of(one.due), style)


def items(rows: Iterable[Owed], link: Link, style: ItemStyle) -> str:
    """Write follow-ups as task lines in the order in which they come."""
    return "\n".join(item(row, link, style) for row in rows)


def grouped_items(rows: Sequence[Owed], link: Link, style: ItemStyle) -> str:
    """Write follow-ups as task lines under Overdue, Today and Coming."""
    parts = []
    for state, title in _STATES.items():
        some = [row for row in rows if row.state == state]
        if some:
            parts.append(f"**{title}**\n\n{items(some, link, style)}")
    return "\n\n".join(parts)


Meeting = tuple[Interview, Sequence[tuple[str, str]]]
"""An interview with the (path, name) of those who are met; the path is empty for somebody without a note."""


def interviews(found: Iterable[Meeting], link: Link) -> str:
    """List interviews to come."""
    return "\n".join(_interview(one, people, link) for one, people in found)


def _interview(one: Interview, people: Sequence[tuple[str, str]], link: Link) -> str:
    state = " (proposed)" if one.status == "proposed" else ""
    where = [one.mode.replace("_", " "), plain(one.location)]
    said = ", ".join(for_markdown(text) for text in where if text)
    day = f"{_DAYS[to_date(one.start).weekday()]} {day_of(one.start)}"
    when = f"{day} {one.start[11:16]}" if has_time(one.start) else day
    about = f" – {said}" if said else ""
    return f"- **{link(one.path, when)}**{state} {_names(people, link)}{about}"


def _names(people: Sequence[tuple[str, str]], link: Link) -> str:
    return " and ".join(link(path, name) for path, name in people) or "nobody yet"


def done(deeds: Iterable[FollowUp], talks: Iterable[Meeting], link: Link) -> str:
    """List what was done and whom you talked with, the latest first; the day of a talk leads to its note."""
    lines = [(day_of(one.closed), KINDS[one.kind].weight, "", _deed(one, link)) for one in deeds]
    lines += [
        (day_of(one.start), _FIRST, one.path, f"Talked with {_names(people, link)}")
        for one, people in talks
    ]
    ordered = sorted(lines, key=lambda line: (line[0], line[1], line[3]), reverse=True)
    shown = (f"- {link(path, day)} {text}" for day, _, path, text in ordered)
    return "\n".join(dict.fromkeys(shown))


def _deed(one: FollowUp, link: Link) -> str:
    who = link(one.contact_path, one.contact)
    what = f": {for_markdown(plain(one.reason))}" if one.kind in _TELLING else ""
    return f"{DEEDS[one.kind].format(who=who)}{what}"


def within_a_note(markdown: str) -> str:
    """Give a page as a part of a note: its title goes, and its headings become bold lines.

    A heading would end the section of the note that the block stands in.
    """
    lines = []
    fence = ""
    for line in markdown.strip("\n").split("\n"):
        mark = line.strip()[:3]
        if mark in ("```", "~~~") and fence in ("", mark):
            fence = "" if fence else mark
        if fence or not line.startswith("#"):
            lines.append(line)
        elif not line.startswith("# "):
            lines.append(f"**{line.lstrip('#').strip()}**")
    return "\n".join(lines).strip("\n")
