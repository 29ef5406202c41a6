"""Commands that are imported when they are called, and the options that every one of them has."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple

import click


class Row(NamedTuple):
    """One command: the module it lives in, its heading in the help, and its line there."""

    module: str
    heading: str
    summary: str
    attribute: str = "command"


class Commands(click.Group):
    """A group whose help comes from a table, so that listing the commands imports none of them."""

    def __init__(self, *args: Any, commands_table: Mapping[str, Row], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = commands_table

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Give the names in the order of the table."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import a command by its name."""
        row = self.table.get(cmd_name)
        if row is None:
            return None
        found = getattr(import_module(row.module), row.attribute)
        assert isinstance(found, click.Command)  # noqa: S101 - the table names commands only
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Suggest the nearest command where there is none of that name."""
        if args and args[0] not in self.table and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.table, n=1, cutoff=0.5)
            hint = f" Did you mean {near[0]}?" if near else ""
            ctx.fail(f"There is no command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the commands under their headings."""
        headings: dict[str, list[tuple[str, str]]] = {}
        for name, row in self.table.items():
            headings.setdefault(row.heading, []).append((name, row.summary))
        for heading, rows in headings.items():
            with formatter.section(heading):
                formatter.write_dl(rows)
