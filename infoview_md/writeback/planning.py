"""What a command would write, decided from the notes as they are now, without writing."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

from infoview_md.errors import CannotEdit
from infoview_md.journal import Change
from infoview_md.replace import read_fresh
from infoview_md.writeback.work import Creation, Edit, Removal, Step, Work


def plan(root: Path, work: Work) -> list[Change]:
    """Apply every edit to the notes as they are now, without writing.

    Raises `CannotEdit` where one cannot be proved or a new note would take the place of another, so that a command
    writes all of its edits or none.
    """
    planned: dict[str, Change] = {}
    for step in work.steps:
        known = planned.get(step.path)
        before = known.before if known else _before(root, step)
        current = known.after if known else before
        after = _after(step, current)
        planned[step.path] = Change(path=step.path, before=before, after=after)
    return [one for one in planned.values() if one.before != one.after]


def _before(root: Path, step: Step) -> bytes | None:
    if not isinstance(step, Creation):
        return read_fresh(root, step.path).raw
    if os.path.lexists(root / step.path):
        raise CannotEdit(
            f"{step.path} exists already and was left alone; choose another name.", code="exists"
        )
    return None


def _after(step: Step, current: bytes | None) -> bytes | None:
    if isinstance(step, Removal):
        return None
    return step.raw if isinstance(step, Creation) else _edited(step, current or b"")


def _edited(step: Edit, raw: bytes) -> bytes:
    """Apply an edit; a refusal says in which note and line, each once."""
    try:
        return step.change(raw)
    except CannotEdit as refusal:
        if step.path in refusal.sentence:
            raise
        place = f"{step.path}, line {refusal.line}" if refusal.line else step.path
        sentence = re.sub(rf"(?:; the second time)? at line {refusal.line}\b", "", refusal.sentence)
        raise CannotEdit(
            f"{place}: {sentence}", code=refusal.code, line=refusal.line, hint=refusal.hint
        ) from refusal


def all_edited(edits: Sequence[Edit], raw: bytes) -> bytes:
    """Apply several edits of one note, one after the other; raises like `plan`."""
    for edit in edits:
        raw = _edited(edit, raw)
    return raw
