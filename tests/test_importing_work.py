"""The work of an import grows with the rows, not with their square; counted in calls, so that no clock decides."""

import sys

import pytest

from infoview_md.exchange.matching import MOST_CANDIDATES, Register
from infoview_md.exchange.records import Person, Source
from infoview_md.importing.planning import Decision, plan, register_of
from infoview_md.importing.sorting import sort_chosen
from infoview_md.session import Session
from infoview_md.writeback import Creation, Place, Work, write
from tests.commands import NOW, _own_folders  # noqa: F401 - fixture

SHAPES = {
    "distinct": lambda n: Person(name=f"Person {n}", emails=(f"p{n}@x.example",)),
    "one name": lambda _: Person(name="John Smith"),
    "one name and company, each with a profile": lambda n: Person(
        name="Kim Lee", company="Acme", linkedin=f"https://www.linkedin.com/in/kim-{n}"
    ),
    "one name, each with a profile at a company of its own": lambda n: Person(
        name="Kim Lee", company=f"Firm {n}", linkedin=f"https://www.linkedin.com/in/kim-{n}"
    ),
    "one name, each with an address": lambda n: Person(
        name="Kim Lee", emails=(f"kim{n}@x.example",)
    ),
    "one address of an office": lambda n: Person(
        name=f"{chr(97 + n % 26)}{n} Roe", emails=("office@x.example",)
    ),
    "one UID and first name": lambda n: Person(name=f"J {n}", uid="1"),
    "one UID": lambda n: Person(name=f"{chr(97 + n % 26)}{n} Roe", uid="1"),
}


def calls(work) -> int:
    """Count the Python calls and the calls of built-in functions that a piece of work makes."""
    made = 0

    def count(frame, event, argument):
        nonlocal made
        made += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return made


def rows(shape, number):
    return [
        (Person(**_values(SHAPES[shape](n)), source=Source(file="f", row=n)), "")
        for n in range(number)
    ]


def _values(person):
    return {name: getattr(person, name) for name in Person.__dataclass_fields__ if name != "source"}


@pytest.mark.parametrize("shape", SHAPES)
def test_sorting_and_planning_take_work_in_proportion_to_the_rows(tmp_path_factory, shape):
    def work(number):
        root = tmp_path_factory.mktemp("vault")
        (root / "infoview.toml").write_text('timezone = "UTC"\n')
        session = Session(root=root, at=NOW)
        known, found = register_of(session), rows(shape, number)
        try:
            return calls(
                lambda: plan(session, sort_chosen(found, known), lambda _: Decision(answer="new"))
            )
        finally:
            session.close()

    work(10)  # what is imported and compiled once counts for nobody
    first, second, third = work(100), work(200), work(300)
    assert third - second < 1.3 * (second - first)


def test_writing_takes_work_in_proportion_to_the_notes(tmp_path):
    def work(number):
        root = tmp_path / str(number)
        root.mkdir()
        place = Place(root=root, journal=tmp_path / f"journal {number}", command="", at=NOW)
        steps = tuple(Creation(path=f"Contacts/{n}.md", raw=b"# x\n") for n in range(number))
        return calls(lambda: write(place, Work(sentence="", steps=steps)))

    work(5)
    first, second, third = work(40), work(80), work(120)
    assert third - second < 1.3 * (second - first)


@pytest.mark.parametrize("shape", ["one name", "one name, each with an address"])
def test_a_match_names_a_bounded_number_of_candidates(shape):
    register = Register.of((str(n), person) for n, (person, _) in enumerate(rows(shape, 50)))
    assert len(register.match(Person(name="John Smith Kim Lee")).keys) == 0
    name = SHAPES[shape](0).name
    assert len(register.match(Person(name=name)).keys) == MOST_CANDIDATES
