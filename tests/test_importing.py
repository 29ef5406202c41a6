"""From rows to notes, whatever the rows: nobody is lost, nobody comes twice, and each note says what its row said."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infoview_md.exchange import contact_csv, vcard
from infoview_md.exchange.contacts import uid_for
from infoview_md.exchange.matching import Register
from infoview_md.exchange.records import Person, Source, Unusable
from infoview_md.importing.filling import filler_of
from infoview_md.importing.noting import body_of, desk_of, inert, properties_of, tags
from infoview_md.importing.planning import Decision, plan, register_of
from infoview_md.importing.sorting import Sorted, row_of, sort_chosen, united
from infoview_md.importing.sources import is_wanted, parse_mapping, parse_wanted
from infoview_md.importing.summary import row_ranges
from infoview_md.note.reading import read
from infoview_md.session import Session
from tests.commands import NOW, _own_folders, desk  # noqa: F401 - fixtures

odd_text = st.text(
    st.sampled_from("aBé ß中🧑\u200d:#-[]{}<>%\"'\\|=@`*_~\t\x07\u202e.,;/()&!?0129"), max_size=12
)
names = st.one_of(
    st.sampled_from(
        ["Ada Lovelace", "Ada L", "Bob Roe", "bob roe", "Max", "A/B <% x %>", "{{Ada}}/"]
    ),
    odd_text,
)
people = st.builds(
    Person,
    name=names.map(lambda text: " ".join(text.split()) or "Nobody"),
    company=st.sampled_from(["", "Acme", "Acme, Inc.", "Globex", "[[Acme]]", "<% x %>"]),
    role=odd_text.map(str.strip),
    emails=st.lists(st.sampled_from(["a@x.example", "b@x.example"]), max_size=2, unique=True).map(
        tuple
    ),
    phones=st.lists(st.sampled_from(["0176123456", "+1 503"]), max_size=2, unique=True).map(tuple),
    linkedin=st.sampled_from(
        ["", "https://www.linkedin.com/in/a", "https://www.linkedin.com/in/b"]
    ),
    uid=st.sampled_from(["", "u1", "u2", "0x10", "<%u%>", "{{u}}"]),
    note=odd_text,
    birthday=st.sampled_from(["", "1980-05-12", "--02-29"]),
    connected_on=st.sampled_from([None, date(2024, 1, 2)]),
    categories=st.lists(odd_text, max_size=2).map(tuple),
)


def numbered(found):
    return [
        (
            Person(
                **{
                    name: getattr(one, name)
                    for name in Person.__dataclass_fields__
                    if name != "source"
                },
                source=Source(file="f", row=n),
            ),
            "",
        )
        for n, one in enumerate(found, 1)
    ]


@given(st.lists(people, max_size=8), st.lists(people, max_size=4))
def test_each_row_is_in_exactly_one_entry(rows, contacts):
    known = Register.of((f"{n}.md", one) for n, one in enumerate(contacts))
    entries = sort_chosen(numbered(rows), known).entries
    places = sorted(place.row for entry in entries for place in entry.places)
    assert places == list(range(1, len(rows) + 1))
    for number, entry in enumerate(entries):
        for key in entry.match.keys:
            row = row_of(key)
            assert key in known.people if row is None else row < number


@given(people, people)
def test_united_people_say_all_that_each_said(one, other):
    both = united(one, other)
    assert set(both.emails) >= set(one.emails) | set(other.emails)
    assert both.name == one.name
    assert both.uid == (one.uid or other.uid)
    assert united(both, other) == both
    assert united(one, one).emails == one.emails


@given(people)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_new_note_reads_back_as_the_person(tmp_path_factory, person):
    root = tmp_path_factory.mktemp("vault")
    (root / "infoview.toml").write_text('timezone = "UTC"\n')
    session = Session(root=root, at=NOW)
    path, raw = desk_of(session).note(person, "linkedin", uid_for(person))
    session.close()
    assert path.startswith("Contacts/")
    said = read(raw)
    assert not said.is_template
    assert not said.defects
    assert said.properties["type"] == "contact"
    assert said.properties.get("uid") == inert(uid_for(person))
    for name, value in properties_of(person):
        if name not in ("uid", "aliases"):
            assert said.properties[name] == value
    assert said.body == body_of(person, "Log")


@given(st.lists(people, max_size=6))
@settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.parametrize("form", ["csv", "vcard"])
def test_importing_twice_changes_nothing_whatever_the_rows(tmp_path_factory, form, rows):
    root = tmp_path_factory.mktemp("vault")
    (root / "infoview.toml").write_text('timezone = "UTC"\n')
    text = contact_csv.dumps(rows) if form == "csv" else vcard.dumps(rows)
    read_again = contact_csv.loads if form == "csv" else vcard.loads
    found = [(person, "") for person in read_again(text.encode()).people]

    first = _plan(root, found)
    for step in first.work.steps:
        place = root / step.path
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(step.raw)
    second = _plan(root, found)
    assert second.new == ()
    assert second.work.steps == ()


def _plan(root, found):
    session = Session(root=root, at=NOW)
    try:
        sorted_people = sort_chosen(found, register_of(session))
        return plan(session, sorted_people, lambda _: Decision(answer="new"))
    finally:
        session.close()


def test_a_card_of_a_contact_fills_what_the_note_lacks_and_only_that(desk):
    note = "---\ntype: contact\ncompany: '[[Acme]]'\nphone: 0176 123456\ntags: [x]\n---\n"
    vault = desk({"Contacts/Ada.md": note})
    session = vault.session()
    person = Person(
        name="Ada Lovelace",
        company="ACME Inc.",
        phones=("+49 176 123456",),
        emails=("a@x.example", "b@x.example"),
        categories=("y",),
        note="hello",
    )
    filler = filler_of(session, str)
    found = filler.look("Contacts/Ada.md", note.encode(), person)
    assert found.gains == (("email", ["a@x.example", "b@x.example"]),)
    assert [(one.name, one.yours, one.theirs) for one in found.differences] == [
        ("tags", "x", "y"),
        ("name", "Ada", "Ada Lovelace"),
        ("note", "", "hello"),
    ]
    changed = filler.edit("Contacts/Ada.md", person).change(note.encode())
    assert changed.decode() == note.replace(
        "tags: [x]\n", "tags: [x]\nemail:\n  - a@x.example\n  - b@x.example\n"
    )
    session.close()


def test_the_edit_asks_the_note_again_when_it_is_applied(desk):
    vault = desk({"Contacts/Ada.md": "---\ntype: contact\n---\n"})
    session = vault.session()
    edit = filler_of(session, str).edit("Contacts/Ada.md", Person(name="Ada", role="Planner"))
    meanwhile = b"---\ntype: contact\nrole: mine\n---\n"
    assert edit.change(meanwhile) == meanwhile
    session.close()


def test_somebody_who_is_the_same_as_another_row_joins_its_note(desk):
    vault = desk({})
    session = vault.session()
    rows = [Person(name="Ada", role="Planner"), Person(name="Ada", emails=("a@x.example",))]
    found = sort_chosen(numbered(rows), register_of(session))
    assert found.entries[1].match.verdict == "possible"
    planned = plan(session, found, lambda _: Decision(answer="same"))
    assert [one.entry.person.emails for one in planned.new] == [("a@x.example",)]
    assert planned.possible == ()
    session.close()


def test_where_several_may_be_meant_nobody_is_filled_unasked(desk):
    notes = {f"{folder}/Ada.md": "---\ntype: contact\n---\n" for folder in ("Contacts", "People")}
    session = desk(notes).session()
    found = sort_chosen(numbered([Person(name="Ada", role="x")]), register_of(session))
    planned = plan(session, found, lambda _: Decision(answer="same"))
    assert [one.person.name for one in planned.possible] == ["Ada"]
    chosen = plan(session, found, lambda _: Decision(answer="same", key="People/Ada.md"))
    assert [filling.path for _, filling in chosen.filled] == ["People/Ada.md"]
    session.close()


def test_an_empty_import_is_an_empty_plan(desk):
    session = desk({}).session()
    assert plan(session, Sorted(entries=()), lambda _: Decision(answer="new")).work.steps == ()
    session.close()


def _at(row, **values):
    return Person(source=Source(file="x.csv", row=row), **values), ""


def test_a_uid_on_cards_of_different_people_proves_nothing():
    found = [
        _at(1, name="Ada Roe", uid="1", emails=("ada@x.example",)),
        _at(2, name="Bob Roe", uid="1"),
        _at(3, name="Ada Roe", uid="1", emails=("ada@x.example",)),
    ]
    sorted_people = sort_chosen(found, Register())
    assert [one.person.name for one in sorted_people.entries] == ["Ada Roe", "Bob Roe"]
    assert "1" not in {one.uid for one in sorted_people.entries}
    assert sorted_people.remarks == (
        "uid 1 is on rows of different people (2 names), so it proves nothing here.",
    )


def test_a_uid_on_cards_of_many_who_share_a_first_name_proves_nothing():
    found = [_at(row, name=f"Ada Roe{row}", uid="1") for row in range(1, 6)]
    assert len(sort_chosen(found, Register()).entries) == 5
    married = [_at(row, name=name, uid="1") for row, name in enumerate(["Ada Roe", "Ada Poe"], 1)]
    assert len(sort_chosen(married, Register()).entries) == 1


def test_a_profile_on_rows_of_different_people_stays_an_address_and_proves_nothing():
    mine = "https://www.linkedin.com/in/me"
    found = [_at(1, name="Ada Roe", linkedin=mine), _at(2, name="Bob Roe", linkedin=mine)]
    entries = sort_chosen(found, Register()).entries
    assert [(one.person.linkedin, one.person.url) for one in entries] == [("", mine), ("", mine)]


def test_the_page_of_a_company_makes_nobody_one_person():
    page = "https://www.linkedin.com/company/acme"
    found = [_at(1, name="Ada Roe", linkedin=page), _at(2, name="Adam Poe", linkedin=page)]
    entries = sort_chosen(found, Register()).entries
    assert [(one.person.name, one.match.verdict) for one in entries] == [
        ("Ada Roe", "new"),
        ("Adam Poe", "new"),
    ]


def test_names_with_the_family_first_are_told_apart_though_they_share_an_address():
    found = [
        _at(1, name="Roe, Ada", emails=("roe@x.example",)),
        _at(2, name="Roe, Bob", emails=("roe@x.example",)),
        _at(3, name="Ada Roe", emails=("roe@x.example",)),
    ]
    entries = sort_chosen(found, Register()).entries
    assert [[place.row for place in one.places] for one in entries] == [[1, 3], [2]]
    assert entries[1].match.verdict == "possible"


def test_what_a_second_row_says_differently_is_said():
    found = [
        _at(1, name="Ada Roe", emails=("a@x.example",), company="Acme Inc.", role="Planner"),
        _at(2, name="Ada Roe", emails=("a@x.example",), company="Globex", role="planner"),
        _at(3, name="Ada Roe", emails=("a@x.example",), company="Acme"),
    ]
    (entry,) = sort_chosen(found, Register()).entries
    assert [(one.name, one.kept, one.other, one.place.row) for one in entry.clashes] == [
        ("company", "Acme Inc.", "Globex", 2)
    ]


def test_rows_are_named_by_ranges():
    places = [Source(file="a.csv", row=n) for n in (3, 4, 5, 9)] + [Source(file="b.vcf", row=1)]
    assert row_ranges(places) == "a.csv, rows 3-5, 9; b.vcf, row 1"
    assert row_ranges([Unusable(row=0, reason="", file="c.pdf")]) == "c.pdf"
    odd = [Source(file="a.csv", row=n) for n in range(1, 101, 2)]
    assert row_ranges(odd).endswith("35, 37, 39, and 30 more")


@pytest.mark.parametrize(
    ("categories", "expected"),
    [
        (("Old friends", "vip"), ["Old-friends", "vip"]),
        (("2024", "--", "a/b"), ["a/b"]),
        (("Café ☕",), ["Café"]),
        (("x", "x"), ["x"]),
    ],
)
def test_labels_become_tags_that_obsidian_knows(categories, expected):
    assert tags(categories) == expected


def test_only_compares_parts_of_texts():
    person = Person(name="Ada", company="Café Acme", categories=("Old Friends",))
    assert is_wanted(person, parse_wanted(["company=cafe", "tag=friends"]))
    assert is_wanted(person, parse_wanted(["company=globex", "company=ACME"]))
    assert not is_wanted(person, parse_wanted(["company=acme", "name=bob"]))


def test_a_column_may_have_an_equals_sign_in_its_name():
    assert parse_mapping(["a=b=name"]) == {"a=b": "name"}


def test_the_uid_of_a_row_tells_people_apart_who_share_an_address():
    one, other = (Person(name=name, emails=("f@x.example",)) for name in ("Jane", "John"))
    assert uid_for(one) != uid_for(other)
    assert uid_for(one) == uid_for(Person(name="JANE", emails=("F@x.example",), role="x"))
