"""What the preparing commands share: a moment to take for now, own templates, missing facts, pages to open."""

import sys
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

from infoview_md.cli.options import MOMENT

if TYPE_CHECKING:
    from pathlib import Path

    from infoview_md.dates import Moment
    from infoview_md.network.desk import Missing
    from infoview_md.session import Session

F = TypeVar("F", bound=Callable[..., Any])


def _keep_now(context: click.Context, _: click.Parameter, value: "Moment | None") -> None:
    if value is not None:
        from infoview_md.dates import instant

        context.ensure_object(dict)["now"] = instant(value)


as_of_option = click.option(
    "--as-of",
    type=MOMENT,
    metavar="DATE",
    expose_value=False,
    is_eager=True,
    callback=_keep_now,
    help="As it was or will be then: 2026-11-20, 2026-11-20T14:30, fri.",
)

trust_option = click.option(
    "--trust", is_flag=True, help="Use the vault's own templates without asking."
)

open_option = click.option(
    "--open", "is_opened", is_flag=True, help="Make an HTML page and show it in your browser."
)


def overrides_for(session: "Session", *, trust: bool) -> Mapping[str, str]:
    """Give the vault's own templates that may be used; about the others a person is asked once."""
    from infoview_md.preparing.own_templates import answer, own_templates

    own = own_templates(session)
    if not own.unknown:
        return own.allowed
    names = ", ".join(own.unknown)
    if not trust and not _can_be_asked():
        click.echo(
            f"This vault has templates of its own that nobody has allowed yet ({names}); the built-in ones were"
            " used. Allow them with --trust.",
            err=True,
        )
        return own.allowed
    is_yes = trust or click.confirm(
        f"This vault has templates of its own: {names}.\nDid you write them, or trust who did?",
        default=False,
        err=True,
    )
    answer(session, own.unknown, is_yes=is_yes)
    return {**own.allowed, **own.unknown} if is_yes else own.allowed


def _can_be_asked() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def name_missing(missing: "Iterable[Missing]") -> None:
    """Say on standard error which facts a text lacks, and where to write them."""
    from infoview_md.render.text import on_one_line

    for one in missing:
        place = f" ({on_one_line(one.note)})" if one.note else ""
        click.echo(f"Missing: {on_one_line(one.sentence)}{place}", err=True)


def open_page(session: "Session", name: str, text: str, output: str | None) -> None:
    """Write a page where it is asked for, else beside the index, and show it in the browser."""
    import webbrowser
    from pathlib import Path

    from infoview_md.cli.options import deliver

    place = Path(output) if output else _private_place(session, name)
    deliver(text, str(place))
    url = place.resolve().as_uri()
    if not webbrowser.open(url):
        click.echo(f"No browser could be opened here. Open this in one: {url}", err=True)


def _private_place(session: "Session", name: str) -> "Path":
    """Give a file that only the user can read and that is overwritten by the next page of its kind."""
    import tempfile
    from pathlib import Path

    from infoview_md.session import cache_folder

    folder = cache_folder(session.root)
    try:
        if folder is not None:
            pages = folder / "pages"
            pages.mkdir(mode=0o700, parents=True, exist_ok=True)
            return pages / f"{name}.html"
    except OSError:
        pass  # a cache that cannot be written must not keep a page from being shown
    return Path(tempfile.mkdtemp(prefix="infoview-md-")) / f"{name}.html"


def safe(text: str) -> str:
    """Make a text harmless for a terminal; into a pipe and a file it goes the same way."""
    from infoview_md.render.text import for_terminal

    return for_terminal(text)
