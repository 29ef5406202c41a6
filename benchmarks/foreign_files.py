"""Import a folder of other programs' contact files, one by one, and account for every card and row.

    python benchmarks/foreign_files.py FOLDER... [--seconds 20]

Each vCard, contact table and zip of the folders is imported into a vault of its own, as a user does it, twice.  Then:
the program left with a sentence and no traceback, within the time; each card, counted by its BEGIN line alone, and
each row that holds anything is in a note or named in the summary; the second import changed no byte of the vault;
and where vobject can read a card, the notes have the name, addresses, numbers, company, role, UID and text that it has.
One line says what became of each file that is not as it should be, and the last lines count.  Leaves with 1 if any is.
"""

import argparse
import contextlib
import csv
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from infoview_md.exchange.encodings import decode
from infoview_md.note.reading import read

ENDINGS = {".vcf", ".vcard", ".csv", ".tsv", ".zip", ".ref", ".txt"}
LARGEST = 64 * 1024 * 1024
_BEGIN = re.compile(
    r"^[ \t]*(?:[\w-]+\.)?BEGIN[ \t]*:[ \t]*VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE
)
_END = re.compile(r"^[ \t]*(?:[\w-]+\.)?END[ \t]*:[ \t]*VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)
_PROBLEMS_SHOWN = 3
_MANY_PARAMETERS = 12
_SAID = {
    "EMAIL": "e-mail without an address",
    "TEL": "phone without a number",
    "URL": "address that is none of the web",
}
_RUINED = "\ufffd"


@dataclass(slots=True)
class Outcome:
    """What became of one file."""

    path: Path
    said: dict[str, Any] = field(default_factory=dict)
    refusal: str = ""
    wrong: list[str] = field(default_factory=list)
    compared: int = 0


def files_of(folders: list[Path]) -> Iterator[Path]:
    """Give the files that may hold contacts, by name; notes, sources and pictures are not tried."""
    for folder in folders:
        paths = [folder] if folder.is_file() else sorted(folder.rglob("*"))
        for path in paths:
            if path.is_file() and path.suffix.lower() in ENDINGS and path.stat().st_size <= LARGEST:
                yield path


def run(path: Path, vault: Path, home: Path, seconds: float) -> subprocess.CompletedProcess[str]:
    """Import one file as a user does, answering yes, and as data."""
    words = [sys.executable, "-m", "infoview_md", "--vault", str(vault)]
    words += ["import", str(path), "--yes", "--format", "json"]
    environment = {**os.environ, "XDG_CACHE_HOME": str(home), "XDG_STATE_HOME": str(home)}
    return subprocess.run(
        words,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=seconds,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def digests(vault: Path) -> dict[str, str]:
    """Give what every file of a vault holds."""
    return {
        str(one.relative_to(vault)): hashlib.sha256(one.read_bytes()).hexdigest()
        for one in vault.rglob("*")
        if one.is_file()
    }


def tried(path: Path, seconds: float) -> Outcome:
    """Import one file into an empty vault, twice, and look at what came of it."""
    outcome = Outcome(path)
    with tempfile.TemporaryDirectory() as folder:
        vault, home = Path(folder, "vault"), Path(folder, "home")
        vault.mkdir()
        (vault / "infoview.toml").write_text('timezone = "UTC"\n')
        with contextlib.suppress(subprocess.TimeoutExpired):
            first = run(path, vault, home, seconds)
            _look_at(outcome, first, vault)
            before = digests(vault)
            second = run(path, vault, home, seconds)
            if digests(vault) != before:
                outcome.wrong.append("the second import changed the vault")
            if second.returncode != first.returncode:
                outcome.wrong.append(f"the second import left with {second.returncode}")
            return outcome
        outcome.wrong.append(f"took more than {seconds} s")
    return outcome


def _look_at(outcome: Outcome, ran: subprocess.CompletedProcess[str], vault: Path) -> None:
    text = ran.stdout + ran.stderr
    if "Traceback" in text or "went wrong inside" in text or ran.returncode not in (0, 5):
        outcome.wrong.append(f"left with {ran.returncode}: {ran.stderr.strip()[-300:]}")
    elif ran.returncode:
        outcome.refusal = ran.stderr.strip()
        if _is_cards(_text(outcome.path)) and _BEGIN.search(_text(outcome.path)):
            outcome.wrong.append(f"refused, though it has cards: {outcome.refusal}")
    else:
        outcome.said = json.loads(ran.stdout)
        _account(outcome, vault)


def _text(path: Path) -> str:
    return decode(path.read_bytes()).text.replace("\r\n", "\n").replace("\r", "\n")


def _is_cards(text: str) -> bool:
    return bool(_BEGIN.search(text[:4096]))


def _account(outcome: Outcome, vault: Path) -> None:
    """See that every card or row was named, that every named note is there, and what the notes say."""
    said = outcome.said
    named = Counter(
        row["row"]
        for kind in ("new", "known", "possible")
        for one in said[kind]
        for row in one["rows"]
    )
    named.update(one["row"] for one in said["unusable"] if one["row"])
    text = _text(outcome.path)
    if _is_cards(text):
        wanted = set(range(1, _outer_cards(text) + 1))
    else:
        header = sum(one["rows"] + one["empty_rows"] for one in said["files"])
        wanted = set(named) if len(named) + said["files"][0]["empty_rows"] == header else {-1}
    if missing := sorted(wanted - set(named))[:_PROBLEMS_SHOWN]:
        outcome.wrong.append(f"not accounted for: {missing}")
    if twice := [row for row, times in named.items() if times > 1][:_PROBLEMS_SHOWN]:
        outcome.wrong.append(f"named twice: {twice}")
    notes = {one["note"] for kind in ("new", "known") for one in said[kind]}
    outcome.wrong += [f"no note {one}" for one in notes if not (vault / one).is_file()]
    if _is_cards(text):
        _compare(outcome, text, vault)


def _outer_cards(text: str) -> int:
    """Count the cards of a file, those inside an AGENT not."""
    depth = number = 0
    for line in text.split("\n"):
        if _BEGIN.match(line):
            number += depth == 0
            depth += 1
        elif _END.match(line):
            depth = max(depth - 1, 0)
    return number if not depth else len(_BEGIN.findall(text))


def _cards(text: str) -> Iterator[str]:
    for found in re.finditer(
        r"(?ims)^[ \t]*BEGIN[ \t]*:[ \t]*VCARD.*?^[ \t]*END[ \t]*:[ \t]*VCARD[ \t]*$", text
    ):
        yield found[0]


def _compare(outcome: Outcome, text: str, vault: Path) -> None:
    """Compare the notes with what vobject reads, card by card, wherever it reads one."""
    if find_spec("vobject") is None:
        return
    by_row = {
        row["row"]: one["note"]
        for kind in ("new", "known")
        for one in outcome.said[kind]
        for row in one["rows"]
    }
    for number, card in enumerate(_cards(text), 1):
        if number in by_row and (other := _by_vobject(card)) is not None:
            outcome.compared += 1
            note = read((vault / by_row[number]).read_bytes())
            outcome.wrong += [
                f"card {number}: {one}"
                for one in _differences(other, note, by_row[number])
                if _SAID.get(one.partition(" ")[0]) not in outcome.said["files"][0]["left_out"]
            ]


def _by_vobject(card: str) -> Any:
    """Give what vobject reads of a card; None where it fails, or would not end (many parameters on one line)."""
    import vobject

    if any(line.count(";") > _MANY_PARAMETERS for line in card.split("\n")):
        return None
    with contextlib.suppress(Exception):
        return vobject.readOne(card, validate=False, allowQP=True)
    return None


def _differences(card: Any, note: Any, path: str) -> Iterator[str]:
    """Give what vobject has and the note has not: each word of a text, all digits of a number; fax and pager not."""
    everything = (
        json.dumps(dict(note.properties), ensure_ascii=False, default=str) + note.body + path
    )
    digits, letters = re.sub(r"\D", "", everything), _plain(everything)
    for name in ("fn", "email", "tel", "title", "org", "url", "uid", "note"):
        for line in card.contents.get(name, []):
            value = line.value[0] if isinstance(line.value, list) and line.value else line.value
            if not isinstance(value, str) or _RUINED in value or _is_fax(line):
                continue
            words = [re.sub(r"\D", "", value)] if name == "tel" else map(_plain, value.split())
            place = digits if name == "tel" else letters
            if missing := [word for word in words if word not in place]:
                yield f"{name.upper()} {value[:60]!r}: {missing[0][:30]!r} is not in {path}"


def _is_fax(line: Any) -> bool:
    types = {str(one).lower() for one in (*line.params.get("TYPE", ()), *line.singletonparams)}
    return bool(types & {"fax", "pager", "bbs", "modem"}) and "voice" not in types


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def main() -> int:
    """Try every file and count."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--refused", action="store_true", help="print why files were refused")
    asked = parser.parse_args()
    csv.field_size_limit(LARGEST)
    outcomes = []
    for path in files_of(asked.folders):
        outcomes.append(tried(path, asked.seconds))
        if asked.refused and outcomes[-1].refusal:
            print(outcomes[-1].refusal)
        for line in outcomes[-1].wrong:
            print(f"{path}: {line}", flush=True)
    counts = Counter(
        {
            kind: sum(len(one.said.get(kind, ())) for one in outcomes)
            for kind in ("new", "known", "possible", "unusable")
        }
    )
    rows = sum(
        len(one["rows"])
        for out in outcomes
        for k in ("new", "known", "possible")
        for one in out.said.get(k, ())
    )
    print(
        f"{len(outcomes)} files, {sum(bool(one.refusal) for one in outcomes)} of them refused with a reason"
    )
    print(f"{rows} cards and rows in {dict(counts)}")
    print(f"{sum(one.compared for one in outcomes)} cards compared with vobject")
    print(f"{sum(bool(one.wrong) for one in outcomes)} files not as they should be")
    return int(any(one.wrong for one in outcomes))


if __name__ == "__main__":
    sys.exit(main())
