"""The table of commands."""

from infoview_md.cli.group import Row

_LOOK = "Look"
_ACT = "Act"
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
    "init": _row("init", _START, "Make a vault, or set up a folder of notes you have."),
    "new": _row("new", _START, "Create the note of a contact or an interview."),
    "watch": _row("watch", _START, "Keep everything current while you work."),
    "index": _row("index", _START, "Show or rebuild the index."),
    "completion": _row("completion", _START, "Set up the completion of your shell."),
}
