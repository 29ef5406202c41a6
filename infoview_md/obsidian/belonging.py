"""Which notes are contacts and which are interviews, as formulas of a base: the same cascade as in the report.

By `type`, else by `categories`, else by a tag, and where there is no type by the nearest folder.
"""

from collections.abc import Iterator

from infoview_md.network.model import NoteKind
from infoview_md.network.schema import plain_name
from infoview_md.network.settings import QUESTIONS, SEARCH
from infoview_md.network.survey.habits import Habits, Marks
from infoview_md.obsidian.expressions import Names, among, any_of, holds, text

_KINDS: tuple[NoteKind, ...] = ("contact", "interview")
_INDEX_NOTES = "|readme|index|_index|home|moc|"


def kind_formulas(habits: Habits, p: Names) -> Iterator[tuple[str, str]]:
    """Give the formulas `is_contact` and `is_interview`, and those that they are made of."""
    yield "type_words", _type_words(p("type"))
    yield "is_index", _is_index()
    others = tuple(map(plain_name, (*SEARCH.types, *QUESTIONS.types)))
    yield "type_is_other", among("formula.type_words", others)
    for kind in _KINDS:
        marks = habits.marks[kind]
        other = habits.marks[_KINDS[1 - _KINDS.index(kind)]]
        yield f"type_is_{kind}", among("formula.type_words", marks.types)
        yield f"category_is_{kind}", _by_category(marks, p("categories"))
        yield f"tag_is_{kind}", _by_tag(marks, p("tags"))
        yield f"folder_is_{kind}", _by_folder(marks, other)
    yield "is_contact", _cascade("contact", "interview")
    yield "is_interview", _cascade("interview", "contact")


def _cascade(kind: str, other: str) -> str:
    """Ask the ways one after the other; the first that says anything decides."""
    asked = "!formula.type_words && formula.folder_is_" + kind
    for way in ("tag", "category", "type"):
        other_says = f"formula.{way}_is_{other}"
        if way == "type":
            other_says += " || formula.type_is_other"
        asked = f"if(formula.{way}_is_{kind}, true, if({other_says}, false, {asked}))"
    return asked


def _type_words(prop: str) -> str:
    """Write the types of a note in comparison form: `|person|`."""
    plain = "value.toString().lower()"
    for char in ("_", "-", " ", "[[", "]]"):
        plain += f'.replace({text(char)}, "")'
    return f'if({prop}, "|" + list({prop}).map({plain}).join("|") + "|", "")'


def _is_index() -> str:
    """Write that a note is about its folder: `Home`, or one of the folder's own name."""
    return (
        f'"{_INDEX_NOTES}".contains("|" + file.basename.lower() + "|")'
        ' || ("/" + file.folder.lower()).endsWith("/" + file.basename.lower())'
    )


def _by_category(marks: Marks, prop: str) -> str:
    if not marks.categories:
        return "false"
    links = [f"link({text(one)})" for one in marks.categories]
    ways = any_of(
        holds(f"list({prop})", *links), holds(f"list({prop})", *map(text, marks.categories))
    )
    return f"if({prop}, {ways}, false)"


def _by_tag(marks: Marks, prop: str) -> str:
    """Ask for tags with those below them; a tag in the text alone marks nothing."""
    if not marks.tags:
        return "false"
    return f"if({prop}, file.hasTag({', '.join(map(text, marks.tags))}), false)"


def _by_folder(marks: Marks, other: Marks) -> str:
    """Ask for folders less those of the other kind inside them: the nearest folder says it."""
    ways = []
    for one in marks.folders:
        inner = [
            f"!file.inFolder({text(path)})" for path in other.folders if path.startswith(f"{one}/")
        ]
        ways.append(" && ".join([f"file.inFolder({text(one)})", *inner]))
    return f"!formula.is_index && ({any_of(*ways)})" if ways else "false"
