"""The table of commands."""

from infoview_md.cli.group import Row

_LOOK = "Look"
_START = "Start and keep in order"


def _row(name: str, heading: str, summary: str) -> Row:
    return Row(f"infoview_md.cli.{name}", heading, summary)


COMMANDS = {
    "report": _row("report", _LOOK, "Whom do I owe what, and since when?"),
    "list": _row("listing", _LOOK, "List contacts, interviews or companies."),
    "show": _row("show", _LOOK, "Show one contact: facts, history, what is owed both ways."),
    "why": _row("why", _LOOK, "Explain what each rule found about a contact."),
    "search": _row("search", _LOOK, "Find text in your notes."),
    "check": _row("check", _LOOK, "List what is wrong with your notes, and how to mend it."),
    "init": _row("init", _START, "Make a vault, or set up a folder of notes you have."),
    "new": _row("new", _START, "Create the note of a contact or an interview."),
    "watch": _row("watch", _START, "Keep everything current while you work."),
    "index": _row("index", _START, "Show or rebuild the index."),
    "completion": _row("completion", _START, "Set up the completion of your shell."),
}
