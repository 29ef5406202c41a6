"""Words by which people name people and talks, and names under which facts stand in public vaults."""

from collections.abc import Mapping

from infoview_md.network.schema import plain_name

PERSON = frozenset(
    {
        *(
            "contact",
            "contacts",
            "person",
            "persons",
            "people",
            "human",
            "crm",
            "network",
            "networking",
        ),
        *("relationship", "relationships", "friend", "friends", "colleague", "colleagues"),
        *("acquaintance", "acquaintances", "connection", "connections"),
        *(
            "persona",
            "personas",
            "personen",
            "kontakt",
            "kontakte",
            "leute",
            "menschen",
            "gente",
        ),
        *("contacto", "contactos", "personne", "personnes", "contatto", "contatti", "persone"),
    }
)

TALK = frozenset(
    {
        *("interview", "interviews", "informational", "informationals", "informationalinterview"),
        *("coffeechat", "coffeechats"),
    }
)

MEETING = frozenset(
    {
        *(
            "meeting",
            "meetings",
            "meetingnotes",
            "call",
            "calls",
            "1on1",
            "1on1s",
            "11",
            "oneonone",
        ),
        *("conversation", "conversations", "chat", "chats", "gespräch", "gespräche", "treffen"),
        *(
            "besprechung",
            "besprechungen",
            "reunión",
            "reuniones",
            "réunion",
            "réunions",
            "riunione",
        ),
    }
)
"""Words for talks of any sort; notes called so count where they name the people who were there."""

NO_PERSON = frozenset(
    {
        "company",
        "companies",
        "organization",
        "organizations",
        "organisation",
        "org",
        "organisations",
        "place",
        "places",
        "book",
        "books",
        "project",
        "projects",
        "daily",
        "journal",
        "event",
        "events",
        "article",
        "team",
        "teams",
        "school",
        "university",
        "product",
        "deal",
        "deals",
        "opportunity",
        "opportunities",
    }
)

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "company": (
        "works_at",
        "works_for",
        "workplace",
        "current_company",
        "company_name",
        "business",
        "firma",
    ),
    "role": ("job", "occupation", "profession", "headline", "jobrole"),
    "location": ("based_in", "place", "town", "wohnort"),
    "email": ("email_address", "email_work", "work_email"),
    "phone": ("cell", "tel", "phone_number", "telefon", "handy"),
    "linkedin": ("linkedin_profile", "li"),
    "birthday": ("geburtstag", "born", "dob"),
    "cadence": (
        "contact_cadence",
        "check_in_frequency",
        "follow_up_frequency",
        "followup_interval",
        "touch_frequency",
        "contact_every",
        "interval_days",
    ),
    "last_contact": (
        "last_touch",
        "last_spoke",
        "last_talked",
        "last_contact_date",
        "date_last_contact",
        "last_communication",
        "last_meeting",
        "last_touchpoint",
    ),
    "next_contact": (
        "next_checkin",
        "next_check_in",
        "next_meeting",
        "next_reach_out",
        "next_outreach",
        "next_call",
        "follow_up",
        "followup",
        "follow_up_on",
        "contact_again",
        "due_to_contact",
    ),
    "referred_by": ("met_through", "introduced_through", "referral_from"),
    "contact": ("participants", "attendee", "participant", "guests", "teilnehmer"),
    "date": ("meeting_date", "interview_date", "day", "datum"),
    "duration": ("length", "length_minutes"),
    "thank_you_sent": ("thanked", "thank_you", "thanks_sent"),
    "asked": ("requested", "reached_out", "outreach_date", "date_contacted"),
    "replied": ("responded", "response_date"),
}
"""Canonical property -> names that are proposed where notes use them; they are not read unless the settings say so."""

MEANT = {plain_name(name): canonical for canonical, names in SYNONYMS.items() for name in names}
"""A proposed name in comparison form -> the property that it means."""

OF_CONTACTS = (
    *("company", "role", "location", "email", "phone", "linkedin", "birthday", "cadence"),
    *("last_contact", "next_contact", "referred_by", "asked", "nudged", "replied", "declined"),
    *("reach_out_by", "priority", "channel", "seniority", "segment", "past_companies"),
    *("told_landed", "snoozed_until", "closed", "uid"),
)
"""Every property that is read of a contact, beside its marks and aliases, in the order people look for them."""

OF_INTERVIEWS = (
    *("contact", "date", "time", "duration", "mode", "status", "location", "timezone"),
    *("thank_you_sent", "thank_you_via", "questions_sent", "referrals", "referrer_told"),
    "opportunities",
)
"""Every property that is read of an interview."""
