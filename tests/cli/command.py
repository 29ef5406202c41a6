"""Running the command line as a user does, in this process: what it said, and with which exit code it left."""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infoview_md.cli import run


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def infoview(*arguments: str, vault: Path | None = None, typed: str = "") -> Said:
    """Run one command; `typed` is what standard input holds."""
    out, err = io.StringIO(), io.StringIO()
    before, sys.stdin = sys.stdin, io.StringIO(typed)
    words = [*(["--vault", str(vault)] if vault else []), *arguments]
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = run(words)
    finally:
        sys.stdin = before
    return Said(code, out.getvalue(), err.getvalue())


def owed(vault: Path, as_of: str, *more: str) -> list[dict[str, Any]]:
    """Give the follow-ups of a report as data."""
    said = infoview("report", "--as-of", as_of, "--format", "json", *more, vault=vault)
    assert said.code == 0, said.err
    return said.json["follow_ups"]
