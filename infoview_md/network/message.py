"""A message as facts before it is worded, and as subject and text after."""

from dataclasses import dataclass, field
from typing import Literal

from infoview_md.network.agenda import Named
from infoview_md.network.aim import Aim, Me
from infoview_md.network.desk import Missing, meaning
from infoview_md.network.helping import Help, Landing
from infoview_md.network.history import Promise
from infoview_md.network.leads import LeadNews
from infoview_md.network.occasion import Occasion, Time
from infoview_md.network.person import Connection, Person

DraftKind = Literal[
    "intro",
    "nudge",
    "questions",
    "confirm",
    "thank-you",
    "referral-intro",
    "report-back",
    "stay-in-touch",
    "update",
    "landed",
]

_SUBJECT = "subject:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How the search goes."""

    since: str = field(metadata=meaning("the day it started, in words; may be empty"))
    people: int = field(metadata=meaning("with how many people you have talked since"))
    companies: int = field(metadata=meaning("at how many companies"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Everything that the wording of a message may use; what is not known is empty and named in `missing`."""

    kind: str = field(metadata=meaning("intro, nudge, questions, confirm, thank-you ..."))
    to: str = field(metadata=meaning("the e-mail address; may be empty"))
    person: Person = field(metadata=meaning("whom the message is for"))
    me: Me = field(metadata=meaning("you"))
    aim: Aim = field(metadata=meaning("what your search is about"))
    connection: Connection = field(metadata=meaning("how you know each other"))
    minutes: str = field(metadata=meaning("how much time to ask for: 15-20"))
    times: tuple[Time, ...] = field(
        metadata=meaning("times to propose, free in the vault; only where one asks for a talk")
    )
    times_text: str = field(metadata=meaning("the same in one phrase: ..., ... or ... (EST)"))
    asked_on: str = field(metadata=meaning("the day of your first request, in words"))
    questions: tuple[str, ...] = field(metadata=meaning("the questions for the next talk"))
    next_talk: Occasion | None = field(metadata=meaning("the talk that is agreed, if any"))
    last_talk: Occasion | None = field(
        metadata=meaning("the last talk, if any; for a thank-you the one not yet thanked for")
    )
    learnt: tuple[str, ...] = field(metadata=meaning("what you learnt in that talk, a line each"))
    promises: tuple[Promise, ...] = field(metadata=meaning("what you promised them and is open"))
    named: tuple[Named, ...] = field(metadata=meaning("whom they named, and what came of it"))
    named_in_talk: str = field(
        metadata=meaning("whom they named in that last talk, in one phrase; may be empty")
    )
    is_to_ask: bool = field(metadata=meaning("true where some of those were not asked yet"))
    news: tuple[LeadNews, ...] = field(metadata=meaning("talks they led to and were not told of"))
    article: str = field(metadata=meaning("address of an article to send along; may be empty"))
    last_contact: str = field(metadata=meaning("the day of the last exchange; may be empty"))
    progress: Progress = field(metadata=meaning("how the search goes"))
    landing: Landing | None = field(metadata=meaning("how the search ended, if it has"))
    help: Help = field(metadata=meaning("what they did for the search"))
    missing: tuple[Missing, ...] = field(metadata=meaning("facts that the notes do not have"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A worded draft."""

    subject: str
    text: str


def split(rendered: str) -> Message:
    """Take a worded draft apart: a first line `Subject: ...`, then the text, which ends in one line end.

    Blank lines that a left-out sentence leaves behind are closed up.
    """
    lines = [line.rstrip() for line in rendered.strip().splitlines()]
    subject = ""
    if lines and lines[0].casefold().startswith(_SUBJECT):
        subject, lines = lines[0][len(_SUBJECT) :].strip(), lines[1:]
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    text = "\n".join(kept).rstrip()
    return Message(subject=subject, text=f"{text}\n" if text else "")
