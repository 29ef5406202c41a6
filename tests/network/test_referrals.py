"""Who led to whom: the tree, what is owed for it, and its drawings."""

import json
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_md.dates import Moment
from infoview_md.network.context import as_context
from infoview_md.network.model import Fact
from infoview_md.network.referral_pictures import escaped, lines, page, to_canvas, to_mermaid
from infoview_md.network.referrals import Lead, Owed, ReferralTree, Yield, tree
from infoview_md.render.environment import render
from tests.network.builders import RULES, path_of, person, talk
from tests.network.desks import NOW, linked


def drawn(*facts: Fact, now: str = NOW) -> ReferralTree:
    return tree(linked(*facts), now=Moment(now), rules=RULES)


def outline(found: ReferralTree) -> list[str]:
    return [f"{'.' * one.depth}{one.name} {one.state}" for one in found.members]


CHAIN = (
    person("Ann", company="Acme"),
    person("Bea", referred_by=("Ann",), asked="2026-10-05", replied="2026-10-06"),
    person("Cy", asked="2026-11-18"),
    person("Dot", referred_by=("Bea",), asked="2026-11-01", declined="2026-11-02"),
    talk("Ann", on="2026-10-01T10:00", status="done", opportunities=("a post",)),
    talk(
        "Bea", on="2026-10-12T10:00", status="done", referrals=("Cy", "Eve"), opportunities=("b",)
    ),
)


def test_everyone_stands_under_the_one_who_led_to_them_with_what_came_of_it():
    found = drawn(*CHAIN)
    assert outline(found) == [
        "Ann talked",
        ".Bea talked",
        "..Dot declined",
        "..Cy asked",
        "..Eve to ask",
    ]
    assert [one.on for one in found.members] == [
        "2026-10-01",
        "2026-10-12",
        "2026-11-02",
        "2026-11-18",
        "",
    ]
    assert found.members[1].openings == ("b",)
    assert [one.has_note for one in found.members] == [True, True, True, True, False]
    assert found.members[4].key == "?eve"


def test_the_yield_of_a_root_counts_everyone_below_it():
    assert drawn(*CHAIN).yields == (Yield(name="Ann", people=4, asked=3, talked=1, openings=2),)


def test_a_word_back_is_owed_until_the_referrer_was_told():
    owed = drawn(*CHAIN).owed
    assert owed == (
        Owed(
            to="Ann",
            reason="they referred you to Bea, you talked on 2026-10-12",
            due=Moment("2026-10-15"),
            note=path_of("x").replace("People/x", "Interviews/2026-10-12 Bea"),
        ),
    )
    told = (
        *CHAIN[:-1],
        talk("Bea", on="2026-10-12T10:00", status="done", referrer_told="2026-10-14"),
    )
    assert drawn(*told).owed == ()
    assert len(drawn(*told, now="2026-10-13").owed) == 1


def test_of_several_referrers_the_first_holds_the_place_and_the_others_are_named():
    found = drawn(
        person("Ann"),
        person("Bea"),
        person("Cy"),
        talk("Ann", on="2026-10-10T10:00", referrals=("Cy",)),
        talk("Bea", on="2026-10-02T10:00", referrals=("Cy",)),
    )
    assert outline(found) == ["Bea talked", ".Cy to ask", "Ann talked"]
    assert found.members[1].also_by == ("Ann",)
    assert set(found.leads) == {
        Lead(by=path_of("Ann"), to=path_of("Cy")),
        Lead(by=path_of("Bea"), to=path_of("Cy")),
    }


def test_a_circle_begins_at_the_one_met_first_and_everyone_is_there_once():
    found = drawn(
        person("Ann", referred_by=("Cy",)),
        person("Bea", referred_by=("Ann",), asked="2026-09-01"),
        person("Cy", referred_by=("Bea",)),
        person("Dot", referred_by=("Cy",)),
    )
    assert outline(found) == ["Bea asked", ".Cy to ask", "..Ann to ask", "..Dot to ask"]
    assert found.members[0].also_by == ("Ann",)


def test_two_who_named_each_other_are_a_tree_too():
    found = drawn(
        person("Ann"),
        person("Bea"),
        talk("Ann", on="2026-10-01T10:00", referrals=("Bea",)),
        talk("Bea", on="2026-10-08T10:00", referrals=("Ann",)),
    )
    assert outline(found) == ["Ann talked", ".Bea talked"]


def test_a_tree_of_the_past_knows_only_the_past():
    found = drawn(*CHAIN, now="2026-10-02T09:00")
    assert outline(found)[:2] == ["Ann talked", ".Bea to ask"]
    assert drawn(*CHAIN, now="2026-10-05T09:00").members[1].state == "asked"
    assert drawn(*CHAIN, now="2026-10-07T09:00").members[1].state == "replied"


def test_a_talk_to_come_is_planned():
    planned = talk("Cy", on="2026-12-01T10:00", status="scheduled")
    assert "..Cy planned" in outline(drawn(*CHAIN, planned))


def test_people_who_led_to_nobody_are_listed_apart():
    found = drawn(*CHAIN, person("Zed"), talk("Zed", on="2026-10-03T10:00"), person("Never"))
    assert found.alone == ("Zed",)
    assert "Zed" not in [one.name for one in found.members]


def test_the_lines_show_the_branches():
    assert lines(drawn(*CHAIN)) == (
        "Ann (Acme): talked 2026-10-01; openings: a post",
        "└─ Bea: talked 2026-10-12; openings: b",
        "   ├─ Dot: declined 2026-11-02",
        "   ├─ Cy: asked 2026-11-18",
        "   └─ Eve: to ask",
    )


def test_a_branch_that_goes_on_is_drawn_through():
    found = drawn(
        person("Ann"),
        person("Bea", referred_by=("Ann",), asked="2026-10-01"),
        person("Cy", referred_by=("Bea",)),
        person("Dot", referred_by=("Ann",), asked="2026-10-02"),
    )
    assert lines(found)[1:] == (
        "├─ Bea: asked 2026-10-01",
        "│  └─ Cy: to ask",
        "└─ Dot: asked 2026-10-02",
    )


def test_mermaid_has_a_node_for_each_person_and_an_arrow_for_each_referral():
    drawing = to_mermaid(drawn(*CHAIN))
    assert drawing.startswith("flowchart LR\n")
    assert '    p0["Ann<br>Acme<br>talked 2026-10-01"]:::talked\n' in drawing
    assert "    p0 --> p1\n" in drawing
    assert "    classDef to_ask " in drawing
    assert drawing.count("-->") == 4


def test_a_name_cannot_break_out_of_a_mermaid_label():
    assert escaped('A "quoted" [x](y) `z` <b> #1; end --> B\n%%') == (
        "A #34;quoted#34; #91;x#93;(y) #96;z#96; #60;b#62; #35;1#59; end --#62; B #37;#37;"
    )
    assert escaped("Zoë Ibáñez-O'Dell, 山田") == "Zoë Ibáñez-O'Dell, 山田"


def test_the_canvas_is_valid_and_the_same_each_time():
    found = drawn(*CHAIN)
    canvas = to_canvas(found)
    assert canvas == to_canvas(drawn(*reversed(CHAIN)))
    assert json.loads(json.dumps(canvas)) == canvas
    check_canvas(canvas)
    files = [one["file"] for one in canvas["nodes"] if one["type"] == "file"]
    assert files == [path_of(name) for name in ("Ann", "Bea", "Dot", "Cy")]
    assert [one["text"] for one in canvas["nodes"] if one["type"] == "text"] == ["Eve"]
    assert canvas["edges"][0]["label"] == "talked 2026-10-12"


def check_canvas(canvas) -> None:
    """Check what JSON Canvas 1.0 asks for."""
    ids = [one["id"] for one in (*canvas["nodes"], *canvas["edges"])]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[0-9a-f]{16}", one) for one in ids)
    nodes = {one["id"] for one in canvas["nodes"]}
    for node in canvas["nodes"]:
        assert all(type(node[key]) is int for key in ("x", "y", "width", "height"))
        assert node["type"] in ("file", "text")
        assert node.get("color", "1") in tuple("123456")
    for edge in canvas["edges"]:
        assert {edge["fromNode"], edge["toNode"]} <= nodes
        assert (edge["fromSide"], edge["toSide"]) == ("right", "left")
    for one in canvas["nodes"]:
        for other in canvas["nodes"]:
            apart_x = abs(one["x"] - other["x"]) >= one["width"]
            apart_y = abs(one["y"] - other["y"]) >= one["height"]
            assert one is other or apart_x or apart_y


def test_the_tree_is_plain_data_for_json():
    data = as_context(drawn(*CHAIN))
    assert json.loads(json.dumps(data)) == data
    assert data["members"][1]["referrer"] == path_of("Ann")


def test_no_referral_at_all_is_said():
    found = drawn(person("Ann"))
    assert found.members == ()
    assert lines(found) == ()
    assert to_canvas(found) == {"nodes": [], "edges": []}
    assert "Nobody has led to anybody yet." in render("referrals.md.j2", as_context(page(found)))


def test_the_page_has_the_drawing_the_yields_and_what_is_owed():
    text = render("referrals.md.j2", as_context(page(drawn(*CHAIN))))
    assert "```mermaid\nflowchart LR\n" in text
    assert "| Ann | 4 | 3 | 1 | 2 |" in text
    assert "- Ann, by 2026-10-15: they referred you to Bea, you talked on 2026-10-12" in text
    assert "    - Cy: asked 2026-11-18\n" in text


def test_a_chain_of_a_thousand_people_is_drawn():
    people = [person("P0")]
    people += [person(f"P{number}", referred_by=(f"P{number - 1}",)) for number in range(1, 1000)]
    found = drawn(*people)
    assert found.members[-1].depth == 999
    assert len(lines(found)) == len(to_canvas(found)["nodes"]) == 1000
    assert as_context(page(found))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20), st.randoms())
def test_any_referrals_give_a_tree_with_everyone_once(pairs, random):
    referrers: dict[int, tuple[str, ...]] = dict.fromkeys(range(8), ())
    for by, to in pairs:
        referrers[to] = (*referrers[to], f"P{by}")
    people = [person(f"P{number}", referred_by=found) for number, found in referrers.items()]
    found = drawn(*people)
    related = {f"P{number}" for pair in pairs for number in pair if pair[0] != pair[1]}
    assert sorted(one.name for one in found.members) == sorted(related)
    assert {(one.by, one.to) for one in found.leads} == {
        (path_of(f"P{by}"), path_of(f"P{to}")) for by, to in pairs if by != to
    }
    depths = {one.key: one.depth for one in found.members}
    for one in found.members:
        assert one.depth == (depths[one.referrer] + 1 if one.referrer else 0)
    check_canvas(to_canvas(found))
    assert sum(one.people + 1 for one in found.yields) == len(related)
    shuffled = list(people)
    random.shuffle(shuffled)
    assert drawn(*shuffled) == found
