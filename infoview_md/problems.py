"""What is wrong with a note or a link, in a sentence that says where, what and what to do."""

import shlex

from infoview_md.errors import Problem

_FIELDS = {"contact": "contact", "referred_by": "referred_by", "referrals": "referrals"}


def note_problem(note: str, line: int, name: str, message: str, hint: str) -> Problem:
    """Make the problem of a note from its row in the index."""
    return Problem(note=note, line=line, property=name, message=message, hint=hint)


def link_problem(note: str, line: int, field: str, target: str, finding: str) -> Problem:
    """Make the problem of a link that a rule cannot follow, from what was found of it."""
    what, _, more = finding.partition(":")
    message, hint = _SENTENCES[what](target, more)
    return Problem(
        note=note, line=line, property=_FIELDS.get(field, field), message=message, hint=hint
    )


def _dangling(target: str, _: str) -> tuple[str, str]:
    name = target.rsplit("/", 1)[-1]
    return (
        f"There is no note {target!r}.",
        f"Correct the name, or make the note with: infoview-md new contact {shlex.quote(name)}",
    )


def _ambiguous(target: str, more: str) -> tuple[str, str]:
    paths = more.split("\n")
    listed = ", ".join(path.removesuffix(".md") for path in paths)
    return (
        f"{target!r} may mean {len(paths)} notes: {listed}.",
        f"Write the path of the one you mean, for example [[{paths[0].removesuffix('.md')}]].",
    )


def _stranger(target: str, more: str) -> tuple[str, str]:
    return (
        f"{target!r} leads to {more}, which is not a contact.",
        "Add the line type: contact to its properties if it is a person, or correct the link.",
    )


_SENTENCES = {"dangling": _dangling, "ambiguous": _ambiguous, "stranger": _stranger}
