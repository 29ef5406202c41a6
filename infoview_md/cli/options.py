"""The arguments that commands share: the vault, dates, formats, the file to write to."""

import os
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import update_wrapper
from typing import TYPE_CHECKING, Any, TypeVar

import click

from infoview_md.errors import UsageMistake

if TYPE_CHECKING:
    from pathlib import Path

    from infoview_md.dates import Moment

F = TypeVar("F", bound=Callable[..., Any])

FORMATS = ("table", "markdown", "json", "csv")


def with_session(function: F) -> F:
    """Give a command `--vault`, which may stand before or behind its name, and its session as first argument."""

    @click.option(
        "--vault",
        metavar="DIR",
        shell_complete=complete_vaults,
        expose_value=False,
        callback=_keep_vault,
        help="The folder of your notes, or its name in Obsidian.",
    )
    @click.pass_context
    def command(context: click.Context, /, *args: Any, **kwargs: Any) -> Any:
        from infoview_md.session import Session, find_vault

        _refuse_broken_words(context)
        known = context.ensure_object(dict)
        session = Session(
            root=find_vault(known.get("vault")), progress=_progress, at=known.get("now")
        )
        known["root"] = session.root
        try:
            return function(session, *args, **kwargs)
        finally:
            session.close()

    update_wrapper(command, function)
    return command  # type: ignore[return-value]  # click calls it with the same arguments less the session


def _refuse_broken_words(context: click.Context) -> None:
    """Refuse words that are no UTF-8: no note can hold them, nor any answer.  Names of files may be anything.

    Raises `UsageMistake`.
    """
    from infoview_md.vault import is_misnamed

    for parameter in context.command.params:
        value = context.params.get(parameter.name or "")
        words = value if isinstance(value, tuple) else (value,)
        if isinstance(parameter.type, click.Path) or parameter.type is click.UNPROCESSED:
            continue
        for word in map(str, words):
            if is_misnamed(word):
                raise UsageMistake(
                    f"{word!r} is not UTF-8.",
                    hint="Write it anew; a file with such a name needs another one first.",
                )


def complete_vaults(_: click.Context, __: click.Parameter, incomplete: str) -> list[Any]:
    """Complete folders, and the names of the vaults that Obsidian knows."""
    from click.shell_completion import CompletionItem

    from infoview_md.obsidian.registry import known_vaults

    wanted = incomplete.casefold()
    names = [] if "/" in incomplete else sorted(known_vaults())
    fitting = [CompletionItem(name) for name in names if name.casefold().startswith(wanted)]
    return [*fitting, CompletionItem(incomplete, type="dir")]


def _keep_vault(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.ensure_object(dict)["vault"] = value


def _progress() -> Callable[[int, int], None] | None:
    """Show a bar on a terminal where a first run has much to read; less is done before it could be read."""
    return progress_bar("Reading notes", least=2000)


def progress_bar(label: str, *, least: int) -> Callable[[int, int], None] | None:
    """Give what shows a bar on a terminal for work of at least so many steps."""
    if not sys.stderr.isatty():
        return None
    bar: list[Any] = []

    def show(done: int, total: int) -> None:
        if total < least:
            return
        if not bar:
            bar.append(click.progressbar(length=total, label=label, file=sys.stderr))
        bar[0].update(done - bar[0].pos)
        if done >= total:
            bar[0].render_finish()

    return show


class MomentType(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.4 only
    """A date of the command line: today, yesterday, fri, +2w, 2026-11-20, or with a time 2026-11-20T14:30."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> "Moment":
        """Read the text.  Fails with the way to write it."""
        from infoview_md.dates import NotADate, when

        try:
            return when(str(value), today=datetime.now(UTC).astimezone().date())
        except NotADate as error:
            self.fail(f"{error}.", param, ctx)


MOMENT = MomentType()


def complete_contacts(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Complete the names of contacts from the index as it is; a completion never waits for a refresh."""
    from infoview_md.errors import Mistake
    from infoview_md.index import queries
    from infoview_md.session import Session, find_vault
    from infoview_md.sync.reading import folded

    try:
        named = (context.find_object(dict) or {}).get("vault")
        session = Session(root=find_vault(named or context.find_root().params.get("vault")))
        found = queries.names_beginning(session.connection, folded(incomplete))
    except (Mistake, OSError):
        return []
    return sorted({path.rsplit("/", 1)[-1].removesuffix(".md") for _, path, _ in found})


def contact_argument(function: F) -> F:
    """Give a command the argument NAME, completed with the names of contacts."""
    return click.argument("name", shell_complete=complete_contacts)(function)


def format_option(*formats: str) -> Callable[[F], F]:
    """Give a command `--format`."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats or FORMATS),
        default=(formats or FORMATS)[0],
        show_default=True,
        help="How to write the answer.",
    )


def output_option(function: F) -> F:
    """Give a command `--output`."""
    return click.option(
        "--output",
        "-o",
        metavar="FILE",
        type=click.Path(dir_okay=False),
        help="Write to a file instead.",
    )(function)


def refuse_notes(target: "Path") -> None:
    """Refuse to write an answer over a note or the settings of the vault: no `undo` brings them back.

    Raises `UsageMistake`.
    """
    from infoview_md.vault import CONFIG_NAME

    context = click.get_current_context(silent=True)
    root = (context.obj or {}).get("root") if context else None
    if root is None or not target.exists() or not target.is_relative_to(root):
        return
    if target.suffix.lower() == ".md" or target.name == CONFIG_NAME:
        raise UsageMistake(
            f"{target} is one of your notes or settings; an answer is not written over it.",
            hint="Choose another file. For a note that stays current, see: infoview-md sync --help",
        )


def deliver(text: str, output: str | None) -> None:
    """Print an answer, or write it to a file in one piece; `-` prints, and what is no file is written to."""
    if output in (None, "-"):
        click.echo(text, nl=not text.endswith("\n"))
        return
    from contextlib import suppress
    from pathlib import Path

    from infoview_md.errors import StorageFailure

    target = Path(os.path.realpath(output))
    refuse_notes(target)
    fresh = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        if target.exists() and not target.is_file():
            fresh = target
        fresh.write_text(text, encoding="utf-8", newline="")
        if fresh != target:
            fresh.replace(target)
    except OSError as error:
        if fresh != target:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
        raise StorageFailure(f"{output} cannot be written: {error.strerror}.") from None
    click.echo(f"Wrote {output}.", err=True)


def is_screen() -> bool:
    """Tell whether the answer goes to a person's terminal."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def can_draw() -> bool:
    """Tell whether the terminal's encoding has the letters that bars are made of."""
    try:
        "█▁·…".encode(sys.stdout.encoding or "ascii")
    except (UnicodeError, LookupError):
        return False
    return True


def show(renderable: Any) -> None:
    """Print on a terminal with its width and its colours; NO_COLOR is honoured."""
    from rich.console import Console

    Console(highlight=False, soft_wrap=False).print(renderable)


def show_lines(lines: Iterable[Any]) -> None:
    """Print lines that were laid out for this terminal; what is longer is left to the terminal to wrap."""
    from rich.console import Console

    console = Console(highlight=False)
    for line in lines:
        console.print(line, soft_wrap=True)


def screen_width() -> int:
    """Give the columns of the terminal."""
    import shutil

    return shutil.get_terminal_size().columns
