"""The table of commands."""

from infoview_md.cli.group import Row

_LOOK = "Look"
_ACT = "Act"
_PREPARE = "Prepare"
_EXCHANGE = "Exchange"
_START = "Start and keep in order"


def _row(name: str, heading: str, summary: str, attribute: str = "command") -> Row:
    return Row(f"infoview_md.cli.{name}", heading, summary, attribute)


COMMANDS = {
    "report": _row("report", _LOOK, "Whom do I owe what, and since when?"),
    "list": _row("listing", _LOOK, "List contacts, interviews or companies."),
    "show": _row("show", _LOOK, "Show one contact: facts, history, what is owed both ways."),
    "why": _row("why", _LOOK, "Explain what each rule found about a contact."),
    "search": _row("search", _LOOK, "Find text in your notes."),
    "check": _row("check", _LOOK, "List what is wrong with your notes, and how to mend it."),
    "review": _row("review", _ACT, "Walk through what is due, one key for each."),
    "done": _row("done", _ACT, "Close what you owe to a contact."),
    "log": _row("log", _ACT, "Note an exchange with a contact."),
    "snooze": _row("snooze", _ACT, "Hold everything you owe to a contact until a day."),
    "asked": _row("outreach", _ACT, "Note that you asked for an interview.", "asked"),
    "nudged": _row("outreach", _ACT, "Note that the one reminder went out.", "nudged"),
    "replied": _row("outreach", _ACT, "Note that they answered.", "replied"),
    "declined": _row("outreach", _ACT, "Note that they said no.", "declined"),
    "refer": _row("refer", _ACT, "Note whom somebody named, on both sides."),
    "set": _row("setting", _ACT, "Set one property of a note."),
    "close": _row("closing", _ACT, "Owe nothing more to a contact."),
    "open": _row("opening", _ACT, "Open a note in your editor or in Obsidian."),
    "undo": _row("undo", _ACT, "Take back what a command wrote."),
    "next": _row("next", _PREPARE, "Whom should I ask now?"),
    "draft": _row("draft", _PREPARE, "Word a message from your notes, for you to send."),
    "questions": _row("questions", _PREPARE, "Pick questions for a contact."),
    "agenda": _row("agenda", _PREPARE, "Plan an interview, or a day of them."),
    "plan": _row("plan", _PREPARE, "Lay out a week of meetings at a place."),
    "referrals": _row("referrals", _PREPARE, "Who led to whom, and what came of it?"),
    "landed": _row(
        "landed", _PREPARE, "Note where you landed; everyone who helped is owed the news."
    ),
    "stats": _row("stats", _PREPARE, "The search in numbers."),
    "templates": _row("templates", _PREPARE, "Make the wording of drafts and pages yours."),
    "import": _row(
        "importing", _EXCHANGE, "Bring in contacts of LinkedIn, address books, any CSV."
    ),
    "warm": _row("warm", _EXCHANGE, "Who could introduce you at a company?"),
    "merge": _row("merging", _EXCHANGE, "Make one note of two notes of one person."),
    "export": _row(
        "exporting", _EXCHANGE, "Give contacts, interviews and follow-ups to other programs."
    ),
    "init": _row("init", _START, "Make a new vault; for notes you keep already see adopt."),
    "adopt": _row("adopt", _START, "Set up notes that you keep already, by their own words."),
    "new": _row("new", _START, "Create the note of a contact or an interview."),
    "sync": _row("sync", _START, "Take the ticks of the dashboard, and bring it up to date."),
    "watch": _row("watch", _START, "Keep everything current while you work."),
    "obsidian": _row("obsidian", _START, "Views, property types and a look for Obsidian."),
    "index": _row("index", _START, "Show or rebuild the index."),
    "completion": _row("completion", _START, "Set up the completion of your shell."),
}
