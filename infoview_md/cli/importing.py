"""`infoview-md import FILE...`: contacts of other programs."""

import json
import sys
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import click

from infoview_md.cli.options import format_option, progress_bar, screen_width, with_session
from infoview_md.cli.writing import carry_out, command_line, dry_run_option, is_dialogue, tell
from infoview_md.errors import StorageFailure, UsageMistake

if TYPE_CHECKING:
    from infoview_md.importing.planning import Answer, Decide, Decision
    from infoview_md.importing.sorting import Entry, Sorted
    from infoview_md.importing.sources import Source
    from infoview_md.session import Session
    from infoview_md.writeback import Work

_MANY = 50
_ANSWERS = {"s": "skip", "n": "new", "f": "same", "r": "skip"}


@click.command("import")
@click.argument("words", metavar="FILE...", nargs=-1, type=click.UNPROCESSED)
@click.option(
    "--only",
    multiple=True,
    metavar='"PROPERTY=TEXT"',
    help='Only people that fit: --only "company=Acme"; of several properties all must fit.',
)
@click.option(
    "--map",
    "mapped",
    multiple=True,
    metavar='"COLUMN=PROPERTY"',
    help="Say what a column of a table holds; the property `ignore` leaves it out.",
)
@click.option(
    "--possible",
    type=click.Choice(["ask", "skip", "new", "same"]),
    default="ask",
    show_default=True,
    help="What to do with people who may be known: skip them, make a new note, or fill the note there is.",
)
@click.option(
    "--as-list",
    is_flag=False,
    flag_value="",
    default=None,
    metavar="[NAME]",
    help="Keep all in one list instead of notes of their own.",
)
@click.option(
    "--from-list",
    metavar="NAME",
    help="Make notes of people of a list; then the arguments are their names.",
)
@click.option(
    "--all", "is_whole", is_flag=True, help="Name everybody in the summary, however many."
)
@click.option("--yes", is_flag=True, help="Write without asking, as a script must.")
@dry_run_option
@format_option("table", "json")
@with_session
def command(
    session: "Session", /, words: tuple[str, ...], *, as_list: str | None, **options: Any
) -> None:
    """Bring in contacts: LinkedIn, Google, Outlook, Apple and Thunderbird exports, vCards, any CSV.

    First you see what is new, what is known, what may be known, and what cannot be used; nothing is written before
    you agree. Contacts you have a note of only gain what is missing there. Importing twice changes nothing.
    """
    if as_list and not words:  # `--as-list FILE` takes the file for the name
        words, as_list = (as_list,), ""
    if options["from_list"]:
        _from_list(session, words, options)
    elif not words:
        raise UsageMistake(
            "No file is named.", hint="For example: infoview-md import Connections.csv"
        )
    elif as_list is None:
        _import(session, words, options)
    else:
        _to_list(session, words, as_list, options)


def _import(session: "Session", words: tuple[str, ...], options: dict[str, Any]) -> None:
    from infoview_md.importing.planning import register_of
    from infoview_md.importing.sorting import sort_people

    found, wanted = _read(words, options)
    _plan_and_write(session, found, sort_people(found, wanted, register_of(session)), options)


def _from_list(session: "Session", names: tuple[str, ...], options: dict[str, Any]) -> None:
    from infoview_md.importing.choosing import chosen_people
    from infoview_md.importing.listing import chosen_list
    from infoview_md.importing.planning import register_of
    from infoview_md.importing.sorting import sort_chosen
    from infoview_md.importing.sources import is_wanted, parse_wanted

    wanted = parse_wanted(options["only"])
    if not names and not wanted:
        raise UsageMistake(
            "Nobody is named.",
            hint='Name people of the list, or choose with --only "company=Acme".',
        )
    people = chosen_people(
        session,
        chosen_list(session, options["from_list"]),
        names,
        lambda one: is_wanted(one, wanted),
    )
    _plan_and_write(session, [], sort_chosen(people, register_of(session)), options)


def _to_list(
    session: "Session", words: tuple[str, ...], name: str, options: dict[str, Any]
) -> None:
    from infoview_md.exchange.matching import Register
    from infoview_md.importing import listing, summary
    from infoview_md.importing.sorting import clashing, sort_people

    found, wanted = _read(words, options)
    entries = sort_people(found, wanted, Register())
    planned = listing.plan_listing(session, name, entries, found)
    clashes, is_whole = clashing(entries.entries), options["is_whole"]
    if options["form"] == "json":
        _say_json(
            {
                "files": summary.files(found),
                **listing.data(planned),
                "unusable": summary.unusable_data(found),
                "said_differently": summary.clash_data(clashes),
                "left_out": entries.left_out,
                "remarks": list(entries.remarks),
            }
        )
    else:
        _say(summary.file_lines(found))
        _say(summary.remark_lines(entries.remarks))
        _say(summary.clash_lines(clashes, is_whole=is_whole))
        _say(summary.unusable_lines(found, is_whole=is_whole))
        _say(listing.lines(planned))
    _write(session, planned.work, options)


def _read(words: tuple[str, ...], options: dict[str, Any]) -> tuple[list["Source"], Any]:
    from infoview_md.importing.sources import parse_mapping, parse_wanted, read_sources

    wanted = parse_wanted(options["only"])
    found = read_sources(words, parse_mapping(options["mapped"]))
    refused = [one for source in found for one in source.batch.unusable if not one.row]
    if refused and not any(one.batch.people for one in found):
        raise StorageFailure(
            "\n".join(f"{one.file} cannot be imported: {one.reason}." for one in refused)
        )
    return found, wanted


def _plan_and_write(
    session: "Session", found: list["Source"], entries: "Sorted", options: dict[str, Any]
) -> None:
    from infoview_md.importing import summary
    from infoview_md.importing.planning import plan

    is_json = options["form"] == "json"
    if not is_json:  # before anybody is asked about a person
        _say(summary.file_lines(found))
    planned = plan(session, entries, _decider(entries, options))
    if is_json:
        _say_json(summary.data(found, planned))
    else:
        _say(summary.lines(found, planned, is_whole=options["is_whole"]))
    _write(session, planned.work, options)


def _decider(found: "Sorted", options: dict[str, Any]) -> "Decide":
    """Give what decides about people who may be known: the option, a person at the terminal, else nobody."""
    from infoview_md.importing.planning import Decision

    chosen = options["possible"]
    if chosen == "ask" and is_dialogue() and not options["yes"] and not options["dry_run"]:
        doubtful = sum(one.match.verdict == "possible" for one in found.entries)
        if doubtful <= _MANY or _wants_each(doubtful):
            return _Asking(doubtful)
    answer = cast("Answer", "skip" if chosen == "ask" else chosen)
    return lambda _: Decision(answer=answer)


def _wants_each(number: int) -> bool:
    return click.confirm(f"{number:,} people may be known already. Decide about each now?")


class _Asking:
    """Asks a person about each of so many people, until they have had enough."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.asked = 0
        self.is_over = False

    def __call__(self, entry: "Entry") -> "Decision":
        from infoview_md.importing.planning import Decision
        from infoview_md.importing.summary import because, described

        if self.is_over:
            return Decision(answer="skip")
        self.asked += 1
        who = f"{self.asked:,} of {self.number:,}: {described(entry.person)}  ({entry.label})"
        _say([who, f"  {because(entry)}"])
        letter = click.prompt(
            "  [s]kip, [n]ew note, [f]ill this note, skip the [r]est",
            type=click.Choice(list(_ANSWERS)),
            default="s",
            show_choices=False,
        )
        self.is_over = letter == "r"
        key = _which(entry) if letter == "f" else ""
        return Decision(answer=cast("Answer", _ANSWERS[letter]), key=key)


def _which(entry: "Entry") -> str:
    keys = entry.match.keys
    if len(keys) == 1:
        return keys[0]
    _say(f"  {number}  {one}" for number, one in enumerate(entry.rivals, 1))
    return keys[click.prompt("  Which", type=click.IntRange(1, len(keys))) - 1]


def _say(lines: Iterable[str]) -> None:
    """Print lines; at a terminal those that are too long go on below, indented."""
    from infoview_md.render.text import for_terminal

    width = screen_width() if sys.stdout.isatty() else 0
    for line in lines:
        click.echo(_wrapped(for_terminal(line), width))


def _wrapped(line: str, width: int) -> str:
    from infoview_md.render.words import columns_of

    if not width or columns_of(line) <= width:
        return line
    from textwrap import fill

    before = " " * (len(line) - len(line.lstrip()) + 2)
    return fill(line, width, subsequent_indent=before, break_on_hyphens=False)


def _say_json(said: dict[str, Any]) -> None:
    click.echo(json.dumps(said, ensure_ascii=False, indent=2))


def _write(session: "Session", work: "Work", options: dict[str, Any]) -> None:
    """Write what was shown once a person or an option agrees; JSON stays alone on standard output."""
    from infoview_md.acting.act import Act, perform

    is_json = options["form"] == "json"
    if not work.steps:
        click.echo("There is nothing to write.", err=True)
    elif options["dry_run"]:
        if not is_json:
            carry_out(session, Act(work=work), is_dry=True)
    elif not _is_agreed(work, options):
        click.echo("Nothing was written.", err=True)
    else:
        bar = progress_bar("Writing notes", least=_MANY)
        done = perform(session, Act(work=work), command=command_line(), progress=bar)
        tell(
            replace(done, sentences=(), remarks=(*done.sentences, *done.remarks))
            if is_json
            else done
        )


def _is_agreed(work: "Work", options: dict[str, Any]) -> bool:
    from infoview_md.importing.planning import counted

    if options["yes"]:
        return True
    if is_dialogue():
        return click.confirm(f"Write {counted(len(work.steps), 'note')}?", default=False)
    raise UsageMistake(
        "Nothing was written, because nobody could be asked.",
        hint="Write with --yes, or see each change with --dry-run.",
    )
