"""Messages worded from the notes, where they go, and the news of a landing for everyone who helped."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from infoview_md.acting.act import Act
from infoview_md.acting.whom import noteless
from infoview_md.dates import Moment, day_of
from infoview_md.errors import NotFound, UsageMistake
from infoview_md.network import draft as facts
from infoview_md.network.context import as_context
from infoview_md.network.desk import Desk, Missing
from infoview_md.network.draft_check import Advice, check
from infoview_md.network.message import Draft, DraftKind, Message, split
from infoview_md.network.model import Interview
from infoview_md.network.network import is_ghost
from infoview_md.note.edit import replace_block
from infoview_md.preparing.desks import desk_of
from infoview_md.render.environment import NO_OVERRIDES, render, render_each
from infoview_md.render.text import for_terminal
from infoview_md.writeback import Edit, Work

if TYPE_CHECKING:
    from infoview_md.session import Session

HEADING = "Drafts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """A message with the facts it was made of, and advice on it; `did` says how they helped, for a landing."""

    key: str
    draft: Draft
    message: Message
    advice: tuple[Advice, ...]
    did: str = ""

    @property
    def kind(self) -> DraftKind:
        """Give the kind of message."""
        return facts.kind_named(self.draft.kind)

    @property
    def name(self) -> str:
        """Give the name of the one it is for."""
        return self.draft.person.name

    @property
    def missing(self) -> tuple[Missing, ...]:
        """Give the facts that the notes do not have."""
        return self.draft.missing


def draft_for(
    session: "Session",
    kind: str,
    name: str,
    *,
    article: str = "",
    on: Moment | None = None,
    overrides: Mapping[str, str] = NO_OVERRIDES,
) -> Worded:
    """Word one message to a contact; `on` is the day of the talk it is about, where it is not the usual one.

    Raises as `resolve` and `render`, `UsageMistake` for an unknown kind, `NotFound` where there is no talk on that day.
    """
    wanted = facts.kind_named(kind)
    key = session.resolve(name)
    desk, talk = desk_of(session, [key]), interview_on(session, key, on)
    draft = facts.write(wanted, session.network, key, desk, article=article, interview=talk)
    text = render(facts.template_of(wanted), as_context(draft), overrides=overrides)
    return _worded(key, draft, text, desk)


def interview_on(session: "Session", key: str, on: Moment | None) -> Interview | None:
    """Give the interview with a contact on a day; None where no day is meant.  Raises `NotFound`."""
    if on is None:
        return None
    found = [one.interview for one in session.network.meetings(key)]
    for one in found:
        if day_of(one.start) == day_of(on):
            return one
    who = session.network.contacts[key].name
    raise NotFound(f"There is no interview with {who} on {day_of(on)} in your notes.")


def landed_drafts(
    session: "Session", *, overrides: Mapping[str, str] = NO_OVERRIDES
) -> tuple[Worded, ...]:
    """Word the news for everyone who is owed it, grouped by what they did.

    Raises `UsageMistake` where no search has landed.
    """
    network = session.network
    groups = facts.landed_drafts(network, desk_of(session))
    if not groups:
        raise _nobody_to_tell(session)
    keys = {one.person.note for group in groups for one in group.drafts}
    desk = desk_of(session, keys)
    found = [
        (group.did, facts.write("landed", network, one.person.note, desk))
        for group in groups
        for one in group.drafts
    ]
    texts = render_each(
        facts.template_of("landed"), [as_context(one) for _, one in found], overrides=overrides
    )
    return tuple(
        _worded(draft.person.note, draft, text, desk, did=did)
        for (did, draft), text in zip(found, texts, strict=True)
    )


def _nobody_to_tell(session: "Session") -> UsageMistake:
    from infoview_md.network.helping import landed_search

    if landed_search(session.network.searches, session.now) is not None:
        return UsageMistake("Everyone who helped knows already.")
    return UsageMistake(
        "The search has not landed by your notes.",
        hint="Once it has: infoview-md landed --company NAME --on DATE",
    )


def _worded(key: str, draft: Draft, text: str, desk: Desk, *, did: str = "") -> Worded:
    worded = split(text)
    message = Message(subject=for_terminal(worded.subject), text=for_terminal(worded.text))
    advice = check(message.text, facts.kind_named(draft.kind), desk.coaching)
    return Worded(key=key, draft=draft, message=message, advice=advice, did=did)


def advice_on(session: "Session", text: str, kind: str) -> tuple[Advice, ...]:
    """Give advice on a text of the user's own, which may have a first line `Subject: ...`."""
    wanted = facts.kind_named(kind or "intro")
    return check(text, wanted, session.config.coaching)


def as_text(worded: Worded) -> str:
    """Write a message with its subject above it."""
    return f"Subject: {worded.message.subject}\n\n{worded.message.text}"


def all_as_text(found: Sequence[Worded]) -> str:
    """Write many messages one below the other, under what the people did."""
    return "\n".join(_with_headings(found))


def _with_headings(found: Sequence[Worded]) -> Iterator[str]:
    did = ""
    for one in found:
        if one.did != did:
            did = one.did
            people = sum(other.did == did for other in found)
            yield f"=== They {did} ({people}) ===\n"
        yield f"--- {for_terminal(one.name)} <{for_terminal(one.draft.to)}> ---\n"
        yield as_text(one)


def write_into_notes(found: Sequence[Worded]) -> Act:
    """Plan to put messages into the notes of those they are for; a draft that was changed by hand is refused.

    Raises `NotFound` for somebody without a note.
    """
    for one in found:
        if is_ghost(one.key):
            raise noteless(one.name)
    kinds = found[0].draft.kind
    who = found[0].name if len(found) == 1 else f"{len(found)} people"
    return Act(
        work=Work(
            sentence=f"Wrote the {kinds} draft for {who} under {HEADING}.",
            subject=f"Draft the {kinds} message to {who}",
            steps=tuple(_into_note(one) for one in found),
        )
    )


def _into_note(worded: Worded) -> Edit:
    content = fenced(as_text(worded))

    def change(raw: bytes) -> bytes:
        return replace_block(
            raw,
            name="draft",
            arguments=f"kind={worded.draft.kind}",
            content=content,
            create_under=HEADING,
        )

    return Edit(path=worded.key, change=change)


def fenced(text: str) -> str:
    """Put text into a block of code, in which nothing of it acts and which Obsidian copies with one click."""
    fence = "```"
    while fence in text:
        fence += "`"
    inert = text.replace("<!--", "<! --").rstrip()
    return f"{fence}text\n{inert}\n{fence}"
