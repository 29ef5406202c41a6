"""What the rules and the reading of notes can be told: every number and name with its default and explanation.

The frozen values of this file are made from a vault's infoview.toml one floor up; the rules only take them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any


def setting(default: Any, doc: str) -> Any:
    """Declare one setting: its default and the comment that `init` writes above it."""
    return field(default=default, metadata={"doc": doc})


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The numbers of the follow-up rules.  Source of the defaults: docs/notes-and-rules.md, "The rules"."""

    reach_out_business_days: int = setting(3, "Ask a person you were referred to, after the talk.")
    try_another_business_days: int = setting(3, "No answer: ask somebody else at that company.")
    nudge_business_days: int = setting(7, "No answer: send the one reminder.")
    schedule_business_days: int = setting(1, "They said yes: agree on a time.")
    send_questions_days: int = setting(2, "Send the questions this many days before the interview.")
    prepare_days: int = setting(1, "Be prepared this many days before the interview.")
    confirm_outcome_days: int = setting(1, "Say whether an interview took place.")
    thank_you_hours: int = setting(24, "Thank them, from the end of the interview.")
    write_up_days: int = setting(1, "Write down what you heard.")
    report_back_days: int = setting(3, "Tell the referrer how it went.")
    announce_days: int = setting(7, "Tell every helper where you landed.")
    birthday_days: int = setting(7, "Show a birthday this many days ahead.")
    interview_minutes: int = setting(20, "Length of an interview that names none.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What makes a note one of a kind; names match without regard to case, `-`, `_` and space."""

    types: tuple[str, ...] = setting((), "Values of `type` that say so.")
    tags: tuple[str, ...] = setting((), "Tags that say so, without #.")
    categories: tuple[str, ...] = setting((), 'Links in `categories` that say so, e.g. "People".')
    folders: tuple[str, ...] = setting(
        (), "Folders whose notes count, unless their `type` says else."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """Names of the sections of a note that the rules look into."""

    log: tuple[str, ...] = setting(
        ("Log", "Touchpoints", "Contact log", "Interactions"),
        'Dated touchpoints; "*" stands for all headings, and for the text without one.',
    )
    notes: tuple[str, ...] = setting(
        ("Notes", "Takeaways", "Key takeaways", "Summary"),
        "What you heard; empty means not written up.",
    )
    preparation: tuple[str, ...] = setting(("Preparation", "Prep"), "Tasks before an interview.")
    agenda: tuple[str, ...] = setting(("Agenda",), "The plan of an interview.")
    questions: tuple[str, ...] = setting(
        ("Questions", "My questions"), "What you ask, or asked; nobody is asked the same twice."
    )
    takeaways: tuple[str, ...] = setting(
        ("Takeaways", "Key takeaways", "Summary", "Notes"),
        "What you learnt, best first: drafts and agendas quote a line of it.",
    )
    attendees: tuple[str, ...] = setting(
        ("Attendees", "Participants"), "Who was there, where no property says so."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Coaching:
    """The advice behind agendas, drafts and plans, in numbers."""

    questions: int = setting(5, "Questions for one interview.")
    batch: int = setting(3, "People that `next` proposes to ask now.")
    intro_words: int = setting(75, "Longest request for an interview, in words.")
    draft_words: int = setting(150, "Longest of the other messages, in words.")
    proposed_times: int = setting(3, "Times that a draft proposes.")
    proposed_days: int = setting(14, "Propose times within so many days.")
    notice_days: int = setting(2, "Business days before the first time that a draft proposes.")
    travel_minutes: int = setting(45, "Between two interviews in person.")
    pause_minutes: int = setting(15, "Between two interviews by phone or video.")
    arrive_minutes: int = setting(10, "Be there so many minutes before the start.")
    question_minutes: int = setting(2, "Shortest time for one question in an agenda.")
    resume_copies: int = setting(2, "Printed copies of your résumé to bring along.")
    work_starts: str = setting("09:00", "First interview of a day starts no earlier.")
    work_ends: str = setting("17:00", "Last interview of a day ends no later.")
    name: str = setting("", "Your name, under drafts.")
    story: str = setting("", "Who you are, in one sentence that begins with I.")
    school: str = setting("", "Your school, for messages to alumni.")
    american_dates: bool = setting(
        False, "Write Tuesday, November 24 at 2:00 pm instead of Tuesday 24 November at 14:00."
    )
    mail_questions: int = setting(2, "Most questions in one message, except the questions sent.")
    about_me: int = setting(
        2, "So many more words about you (I, my) than about them (you, your) are fine in a message."
    )


CONTACT = Kind(
    types=("contact", "person", "people"),
    tags=("contact", "contacts", "person", "people"),
    categories=("Contacts", "Contact", "People", "Person"),
    folders=("Contacts", "People", "Persons"),
)
INTERVIEW = Kind(
    types=("interview", "informational", "informational_interview", "coffee_chat"),
    tags=("interview", "informational", "informational-interview", "coffee-chat"),
    categories=("Interviews", "Interview"),
    folders=("Interviews",),
)
SEARCH = Kind(types=("search", "job_search"))
QUESTIONS = Kind(types=("questions", "question_bank"))

ACCEPTED_NAMES: Mapping[str, tuple[str, ...]] = {
    "type": (),
    "aliases": ("alias",),
    "tags": ("tag",),
    "categories": ("category",),
    "company": ("org", "organization", "organisation", "employer", "affiliation"),
    "role": ("job_title", "position"),
    "location": ("city",),
    "email": ("emails", "mail", "e-mail"),
    "phone": ("phones", "mobile", "telephone"),
    "linkedin": ("linkedin_url",),
    "channel": (),
    "referred_by": ("introduced_by",),
    "seniority": (),
    "segment": (),
    "priority": (),
    "reach_out_by": (),
    "asked": (),
    "nudged": (),
    "replied": (),
    "declined": (),
    "cadence": (
        "frequency",
        "contact_frequency",
        "contact_interval_days",
        "keep_in_touch_days",
        "keep_in_touch",
    ),
    "last_contact": (
        "last_contacted",
        "last_interaction",
        "date_last_contacted",
        "last_seen",
        "last_met",
    ),
    "next_contact": (
        "next_followup",
        "next_follow_up",
        "next_touch",
        "next_contact_date",
        "follow_up_date",
        "followup_date",
    ),
    "birthday": ("birthdate", "date_of_birth", "bday"),
    "told_landed": (),
    "snoozed_until": (),
    "closed": (),
    "uid": (),
    "past_companies": (
        "previously",
        "previous_companies",
        "previous_company",
        "previous_employers",
        "previous_employer",
        "former_companies",
        "former_company",
        "former_employers",
        "former_employer",
        "past_employers",
    ),
    "contact": ("contacts", "person", "people", "attendees", "with"),
    "date": ("scheduled", "datetime", "when"),
    "time": ("start_time",),
    "duration": ("minutes",),
    "mode": (),
    "status": (),
    "timezone": ("time_zone",),
    "questions_sent": (),
    "thank_you_sent": (),
    "thank_you_via": (),
    "referrals": (),
    "referrer_told": (),
    "opportunities": (),
    "goal": (),
    "fields": ("field",),
    "roles": (),
    "places": (),
    "companies": ("targets", "target_companies"),
    "started": (),
    "landed": (),
    "employer": (),
    "new_email": (),
    "weekly_target": (),
}
"""Canonical property -> other names it is read under.

Source: docs/notes-and-rules.md, "Notes", and names of public vaults.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The time zone of the vault's dates and its days without business (`YYYY-MM-DD`)."""

    zone: tzinfo
    holidays: frozenset[str] = frozenset()
