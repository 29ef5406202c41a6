"""Pages under test: a report and numbers with something of everything, ordinary and hostile."""

from infoview_md.dates import Moment, add_days
from infoview_md.errors import Problem
from infoview_md.network.kinds import KINDS
from infoview_md.network.referrals import Member, ReferralTree
from infoview_md.network.report import Owed, Report, state_of
from infoview_md.network.shares import Share
from infoview_md.network.stats import Replies, Stats, Step, Thanks
from infoview_md.network.waits import Waits
from infoview_md.network.weeks import ActiveDay, Week

NOW = Moment("2026-11-22T09:00")

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% include 'x' %}",
    "\x1b[2J\x00\u202egnp.exe",
    "</style></title><h1>",
    "&lt;b&gt; ]]> <!-- -->",
)


def owed(number: int, name: str, kind: str, due: str, **changes) -> Owed:
    values = {
        "id": f"{number:010x}",
        "kind": kind,
        "state": state_of(Moment(due), NOW),
        "contact": name,
        "contact_path": f"Contacts/{name}.md",
        "note": f"Contacts/{name}.md",
        "line": number,
        "opened": Moment("2026-11-01"),
        "due": Moment(due),
        "days_overdue": 2,
        "reason": f"asked 2026-11-09, no reply from {name}",
        "closed_by": KINDS[kind].closed_by,
        "action": f"infoview-md done '{name}' {kind}",
    }
    return Owed(**(values | changes))


def report(**changes) -> Report:
    rows = (
        owed(1, "Zoë Fairweather", "thank_you", "2026-11-20T16:20"),
        owed(2, "木村 花子", "nudge", "2026-11-12"),
        owed(3, "Gus Tremblay", "promise", "2026-11-22"),
        owed(4, "Priya Raghunathan", "reach_out", "2026-11-24", contact_path=""),
        owed(5, "Claire O'Dell", "stay_in_touch", "2026-12-03"),
        *(owed(10 + n, f"Person {n}", "birthday", "2026-11-27") for n in range(5)),
    )
    problem = Problem(
        note="Contacts/Odd.md",
        line=3,
        property="asked",
        message="'soon' is not a date",
        hint="Write 2026-11-20.",
    )
    values = {
        "as_of": NOW,
        "vault": "/home/tess/My search",
        "follow_ups": rows,
        "problems": (problem,),
        "later": 3,
    }
    return Report(**(values | changes))


def hostile_report() -> Report:
    rows = tuple(
        owed(n, text, "promise", "2026-11-24", reason=text, note=text, action=text)
        for n, text in enumerate(HOSTILE)
    )
    problems = tuple(
        Problem(note=text, line=1, property=text, message=text, hint=text) for text in HOSTILE
    )
    return report(vault="/x/" + HOSTILE[1], follow_ups=rows, problems=problems)


def member(name: str, depth: int, **changes) -> Member:
    values = {
        "key": f"Contacts/{name}.md",
        "name": name,
        "role": "Planner",
        "company": "City of Brackwater",
        "depth": depth,
        "referrer": "",
        "also_by": (),
        "state": "talked",
        "on": Moment("2026-11-12"),
        "talks": 1,
        "openings": (),
        "has_note": True,
    }
    return Member(**(values | changes))


def tree(*members: Member) -> ReferralTree:
    shown = members or (
        member("Paul Okonski", 0, on=Moment("2025-03-24")),
        member("Grace Adeyemi", 1, openings=("flood lessons",)),
        member("Imani Castellanos", 2, also_by=("Rafael Nuñez",)),
        member("Hana Vogel", 1, state="to ask", on=Moment(""), has_note=False),
        member("Samir Haddad", 0, role="", company=""),
    )
    return ReferralTree(members=shown, leads=(), owed=(), yields=(), alone=())


LONG_NAMES = (
    "Maximiliane Charlotte Freifrau von und zu Hohenstein-Wittenau-Brandenburg",
    "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle",
    "محمد بن سلمان الحربي",
    "木村" * 30,
    "a",
)


def long_report() -> Report:
    """A report of more than a page shows, with names and texts that are hard to break."""
    rows = tuple(
        owed(
            n,
            LONG_NAMES[n % 5] if n < 20 else f"Person {n}",
            ("thank_you", "announce", "promise")[n % 3],
            f"2026-1{n % 2 + 1}-{n % 25 + 1:02}",
            reason="x" * 300 if n == 3 else "they spoke at length about rivers " * (n % 5 + 1),
            note=f"Contacts/{'very-long-folder-name/' * 8}Person {n}.md",
        )
        for n in range(300)
    )
    problems = tuple(
        Problem(note=f"Contacts/{n}.md", line=n, property="asked", message="m" * 200, hint="")
        for n in range(150)
    )
    return report(follow_ups=rows, problems=problems)


def thicket() -> ReferralTree:
    """A tree of sixty people, six deep, with long names, and one chain that goes very deep."""
    depths = [0, 1, 2, 3, 4, 5, 6, 3, 4, 2, 2, 3, 1, 1, 2] * 4 + list(range(30))
    return tree(
        *(
            member(
                f"{LONG_NAMES[n % 4]} {n}" if n % 7 == 0 else f"Person {n}",
                depth,
                role="Senior Principal Program Director for Community Resilience",
                company="Internationale Gesellschaft für Hochwasserschutz und Deichbau mbH & Co. KG",
                state=("talked", "to ask", "planned", "replied", "declined")[n % 5],
                openings=("a post in May",) * (n % 3),
            )
            for n, depth in enumerate(depths)
        )
    )


def groups() -> tuple[Replies, ...]:
    """More groups than are shown, of many people and of few."""
    rows = tuple(
        (f"{LONG_NAMES[n % 5]} {n}", Share(count=1000 // (n + 1), of=1500 // (n + 1)))
        for n in range(20)
    )
    return (Replies(by="channel", rows=rows),)


def stats(**changes) -> Stats:
    names = {"known": 23, "asked": 12, "replied": 9, "talked": 8, "referred": 2, "openings": 1}
    of = {
        "asked": "known",
        "replied": "asked",
        "talked": "known",
        "referred": "talked",
        "openings": "talked",
    }
    values = {
        "as_of": NOW,
        "since": Moment(""),
        "goal": "I want to learn how towns prepare for floods.",
        "funnel": tuple(
            Step(
                name=name,
                share=Share(count=n, of=names[of.get(name, name)]),
                of_step=of.get(name, name),
            )
            for name, n in names.items()
        ),
        "replies": (
            Replies(
                by="channel",
                rows=(("alumni", Share(count=3, of=4)), ("cold", Share(count=0, of=2))),
            ),
            Replies(by="seniority", rows=(("decision maker", Share(count=9, of=12)),)),
            Replies(by="referral", rows=()),
        ),
        "days_to_reply": Waits(answered=(0, 1, 1, 2, 3, 4, 6, 8, 11), open=(3, 5, 20)),
        "thanks": Thanks(in_time=3, late=1, missing=2, pending=1),
        "talks": 9,
        "named": 5,
        "named_only": 1,
        "openings": 1,
        "waiting": 2,
        "undated": 1,
        "days": days(84),
        "weeks": weeks(12),
        "weekly_target": 2,
        "weeks_on_target": Share(count=4, of=11),
    }
    return Stats(**(values | changes))


def weeks(number: int, *, talks: int = 3, known: int = 12) -> tuple[Week, ...]:
    return tuple(
        Week(
            starts_on=add_days(Moment("2026-09-07"), 7 * n),
            talks=n * 7 % (talks + 1),
            new_contacts=1,
            known=known + n,
            is_over=n < number - 1,
        )
        for n in range(number)
    )


def days(number: int) -> tuple[ActiveDay, ...]:
    return tuple(
        ActiveDay(on=add_days(Moment("2026-11-22"), -n), talks=n % 4 // 3, exchanges=n % 5)
        for n in range(number - 1, -1, -1)
        if n % 4 // 3 or n % 5
    )


def nothing() -> Stats:
    """Numbers of an empty vault."""
    return stats(
        goal="",
        funnel=tuple(
            Step(name=one.name, share=Share(count=0, of=0), of_step=one.of_step)
            for one in stats().funnel
        ),
        replies=(),
        days_to_reply=Waits(),
        thanks=Thanks(in_time=0, late=0, missing=0, pending=0),
        talks=0,
        named=0,
        named_only=0,
        openings=0,
        waiting=0,
        undated=0,
        days=(),
        weeks=(),
        weekly_target=0,
        weeks_on_target=Share(count=0, of=0),
    )
