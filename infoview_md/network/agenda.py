"""The plan of one interview: purpose, who they are, what was said before, timed blocks, questions, asks, logistics."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from infoview_md.dates import Moment, add_business_days, add_days, add_hours, day_of, has_time
from infoview_md.network.aim import Aim, Me, aim_of, current, me_of, missing_goal, missing_of_me
from infoview_md.network.desk import Desk, Missing, meaning
from infoview_md.network.followups.circle import Circle, over_at
from infoview_md.network.history import (
    Exchange,
    Promise,
    exchanges,
    held,
    promises,
    questions_asked,
    questions_in,
)
from infoview_md.network.model import Interview, NoMoment, Search
from infoview_md.network.network import Network
from infoview_md.network.occasion import Occasion, day_words, missing_of, occasion, time_words
from infoview_md.network.person import (
    Connection,
    Person,
    connection_of,
    missing_of_contact,
    person_of,
)
from infoview_md.network.prose import listed, plain
from infoview_md.network.questions import Question, bank_of, pick
from infoview_md.network.timing import Block, blocks, for_each


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedQuestion:
    """A question and the minutes there are for it."""

    text: str = field(metadata=meaning("the question"))
    topic: str = field(metadata=meaning("its topic in the question bank; may be empty"))
    minutes: int = field(metadata=meaning("minutes for it; 0: if there is time"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Somebody whom the contact named earlier, and what came of it."""

    name: str = field(metadata=meaning("whom they named"))
    outcome: str = field(
        metadata=meaning("what came of it: not asked yet, asked on ..., talked on ...")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """Something to do after the interview."""

    what: str = field(metadata=meaning("what to do"))
    by: str = field(metadata=meaning("by when, in words"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """A task to do before the interview."""

    text: str = field(metadata=meaning("what to do"))
    due_on: Moment = field(metadata=meaning("by when: YYYY-MM-DD; may be empty"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """The plan of one interview."""

    person: Person = field(metadata=meaning("whom you talk to"))
    others: tuple[str, ...] = field(metadata=meaning("who else is there, by name"))
    me: Me = field(metadata=meaning("you"))
    aim: Aim = field(metadata=meaning("what your search is about"))
    connection: Connection = field(metadata=meaning("how you know each other"))
    occasion: Occasion = field(metadata=meaning("when and where"))
    purpose: str = field(metadata=meaning("what the talk is for, in one sentence; may be empty"))
    exchanges: tuple[Exchange, ...] = field(metadata=meaning("what was said before, latest first"))
    mine: tuple[Promise, ...] = field(metadata=meaning("what you promised and is open"))
    theirs: tuple[Promise, ...] = field(metadata=meaning("what they promised and is open"))
    openings: tuple[str, ...] = field(metadata=meaning("openings they mentioned before"))
    named: tuple[Named, ...] = field(metadata=meaning("whom they named before"))
    blocks: tuple[Block, ...] = field(metadata=meaning("the timed parts, in order"))
    questions: tuple[TimedQuestion, ...] = field(metadata=meaning("the questions, in order"))
    copies: int = field(metadata=meaning("printed copies of your résumé to bring; 0: none"))
    after: tuple[After, ...] = field(metadata=meaning("what happens in the days after, in order"))
    preparation: tuple[Preparation, ...] = field(metadata=meaning("tasks before the interview"))
    missing: tuple[Missing, ...] = field(metadata=meaning("facts that the notes do not have"))


def next_interview(circle: Circle, *, on: Moment | None = None, now: Moment) -> Interview | None:
    """Give the contact's next interview that is not over, or the one of a day; None where there is none."""
    found = [
        meeting.interview
        for meeting in circle.meetings
        if meeting.interview.start and meeting.interview.status not in ("cancelled", "no_show")
    ]
    if on is not None:
        return next((one for one in found if day_of(one.start) == day_of(on)), None)
    to_come = [one for one in found if one.status != "done" and over_at(one) > now]
    agreed = [one for one in to_come if one.status != "proposed"]
    return next(iter([*agreed, *to_come]), None)


def build(network: Network, key: str, interview: Interview, desk: Desk) -> Agenda:
    """Plan an interview with a contact from everything the notes know; what they do not know is named."""
    circle = network.circle(key)
    contact = circle.contact
    search = current(network.searches, desk.today)
    when = occasion(interview, contact, desk)
    parts = blocks(when.minutes, interview.start, desk)
    questions = choose_questions(network, circle, interview, search, desk)
    connection = connection_of(network, key, desk)
    return Agenda(
        person=person_of(contact),
        others=tuple(network.contacts[one].name for one in network.people(interview) if one != key),
        me=me_of(desk),
        aim=aim_of(search, contact),
        connection=connection,
        occasion=when,
        purpose=aim_of(search, contact).goal,
        exchanges=exchanges(circle, desk),
        mine=promises(circle, desk, theirs=False),
        theirs=promises(circle, desk, theirs=True),
        openings=_openings(circle, desk),
        named=named_by(network, key, desk),
        blocks=parts,
        questions=_timed(questions, parts, desk),
        copies=desk.coaching.resume_copies if when.mode == "in_person" else 0,
        after=tuple(_after(network, key, interview, desk)),
        preparation=preparation(circle, interview, when, desk),
        missing=(
            *missing_of(interview, contact),
            *missing_goal(search),
            *missing_of_contact(contact, connection, "channel", "company", "role"),
            *missing_of_me(desk, "story"),
            *_missing_questions(questions, network),
        ),
    )


def choose_questions(
    network: Network, circle: Circle, interview: Interview, search: Search | None, desk: Desk
) -> tuple[Question, ...]:
    """Give the questions that the interview's note lists; without any, pick them from the question bank."""
    own = questions_in(interview, desk)
    if own:
        return tuple(Question(topic="", text=text, template=text) for text in own)
    return pick(
        bank_of(network.banks),
        circle.contact,
        search,
        asked_before=questions_asked(circle, desk, but=interview),
        count=desk.coaching.questions,
    )


def _timed(
    questions: Sequence[Question], parts: Sequence[Block], desk: Desk
) -> tuple[TimedQuestion, ...]:
    minutes = sum(part.minutes for part in parts if part.name == "questions")
    texts = [one.text for one in questions]
    lengths = for_each(minutes, texts, least=desk.coaching.question_minutes)
    return tuple(
        TimedQuestion(text=one.text, topic=one.topic, minutes=length)
        for one, length in zip(questions, lengths, strict=True)
    )


def _missing_questions(questions: Sequence[Question], network: Network) -> list[Missing]:
    if questions:
        return []
    if not network.banks:
        text = "Write a question bank: a note with `type: questions`, topics as headings, questions as lists."
        return [Missing(property="type", note="", sentence=text)]
    text = "This person was asked every question of the bank; add new ones."
    return [Missing(property="questions", note=network.banks[0].path, sentence=text)]


def _openings(circle: Circle, desk: Desk) -> tuple[str, ...]:
    found = [plain(text) for one in held(circle, desk) for text in one.opportunities]
    return tuple(dict.fromkeys(text for text in found if text))


NOT_ASKED = "not asked yet"


def named_by(network: Network, key: str, desk: Desk) -> tuple[Named, ...]:
    """Give those whom a contact has led to, each with what came of it."""
    return tuple(
        Named(name=network.contacts[one].name, outcome=outcome(network, one, desk))
        for one in network.referred(key)
    )


def outcome(network: Network, key: str, desk: Desk) -> str:
    """Say how far it has come with somebody, in words."""
    contact = network.contacts[key]
    talks = held(network.circle(key), desk)
    if talks:
        return f"talked on {day_words(talks[-1].start, desk)}"
    if contact.declined:
        return "declined"
    agreed = next_interview(network.circle(key), now=desk.now)
    if agreed is not None and agreed.status != "proposed":
        return f"talk on {day_words(agreed.start, desk)}"
    if contact.asked:
        day = day_words(contact.asked, desk)
        return f"asked on {day}" if day else "asked"
    return NOT_ASKED


def preparation(
    circle: Circle, interview: Interview, when: Occasion, desk: Desk
) -> tuple[Preparation, ...]:
    """Give the tasks that prepare an interview, due as many days before it as the policy says."""
    contact = circle.contact
    subject = listed([contact.name, plain(contact.company)])
    texts = [f"Read what is new about {subject}", "Tell my story aloud, in a minute"]
    if held(circle, desk):
        texts.insert(0, f"Read the notes of the last talk with {contact.name}")
    if when.mode == "video":
        texts.append("Try the link, the camera and the microphone")
    if when.mode == "in_person" and desk.coaching.resume_copies:
        texts.append(f"Print {desk.coaching.resume_copies} copies of my résumé")
    start = interview.start
    due = add_days(start, -desk.rules.policy.prepare_days) if start else NoMoment
    return tuple(Preparation(text=text, due_on=due) for text in texts)


def _after(network: Network, key: str, interview: Interview, desk: Desk) -> Iterator[After]:
    """Say what is owed afterwards, as the follow-up rules will have it."""
    policy, end = desk.rules.policy, interview.end or interview.start
    if not end:
        return
    thanks = (
        time_words(add_hours(end, policy.thank_you_hours, desk.zone), desk).text
        if has_time(end)
        else day_words(add_days(end, -(-policy.thank_you_hours // 24)), desk)
    )
    yield After(what="Thank them, with one thing you learnt", by=thanks)
    yield After(
        what="Write down what you heard", by=day_words(add_days(end, policy.write_up_days), desk)
    )
    for one in network.referrers(key):
        yield After(
            what=f"Tell {network.contacts[one].name} how it went",
            by=day_words(add_days(end, policy.report_back_days), desk),
        )
    asked_by = add_business_days(
        interview.start, policy.reach_out_business_days, desk.rules.calendar.holidays
    )
    yield After(what="Ask the people they named", by=day_words(asked_by, desk))
