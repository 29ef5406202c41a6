"""Whatever was imported and whatever was done to the notes since: a second import adds nobody and takes nothing away."""

import io
import json
import re
from contextlib import redirect_stderr, redirect_stdout

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from infoview_md.cli import run
from infoview_md.exchange import contact_csv, vcard
from tests.commands import NOW, _own_folders  # noqa: F401 - fixture
from tests.test_importing import people

rows_of_people = st.lists(people, min_size=1, max_size=7)
ways = st.sampled_from(["skip", "new"])
forms = st.sampled_from(["csv", "vcf"])
thorough = settings(
    deadline=None,
    max_examples=15,
    phases=tuple(one for one in Phase if one is not Phase.explain),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


class Shelf:
    """A vault of its own, and files to import into it."""

    def __init__(self, folder) -> None:
        self.folder = folder
        self.vault = folder / "vault"
        self.vault.mkdir()
        (self.vault / "infoview.toml").write_text('timezone = "UTC"\n')

    def file(self, name, found, form):
        path = self.folder / f"{name}.{form}"
        text = contact_csv.dumps(found) if form == "csv" else vcard.dumps(found, version="3.0")
        path.write_bytes(text.encode())
        return str(path)

    def take(self, *files, possible="skip", more=()):
        """Import files, and give what was said of everybody."""
        words = ["--vault", str(self.vault), "import", *files, *more]
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = run([*words, "--yes", "--format", "json", "--possible", possible], now=NOW)
        assert code in (0, 5), err.getvalue()
        assert code == 0 or "cannot be imported" in err.getvalue(), err.getvalue()
        return json.loads(out.getvalue()) if code == 0 else {}

    def table(self):
        path = self.vault / "Lists" / "Friends.csv"
        return path.read_bytes() if path.exists() else b""

    def notes(self):
        return {
            one.relative_to(self.vault).as_posix(): one.read_text(encoding="utf-8")
            for one in self.vault.rglob("*.md")
        }


@pytest.fixture
def shelf(tmp_path_factory):
    """Make empty vaults."""
    return lambda: Shelf(tmp_path_factory.mktemp("shelf"))


def rows_said(said):
    """Give every row that is named, as (file, row)."""
    places = [
        place
        for kind in ("new", "known", "possible")
        for one in said.get(kind, ())
        for place in one["rows"]
    ]
    places += [one for one in said.get("unusable", ()) if one["row"]]
    return sorted((one["file"], one["row"]) for one in places)


def holds(longer, shorter):
    """Tell whether all the lines of a text are in another one, in their order."""
    lines = iter(longer.split("\n"))
    return all(line in lines for line in shorter.split("\n"))


@thorough
@given(found=rows_of_people, form=forms, possible=ways)
def test_the_same_file_again_changes_no_byte(shelf, found, form, possible):
    desk = shelf()
    path = desk.file("people", found, form)
    first = desk.take(path, possible=possible)
    before = desk.notes()
    second = desk.take(path, possible=possible)
    assert desk.notes() == before
    assert second.get("new", []) == []
    assert len(rows_said(first)) == len(set(rows_said(first)))
    assert rows_said(first) == rows_said(second)
    named = [one["note"] for kind in ("new", "known") for one in first.get(kind, ())]
    assert set(named) <= set(before)


@thorough
@given(found=rows_of_people, form=forms, data=st.data())
def test_the_same_people_in_another_order_add_nobody_and_take_nothing_away(
    shelf, found, form, data
):
    desk = shelf()
    desk.take(desk.file("people", found, form), possible="new")
    before = desk.notes()
    shuffled = data.draw(st.permutations(found))
    path = desk.file("shuffled", shuffled, form)
    said = desk.take(path)
    assert said.get("new", []) == []
    after = desk.notes()
    assert after.keys() == before.keys()
    assert all(holds(after[name], text) for name, text in before.items())
    desk.take(path)
    assert desk.notes() == after


@thorough
@given(found=rows_of_people, forms=st.tuples(forms, forms), at=st.integers(0, 7))
def test_the_same_people_in_two_files_are_each_accounted_for_and_come_once(shelf, found, forms, at):
    desk = shelf()
    first = desk.file("first", found[:at], forms[0])
    second = desk.file("second", found[at:], forms[1])
    said = desk.take(first, second, possible="new")
    rows = rows_said(said)
    assert len(rows) == len(set(rows))
    assert len(rows) >= len(found) - sum(one["empty_rows"] for one in said.get("files", ()))
    before = desk.notes()
    assert desk.take(second, first).get("new", []) == []
    assert desk.notes().keys() == before.keys()


@thorough
@given(found=rows_of_people, form=forms)
def test_a_list_holds_everybody_and_the_same_file_again_changes_no_byte(shelf, found, form):
    desk = shelf()
    as_list = ("--as-list", "Friends")
    path = desk.file("people", found, form)
    said = desk.take(path, more=as_list)
    before = desk.table()
    listed = [person.name for person in contact_csv.loads(before).people]
    assert len(listed) == said.get("added", 0)
    again = desk.take(path, more=as_list)
    assert desk.table() == before
    assert again.get("added", 0) == again.get("changed", 0) == 0


def _without(name):
    return lambda text: re.sub(rf"(?m)^{name}:.*\n(?:(?: |- ).*\n)*", "", text, count=1)


_EDITS = {
    "a property was taken out": _without("role"),
    "the UID was taken out": _without("uid"),
    "the address was taken out": _without("email"),
    "a property was changed": lambda text: re.sub(r"(?m)^role: .*$", "role: Mine", text, count=1),
    "a comment was added": lambda text: text.replace("---\n", "---\n# mine\n", 1),
    "the text was changed": lambda text: text + "- 2026-11-20 call: my own words\n",
    "the line ends were changed": lambda text: text.replace("\n", "\r\n"),
}


@thorough
@given(found=rows_of_people, form=forms, data=st.data())
def test_after_edits_moves_and_renames_nobody_is_added_and_what_the_user_wrote_stays(
    shelf, found, form, data
):
    desk = shelf()
    path = desk.file("people", found, form)
    desk.take(path)
    for number, name in enumerate(sorted(desk.notes())):
        note = desk.vault / name
        what = data.draw(st.sampled_from([*_EDITS, "moved", "renamed", "nothing"]))
        if what == "moved":
            (desk.vault / "Friends/Old").mkdir(parents=True, exist_ok=True)
            note.rename(desk.vault / "Friends/Old" / note.name)
        elif what == "renamed":
            note.rename(note.with_name(f"Somebody {number}.md"))
        elif what != "nothing":
            text = _EDITS[what](note.read_bytes().decode())
            note.write_bytes(text.encode())
    before = {one: one.read_bytes().decode() for one in sorted(desk.vault.rglob("*.md"))}
    said = desk.take(path)
    assert said.get("new", []) == []
    after = {one: one.read_bytes().decode() for one in sorted(desk.vault.rglob("*.md"))}
    assert after.keys() == before.keys()
    assert all(holds(after[note], text) for note, text in before.items())
    desk.take(path)
    assert {one: one.read_bytes().decode() for one in desk.vault.rglob("*.md")} == after
