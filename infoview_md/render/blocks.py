"""What managed blocks say, as Markdown: follow-ups that can be ticked, interviews to come, what was done.

Nothing here changes by itself from one day to the next: dates are written as dates.
"""

from collections.abc import Callable, Iterable, Sequence

from infoview_md.dates import day_of
from infoview_md.network.followup import FollowUp, FollowUpKind
from infoview_md.network.kinds import KINDS
from infoview_md.network.model import Interview
from infoview_md.network.prose import plain
from infoview_md.network.report import Owed
from infoview_md.note.generated import ItemStyle, item_line, without_signs
from infoview_md.render.text import for_link, for_markdown

NOTHING = "*Nothing.*"

Link = Callable[[str, str], str]
"""From the path of a note (empty: there is none) and a name to the link, or the text, that shows it."""

SENTENCES: dict[FollowUpKind, str] = {
    "thank_you": "Send a thank-you to {who}",
    "report_back": "Tell {who} how the talk they led you to went",
    "promise": "Keep a promise to {who}",
    "nudge": "Send {who} the one reminder",
    "schedule": "Agree on a time with {who}",
    "prepare": "Prepare the interview with {who}",
    "send_questions": "Send {who} your questions in advance",
    "confirm_outcome": "Say how it went with {who}",
    "write_up": "Write down what you heard from {who}",
    "announce": "Tell {who} where you landed",
    "try_another": "Ask somebody else where {who} works",
    "reach_out": "Ask {who} for a conversation",
    "birthday": "Wish {who} a happy birthday",
    "stay_in_touch": "Get in touch with {who}",
    "waiting": "Ask {who} about what they owe you",
}
"""What to do, with the person in it."""

DEEDS: dict[FollowUpKind, str] = {
    "thank_you": "Thanked {who}",
    "report_back": "Told {who} how the talk they led you to went",
    "promise": "Kept a promise to {who}",
    "nudge": "Sent {who} the one reminder",
    "send_questions": "Sent {who} your questions",
    "announce": "Told {who} where you landed",
    "reach_out": "Asked {who} for a conversation",
    "stay_in_touch": "Was in touch with {who}",
    "waiting": "{who} did what they owed you",
}
"""What was done; follow-ups of other kinds close by themselves or with these."""

_STATES = {"overdue": "Overdue", "today": "Today", "upcoming": "Coming"}
_TELLING = frozenset({"promise", "waiting"})
_FIRST = 1000
_UNLINKABLE = frozenset("[]#^|\\`")


def linker(is_alone: Callable[[str], bool]) -> Link:
    """Give what links a note: by its name where no other note has it, else by its path."""

    def link(path: str, name: str) -> str:
        target = path.removesuffix(".md")
        if not path or _UNLINKABLE & set(target):
            return for_markdown(name)
        own = target.rsplit("/", 1)[-1]
        if not is_alone(path):
            shown = for_link(name).removeprefix("[[").removesuffix("]]")
            return f"{for_link(target).removesuffix(']]')}|{shown}]]"
        if own == name:
            return for_link(name)
        return f"{for_link(own).removesuffix(']]')}|{for_link(name)[2:]}"

    return link


def item(one: FollowUp | Owed, link: Link, style: ItemStyle) -> str:
    """Write a follow-up as a task line: what to do, for whom, why, until when, and the id that a tick is known by."""
    who = link(one.contact_path, one.contact)
    reason = for_markdown(without_signs(plain(one.reason)))
    todo = SENTENCES[one.kind].replace("{who}", who)
    text = f"{todo} – {reason}" if reason else todo
    return item_line(text, one.id, day_of(one.due), style)


def items(rows: Iterable[Owed], link: Link, style: ItemStyle) -> str:
    """Write follow-ups as task lines in the order of a report."""
    return "\n".join(item(row, link, style) for row in rows) or NOTHING


def grouped_items(rows: Sequence[Owed], link: Link, style: ItemStyle) -> str:
    """Write follow-ups as task lines under Overdue, Today and Coming."""
    parts = []
    for state, title in _STATES.items():
        some = [row for row in rows if row.state == state]
        if some:
            parts.append(f"**{title}**\n\n{items(some, link, style)}")
    return "\n\n".join(parts) or NOTHING


Meeting = tuple[Interview, Sequence[tuple[str, str]]]
"""An interview with the (path, name) of those who are met; the path is empty for somebody without a note."""


def interviews(found: Iterable[Meeting], link: Link) -> str:
    """List interviews to come."""
    return "\n".join(_interview(one, people, link) for one, people in found) or NOTHING


def _interview(one: Interview, people: Sequence[tuple[str, str]], link: Link) -> str:
    state = "proposed" if one.status == "proposed" else ""
    where = [one.mode.replace("_", " "), plain(one.location), state]
    said = ", ".join(for_markdown(text) for text in where if text)
    when = one.start.replace("T", " ")
    about = f" – {said}" if said else ""
    return f"- {when} {_names(people, link)}{about} ({link(one.path, 'note')})"


def _names(people: Sequence[tuple[str, str]], link: Link) -> str:
    return " and ".join(link(path, name) for path, name in people) or "nobody yet"


def done(deeds: Iterable[FollowUp], talks: Iterable[Meeting], link: Link) -> str:
    """List what was done and whom you talked with, the latest first."""
    lines = [(day_of(one.closed), KINDS[one.kind].weight, _deed(one, link)) for one in deeds]
    lines += [
        (day_of(one.start), _FIRST, f"Talked with {_names(people, link)}") for one, people in talks
    ]
    ordered = sorted(lines, key=lambda line: (line[0], line[1], line[2]), reverse=True)
    return "\n".join(dict.fromkeys(f"- {day} {text}" for day, _, text in ordered)) or NOTHING


def _deed(one: FollowUp, link: Link) -> str:
    who = link(one.contact_path, one.contact)
    what = f": {for_markdown(plain(one.reason))}" if one.kind in _TELLING else ""
    return f"{DEEDS[one.kind].replace('{who}', who)}{what}"


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
