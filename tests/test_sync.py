"""The index follows the vault: in one step or in many, it says the same."""

import os
import random
import time
from contextlib import closing
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infoview_md.freshness import compare
from infoview_md.index import database, fulltext, queries
from infoview_md.sync import sync
from tests.index_equality import rows_of
from tests.vaults import rebuilt, setup_of, write

SETUP = setup_of()
NAMES = ("Ada", "Ben", "Cy", "Dot")
FOLDERS = ("Contacts", "Archive", "Interviews", "")
DAYS = ("2026-11-02", "2026-11-10", "2026-11-19", "2026-12-01")
LINKS = st.sampled_from(
    [f"[[{name}]]" for name in NAMES] + ["[[Contacts/Ada]]", "Nobody Here", "[[Acme]]"]
)


@st.composite
def notes(draw: st.DrawFn) -> str:
    kind = draw(
        st.sampled_from(
            ["contact", "contact", "interview", "interview", "search", "none", "broken"]
        )
    )
    prose = draw(st.sampled_from(["", "", "Some words.\n", "<!-- infoview: week -->\n"]))
    if kind == "contact":
        return _contact(draw) + prose
    if kind == "interview":
        return _interview(draw) + prose
    if kind == "search":
        landed = draw(st.sampled_from(["", "landed: 2026-11-12\n"]))
        return f"---\ntype: search\nstarted: 2026-10-01\n{landed}---\n"
    return "---\ntype: contact\nrole: a: b\n---\n" if kind == "broken" else "Just text.\n"


def _contact(draw: st.DrawFn) -> str:
    lines = ["type: contact"]
    if draw(st.booleans()):
        lines.append(f"company: {draw(st.sampled_from(['Acme', 'Bolt']))}")
    for name in ("asked", "replied", "closed", "snoozed_until", "told_landed", "last_contact"):
        if draw(st.integers(0, 3)) == 0:
            lines += [f"{name}: {draw(st.sampled_from(DAYS))}"]
    if draw(st.integers(0, 2)) == 0:
        lines.append(f'referred_by: "{draw(LINKS)}"')
    if draw(st.integers(0, 2)) == 0:
        lines += ["cadence: monthly", "birthday: 1980-11-25"]
    task = draw(
        st.sampled_from(["", "- [ ] send it 📅 2026-11-25\n", "- [x] done 📅 2026-11-01\n"])
    )
    return "---\n" + "\n".join(lines) + "\n---\n" + task


def _interview(draw: st.DrawFn) -> str:
    people = draw(st.lists(LINKS, min_size=1, max_size=2))
    lines = ["type: interview", f"date: {draw(st.sampled_from(DAYS))}", "contact:"]
    lines += [f'  - "{one}"' for one in people]
    if draw(st.booleans()):
        lines += ["referrals:", f'  - "{draw(LINKS)}"']
    if draw(st.booleans()):
        lines.append(f"status: {draw(st.sampled_from(['done', 'cancelled', 'scheduled']))}")
    return "---\n" + "\n".join(lines) + "\n---\n"


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["write", "write", "write", "delete", "rename"]),
        st.sampled_from(FOLDERS),
        st.sampled_from([*NAMES, "Talk 1", "Talk 2", "Search", "Acme"]),
        notes(),
        st.sampled_from(FOLDERS),
    ),
    min_size=1,
    max_size=4,
)


def change(root: Path, step: tuple[str, str, str, str, str]) -> None:
    what, folder, name, text, other = step
    path = root / folder / f"{name}.md"
    if what == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    elif what == "delete":
        path.unlink(missing_ok=True)
    elif path.exists():
        (root / other).mkdir(exist_ok=True)
        path.replace(root / other / path.name)


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rounds=st.lists(CHANGES, min_size=2, max_size=6))
def test_any_sequence_of_changes_gives_the_index_of_a_rebuild(tmp_path_factory, rounds):
    root = tmp_path_factory.mktemp("vault")
    connection = database.in_memory()
    for changes in rounds:
        for one in changes:
            change(root, one)
        sync(connection, str(root), SETUP)
        fresh = rebuilt(root, SETUP)
        assert rows_of(connection) == rows_of(fresh)
        fresh.close()
    connection.close()


def test_a_change_of_thousands_of_notes_gives_the_index_of_a_rebuild(tmp_path):
    chance = random.Random(1)  # noqa: S311 - a test is no secret
    connection = database.in_memory()
    for _ in range(2):
        for number in range(1700):
            day = chance.choice(DAYS)
            text = f"---\ntype: contact\nasked: {day}\ncompany: C{number % 90}\n---\n"
            (tmp_path / f"P{number}.md").write_text(text)
        sync(connection, str(tmp_path), SETUP)
    fresh = rebuilt(tmp_path, SETUP)
    assert rows_of(connection) == rows_of(fresh)
    connection.close()
    fresh.close()


def test_nothing_is_read_again_when_nothing_changed(tmp_path):
    write(tmp_path, {"Contacts/Ada.md": "---\nasked: 2026-11-02\n---\n"})
    os.utime(tmp_path / "Contacts/Ada.md")
    connection = database.in_memory()
    sync(connection, str(tmp_path), SETUP)
    result = sync(connection, str(tmp_path), SETUP)
    assert (result.added, result.changed, result.removed) == (0, 0, 0)
    connection.close()


def test_prose_derives_nothing_again_also_in_the_note_of_a_hub(tmp_path):
    people = {
        f"Contacts/P{number}.md": """---
            type: contact
            referred_by: "[[Hub]]"
            ---
            """
        for number in range(9)
    }
    hub = "---\ntype: contact\nasked: 2026-11-02\n---\n- [ ] call 📅 2026-11-20\n"
    write(tmp_path, {**people, "Contacts/Hub.md": hub})
    connection = database.in_memory()
    sync(connection, str(tmp_path), SETUP)
    fulltext.refresh(connection, lambda path: (tmp_path / path).read_text())

    (tmp_path / "Contacts/Hub.md").write_text(hub + "She likes sailing.\n")
    said = []
    connection.set_trace_callback(said.append)
    result = sync(connection, str(tmp_path), SETUP)
    assert result.paths == ("Contacts/Hub.md",)
    assert not any("follow_up" in statement for statement in said)
    fulltext.refresh(connection, lambda path: (tmp_path / path).read_text())
    assert [hit.path for hit in fulltext.find(connection, ["sailing"], 9)] == ["Contacts/Hub.md"]

    (tmp_path / "Contacts/Hub.md").write_text(hub + "- [ ] write 📅 2026-11-21\n")
    sync(connection, str(tmp_path), SETUP)
    assert any("INSERT INTO follow_up" in statement for statement in said)
    connection.set_trace_callback(None)
    fresh = rebuilt(tmp_path, SETUP)
    assert rows_of(connection) == rows_of(fresh)
    connection.close()
    fresh.close()


def test_an_edit_that_keeps_size_and_time_is_seen(tmp_path):
    note = tmp_path / "Contacts" / "Ada.md"
    write(tmp_path, {"Contacts/Ada.md": "---\nasked: 2026-11-02\n---\n"})
    connection = database.in_memory()
    sync(connection, str(tmp_path), SETUP)
    before = note.stat()
    note.write_text("---\nasked: 2026-11-03\n---\n")
    os.utime(note, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert sync(connection, str(tmp_path), SETUP).changed == 1
    [contact] = queries.contacts(connection)
    assert contact.asked == "2026-11-03"
    connection.close()


def test_many_notes_gone_at_once_are_kept_when_that_is_not_believed(tmp_path):
    write(tmp_path, {f"Contacts/P{n}.md": "---\nasked: 2026-11-02\n---\n" for n in range(30)})
    connection = database.in_memory()
    sync(connection, str(tmp_path), SETUP)
    for note in (tmp_path / "Contacts").iterdir():
        note.unlink()
    result = sync(connection, str(tmp_path), SETUP, believe_loss=lambda *_: False)
    assert result.withheld == 30
    assert len(queries.contacts(connection)) == 30
    assert sync(connection, str(tmp_path), SETUP).removed == 30
    connection.close()


def test_a_note_that_is_being_written_is_not_taken_for_an_empty_one(tmp_path):
    note = tmp_path / "Contacts" / "Ada.md"
    text = "---\ntype: contact\nasked: 2026-11-02\n---\n"
    write(tmp_path, {"Contacts/Ada.md": text})
    connection = database.in_memory()
    sync(connection, str(tmp_path), SETUP)
    note.write_text("")
    waited = []

    def pause(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 2:
            note.write_text(text.replace("11-02", "11-05"))

    sync(connection, str(tmp_path), SETUP, pause=pause)
    sync(connection, str(tmp_path), SETUP)
    [contact] = queries.contacts(connection)
    assert contact.asked == "2026-11-05"
    connection.close()


def test_a_note_that_cannot_be_read_becomes_a_problem(tmp_path):
    write(tmp_path, {"Contacts/Ada.md": "---\nasked: 2026-11-02\n---\n"})
    (tmp_path / "Contacts" / "Bad.md").symlink_to("/dev/zero")
    (tmp_path / "Contacts" / "Folder.md").mkdir()
    os.mkfifo(tmp_path / "Contacts" / "Pipe.md")
    connection = database.in_memory()
    sync(connection, str(tmp_path), SETUP)
    assert [path for path, _, _ in queries.notes(connection)] == ["Contacts/Ada.md"]
    connection.close()


def rows_rebuilt(root):
    with closing(rebuilt(root, SETUP)) as fresh:
        return rows_of(fresh)


class TestANoteThatIsNotThereWhenItIsRead:
    """Between the look at the folders and the reading of the notes, a disk may be unplugged."""

    def unplugged_after(self, root, look):
        def looking(*where):
            found = look(*where)
            root.rename(root.with_name("gone"))
            return found

        return looking

    def test_a_vault_that_went_away_meanwhile_is_read_when_it_is_back(self, tmp_path):
        root = write(tmp_path / "vault", {"Cy.md": "---\ntype: contact\n---\n"})
        connection = database.in_memory()
        sync(connection, str(root), SETUP)
        write(root, {"Ann.md": "---\ntype: contact\nasked: 2026-11-02\n---\n"})
        write(root, {"Deep/Bo.md": "---\ntype: contact\n---\n"})
        for _ in range(2):  # of notes that the index does not know, and of those that it does
            sync(connection, str(root), SETUP, look=self.unplugged_after(root, compare))
            root.with_name("gone").rename(root)
            sync(connection, str(root), SETUP)
            assert rows_of(connection) == rows_rebuilt(root)
            write(root, {"Ann.md": "---\ntype: contact\nasked: 2026-11-03\n---\n"})
        connection.close()

    def test_a_note_that_the_disk_does_not_give_is_read_again_each_time(
        self, tmp_path, monkeypatch
    ):
        root = tmp_path / "vault"
        write(root, {"Ann.md": "---\ntype: contact\n---\n"})
        connection = database.in_memory()
        with monkeypatch.context() as failing:
            failing.setattr("infoview_md.vault.read", lambda *_: None)
            sync(connection, str(root), SETUP)
            (message,) = connection.execute("SELECT message FROM problem").fetchone()
            assert message == "This note cannot be read."
        sync(connection, str(root), SETUP)
        assert rows_of(connection) == rows_rebuilt(root)
        connection.close()

    def test_a_note_that_may_not_be_read_is_settled_until_somebody_changes_it(
        self, tmp_path, monkeypatch
    ):
        root = tmp_path / "vault"
        write(root, {"Ann.md": "---\ntype: contact\n---\n"})
        time.sleep(0.06)
        connection = database.in_memory()
        with monkeypatch.context() as forbidding:
            forbidding.setattr("infoview_md.vault.read", lambda *_: None)
            forbidding.setattr("infoview_md.vault.is_forbidden", lambda *_: True)
            sync(connection, str(root), SETUP)
        assert not compare(connection, str(root), ())
        (root / "Ann.md").chmod(0o600)
        sync(connection, str(root), SETUP)
        assert rows_of(connection) == rows_rebuilt(root)
        connection.close()
