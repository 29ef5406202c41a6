"""The fifteen kinds of follow-up as a table: weight in a report, words, and what closes each.

Source: docs/notes-and-rules.md, "The rules"; the weights are the one place that orders a report.
"""

from typing import NamedTuple

from infoview_md.network.followup import FollowUpKind


class KindRow(NamedTuple):
    """One kind: its weight (larger comes first), what to do, the rule in words, what closes it."""

    weight: int
    todo: str
    owed_when: str
    closed_by: str
    is_outreach: bool = False
    stops_when_landed: bool = False


KINDS: dict[FollowUpKind, KindRow] = {
    "thank_you": KindRow(
        weight=100,
        todo="Send a thank-you",
        owed_when="an interview is done and no thank-you was sent",
        closed_by="`thank_you_sent` on the interview",
    ),
    "report_back": KindRow(
        weight=90,
        todo="Tell them how it went",
        owed_when="somebody they referred you to was interviewed and they have not been told",
        closed_by="`referrer_told` on the interview",
    ),
    "promise": KindRow(
        weight=80,
        todo="Keep a promise",
        owed_when="a task with a due date is open",
        closed_by="ticking the task",
    ),
    "nudge": KindRow(
        weight=70,
        todo="Send the one reminder",
        owed_when="you asked, there is no reply and no reminder went out",
        closed_by="`nudged` or `replied` on the contact",
        is_outreach=True,
        stops_when_landed=True,
    ),
    "schedule": KindRow(
        weight=65,
        todo="Agree on a time",
        owed_when="they replied and no interview was noted since",
        closed_by="an interview note",
        is_outreach=True,
        stops_when_landed=True,
    ),
    "prepare": KindRow(
        weight=60,
        todo="Prepare the interview",
        owed_when="an interview is scheduled and tasks are open under Preparation, or it has no agenda",
        closed_by="ticking the preparation tasks and an agenda (`agenda --write`)",
        stops_when_landed=True,
    ),
    "send_questions": KindRow(
        weight=55,
        todo="Send your questions",
        owed_when="an interview is scheduled and its questions were not sent",
        closed_by="`questions_sent` on the interview",
        stops_when_landed=True,
    ),
    "confirm_outcome": KindRow(
        weight=50,
        todo="Say how it went",
        owed_when="an interview without status has ended and has no notes",
        closed_by="`status` on the interview, or notes in it",
    ),
    "write_up": KindRow(
        weight=45,
        todo="Write down what you heard",
        owed_when="an interview is done and its Notes and Takeaways are empty",
        closed_by="writing under Notes or Takeaways",
    ),
    "announce": KindRow(
        weight=40,
        todo="Tell them where you landed",
        owed_when="you landed, and they were interviewed or helped",
        closed_by="`told_landed` on the contact",
    ),
    "try_another": KindRow(
        weight=35,
        todo="Ask somebody else there",
        owed_when="you asked, there is no reply, no reminder, and nobody else there was asked since",
        closed_by="asking another contact there, a reply, or the reminder",
        is_outreach=True,
        stops_when_landed=True,
    ),
    "reach_out": KindRow(
        weight=30,
        todo="Ask for a conversation",
        owed_when="you were referred to them, or meant to ask, and never asked nor talked",
        closed_by="`asked` on the contact",
        is_outreach=True,
        stops_when_landed=True,
    ),
    "birthday": KindRow(
        weight=25,
        todo="Wish a happy birthday",
        owed_when="their birthday is in the coming days",
        closed_by="the day passing, or a touchpoint on it",
    ),
    "stay_in_touch": KindRow(
        weight=20,
        todo="Get in touch",
        owed_when="the contact has a cadence and the last touchpoint is that long ago, or `next_contact` names the day",
        closed_by="any touchpoint",
    ),
    "waiting": KindRow(
        weight=10,
        todo="Ask about what they owe you",
        owed_when="a #waiting task with a due date is open",
        closed_by="ticking the task",
    ),
}
