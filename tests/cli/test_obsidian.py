"""`obsidian install` adds what is missing in the forms that Obsidian documents, merges settings, and changes nothing else."""

import json
import re

import pytest
import yaml

from infoview_md.cli import run
from infoview_md.network.referral_pictures import COLOURS
from infoview_md.obsidian.merging import merged_types
from infoview_md.obsidian.property_types import TYPES
from infoview_md.obsidian.settings import settings_folder
from tests.commands import Desk, _own_folders, desk, example  # noqa: F401 - fixtures
from tests.dashboards import NOTES

USER_TYPES = {"aliases", "checkbox", "date", "datetime", "multitext", "number", "tags", "text"}


@pytest.fixture
def vault(desk):
    made = desk(NOTES)
    (made.root / ".obsidian").mkdir()
    return made


def settings_of(vault, name):
    return json.loads(vault.text(f".obsidian/{name}"))


class TestInstall:
    def test_a_folder_that_obsidian_never_opened_is_left_alone(self, desk):
        made = desk(NOTES)
        before = made.bytes_of_all()
        ran = made.run("obsidian", "install")
        assert ran.code == 2
        assert "has not opened" in ran.err
        assert "--force" in ran.err
        assert made.bytes_of_all() == before

    def test_force_makes_the_folder(self, desk):
        made = desk(NOTES)
        made.do("obsidian", "install", "--force")
        assert (made.root / ".obsidian/types.json").exists()

    def test_it_says_every_file_that_it_made(self, vault):
        before = set(vault.bytes_of_all())
        said = vault.do("obsidian", "install")
        made = set(vault.bytes_of_all()) - before
        assert len(made) >= 10
        assert all(path in said for path in made)

    def test_a_second_run_changes_nothing(self, vault):
        vault.do("obsidian", "install")
        before = vault.bytes_of_all()
        assert "nothing was written" in vault.do("obsidian", "install")
        assert vault.bytes_of_all() == before

    def test_dry_run_shows_all_of_it_and_writes_nothing(self, vault):
        before = vault.bytes_of_all()
        said = vault.run("obsidian", "install", "--dry-run")
        for name in ("types.json", "Overdue.base", "Dashboard.md", "infoview.css", "Contact.md"):
            assert name in said.out
        assert vault.bytes_of_all() == before

    def test_undo_takes_all_of_it_back(self, vault):
        (vault.root / ".obsidian/types.json").write_text('{"types": {"asked": "text"}}')
        before = vault.bytes_of_all()
        vault.do("obsidian", "install")
        vault.do("undo")
        assert vault.bytes_of_all() == before

    def test_no_note_of_the_user_is_changed(self, example):
        before = example.bytes_of_all()
        example.do("obsidian", "install", "--force")
        after = example.bytes_of_all()
        assert {path: after[path] for path in before} == before

    def test_files_that_are_there_stay_as_they_are(self, vault):
        mine = {
            "Views/Overdue.base": "views: []\n",
            "Templates/Contact.md": "mine\n",
            ".obsidian/snippets/infoview.css": "/* mine */\n",
            "Dashboard.md": "mine\n",
        }
        for path, text in mine.items():
            (vault.root / path).parent.mkdir(parents=True, exist_ok=True)
            (vault.root / path).write_text(text)
        vault.do("obsidian", "install")
        assert {path: vault.text(path) for path in mine} == mine

    def test_a_settings_folder_of_another_name_is_found(self, desk):
        made = desk(NOTES)
        (made.root / ".obsidian-work").mkdir()
        (made.root / ".obsidian-work/app.json").write_text("{}")
        made.do("obsidian", "install")
        assert (made.root / ".obsidian-work/types.json").exists()
        assert not (made.root / ".obsidian").exists()

    def test_other_hidden_folders_are_no_settings(self, tmp_path):
        (tmp_path / ".git").mkdir()
        assert settings_folder(tmp_path) is None

    def test_views_go_where_the_settings_say_and_never_outside(self, desk):
        made = desk(NOTES, config='[folders]\nviews = "Meta/Views"\n')
        made.do("obsidian", "install", "--force")
        assert (made.root / "Meta/Views/Overdue.base").exists()
        (made.root / "infoview.toml").write_text('[folders]\nviews = "../out"\n')
        assert made.run("obsidian", "install", "--force").code == 2

    def test_init_obsidian_makes_a_vault_with_all_of_it(self, tmp_path, capsys):
        assert run(["init", str(tmp_path / "new"), "--obsidian"], now="2026-11-22T10:00") == 0
        root = tmp_path / "new"
        assert "infoview: overdue sha=" in (root / "Dashboard.md").read_text()
        assert (root / ".obsidian/types.json").exists()
        capsys.readouterr()
        assert run(["--vault", str(root), "report"], now="2026-11-22T10:00") == 0
        assert "problems" not in capsys.readouterr().err


class TestSettings:
    def test_types_are_merged_and_no_assignment_is_changed(self, vault):
        mine = {"types": {"Asked": "text", "rating": "number"}, "future": [1]}
        (vault.root / ".obsidian/types.json").write_text(json.dumps(mine))
        vault.do("obsidian", "install")
        found = settings_of(vault, "types.json")
        assert list(found) == ["types", "future"]
        assert found["future"] == [1]
        assert found["types"]["Asked"] == "text"
        assert "asked" not in found["types"]
        assert found["types"]["rating"] == "number"
        assert found["types"]["nudged"] == "date"

    def test_types_are_written_as_obsidian_writes_them(self, vault):
        vault.do("obsidian", "install")
        assert vault.text(".obsidian/types.json").startswith(
            '{\n  "types": {\n    "aliases": "aliases"'
        )
        assert set(settings_of(vault, "types.json")["types"].values()) <= USER_TYPES

    def test_a_property_with_a_name_of_its_own_is_typed_under_that_name(self, desk):
        made = desk(NOTES, config='[properties]\nlast_contact = ["last-seen"]\n')
        made.do("obsidian", "install", "--force")
        types = settings_of(made, "types.json")["types"]
        assert types["last-seen"] == "date"
        assert "last_contact" not in types

    def test_every_typed_property_is_one_of_ours(self):
        from infoview_md.network.settings import ACCEPTED_NAMES

        assert set(TYPES) <= set(ACCEPTED_NAMES)
        assert set(TYPES.values()) <= USER_TYPES

    def test_a_name_that_the_notes_use_is_typed_also_where_the_settings_say_nothing(self, desk):
        made = desk(
            {"People/Ada.md": "---\ntags: [person]\norg: Acme\nlast-seen: 2026-11-01\n---\n"}
        )
        made.do("obsidian", "install", "--force")
        types = settings_of(made, "types.json")["types"]
        assert types["org"] == "text"
        assert "company" not in types
        assert types["last-seen"] == "date"

    @pytest.mark.parametrize(
        ("values", "kind"),
        [
            (["2026-11-01T10:00"], "datetime"),
            ([], "datetime"),
            (["2026-11-01", "2026-11-02"], "date"),
            (["2026-11-01", "2026-11-02T10:00"], None),
            (["2026-11-01T10:00", "soon"], None),
        ],
    )
    def test_a_name_is_typed_as_all_notes_of_the_vault_use_it(self, desk, values, kind):
        notes = {f"Daily/{n}.md": f"---\ndate: {one}\n---\n" for n, one in enumerate(values)}
        made = desk(notes)
        ran = made.run("obsidian", "install", "--force")
        assert settings_of(made, "types.json")["types"].get("date") == kind
        assert ("Your notes use date in more ways than one" in ran.err) == (kind is None)

    def test_a_list_under_a_name_of_ours_stays_a_list(self, desk):
        made = desk({"Trip.md": "---\nlocation: [Rome, Oslo]\npriority: high\n---\n"})
        ran = made.run("obsidian", "install", "--force")
        assert not {"location", "priority"} & set(settings_of(made, "types.json")["types"])
        assert "Your notes use location, priority in more ways" in ran.err

    @pytest.mark.parametrize(
        "text", ["[1]", "{", '{"types": []}', "\xff", '{"types": {}, "x": NaN}']
    )
    def test_a_file_that_is_not_what_obsidian_writes_is_left_alone_and_named(self, vault, text):
        (vault.root / ".obsidian/types.json").write_bytes(text.encode("latin-1"))
        ran = vault.run("obsidian", "install")
        assert ran.code == 0
        assert "types.json" in ran.err
        assert (vault.root / ".obsidian/types.json").read_bytes() == text.encode("latin-1")
        assert (vault.root / "Views/Overdue.base").exists()

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("appearance.json", '{"enabledCssSnippets": "mine"}'),
            ("appearance.json", "{"),
            ("templates.json", "[]"),
            ("templates.json", '{"folder": "Forms", '),
        ],
    )
    def test_no_other_file_of_settings_is_repaired_either(self, vault, name, text):
        (vault.root / ".obsidian" / name).write_text(text)
        ran = vault.run("obsidian", "install")
        assert ran.code == 0
        assert (
            f".obsidian/{name}: {name} is not what Obsidian writes, so it was left alone" in ran.err
        )
        assert vault.text(f".obsidian/{name}") == text
        assert "Views/Overdue.base" in ran.out

    def test_a_file_with_half_a_character_is_merged_into_valid_json(self, vault):
        (vault.root / ".obsidian/types.json").write_text(
            '{"types": {"a\\ud800": "text", "ü": "text"}}'
        )
        vault.do("obsidian", "install")
        types = settings_of(vault, "types.json")["types"]
        assert {"a\ud800", "ü", "asked"} <= set(types)

    def test_a_byte_order_mark_is_no_obstacle(self, vault):
        (vault.root / ".obsidian/types.json").write_bytes(b'\xef\xbb\xbf{"types": {"a": "text"}}')
        vault.do("obsidian", "install")
        assert {"a", "asked"} <= set(settings_of(vault, "types.json")["types"])

    def test_a_file_behind_a_link_is_left_alone_and_named(self, vault, tmp_path):
        outside = tmp_path / "types.json"
        outside.write_text('{"types": {}}')
        (vault.root / ".obsidian/types.json").symlink_to(outside)
        ran = vault.run("obsidian", "install")
        assert ran.code == 0
        assert ".obsidian/types.json is a link or cannot be read" in ran.err
        assert outside.read_text() == '{"types": {}}'
        assert (vault.root / "Views/Overdue.base").exists()

    @pytest.mark.parametrize(
        "text", ['{"templates": false, "bases": true, "canvas": true}', '["bases", "canvas"]']
    )
    def test_a_core_plugin_that_is_switched_off_is_named(self, vault, text):
        (vault.root / ".obsidian/core-plugins.json").write_text(text)
        said = vault.run("obsidian", "install").err
        assert "Switched off in Obsidian: Templates;" in said

    def test_the_snippet_is_switched_on_beside_others(self, vault):
        (vault.root / ".obsidian/appearance.json").write_text(
            '{"enabledCssSnippets": ["mine"], "theme": "x"}'
        )
        vault.do("obsidian", "install")
        assert settings_of(vault, "appearance.json") == {
            "enabledCssSnippets": ["mine", "infoview"],
            "theme": "x",
        }

    def test_templates_go_into_the_folder_that_the_plugin_uses(self, vault):
        (vault.root / ".obsidian/templates.json").write_text(
            '{"folder": "Meta/Forms", "dateFormat": "YYYY"}'
        )
        ran = vault.run("obsidian", "install")
        assert (vault.root / "Meta/Forms/Contact.md").exists()
        assert settings_of(vault, "templates.json")["folder"] == "Meta/Forms"
        assert ran.code == 0

    def test_without_a_folder_the_plugin_is_given_one(self, vault):
        vault.do("obsidian", "install")
        assert settings_of(vault, "templates.json") == {"folder": "Templates"}

    def test_nothing_is_merged_where_nothing_is_missing(self):
        full = merged_types(b"", TYPES)
        assert merged_types(full, TYPES) is full


def front_matter(text):
    return yaml.safe_load(text.split("---\n")[1])


class TestTemplates:
    @pytest.mark.parametrize("name", ["Contact", "Interview"])
    def test_the_properties_are_valid_as_they_stand_with_quoted_variables(self, vault, name):
        vault.do("obsidian", "install")
        block = vault.text(f"Templates/{name}.md").split("---\n")[1]
        assert isinstance(yaml.safe_load(block), dict)
        assert not re.search(r'[^"]\{\{', block)
        assert "<%" not in block

    def test_the_contact_template_shows_the_interviews_with_the_contact(self, vault):
        vault.do("obsidian", "install")
        assert "![[This note.base#Interviews]]" in vault.text("Templates/Contact.md")
        views = yaml.safe_load(vault.text("Views/This note.base"))["views"]
        assert "Interviews" in [one["name"] for one in views]

    def test_that_of_a_vault_that_init_made_shows_them_too(self, tmp_path):
        assert run(["init", str(tmp_path / "new"), "--obsidian"], now="2026-11-22T10:00") == 0
        assert (
            "![[This note.base#Interviews]]" in (tmp_path / "new/Templates/Contact.md").read_text()
        )

    def test_variables_name_their_form_so_that_no_setting_of_obsidian_changes_it(self, vault):
        vault.do("obsidian", "install")
        found = re.findall(r"\{\{[^{}]*\}\}", vault.text("Templates/Interview.md"))
        assert found == ["{{date:YYYY-MM-DDTHH:mm}}", "{{title}}"]

    def test_what_obsidian_makes_of_the_template_is_an_interview_with_its_time(self, vault):
        vault.do("obsidian", "install")
        made = vault.text("Templates/Interview.md").replace(
            "{{date:YYYY-MM-DDTHH:mm}}", "2026-11-30T14:30"
        )
        (vault.root / "Interviews").mkdir(exist_ok=True)
        (vault.root / "Interviews/New.md").write_text(
            made.replace("contact:", 'contact: "[[Ada]]"')
        )
        rows = json.loads(vault.do("list", "interviews", "--format", "json"))
        assert [row["date"] for row in rows if row["note"] == "Interviews/New.md"] == [
            "2026-11-30 14:30"
        ]

    @pytest.mark.parametrize(
        ("mark", "wanted"),
        [
            ("tags: [person]", {"tags": ["person"]}),
            ("tags: [type/person]", {"tags": ["type/person"]}),
            ("tags: person", {"tags": ["person"]}),
            ("type: Person", {"type": "Person"}),
            ('categories: ["[[People]]"]', {"categories": ["[[People]]"]}),
            ("email: a@b.c", {"type": "contact"}),
        ],
    )
    def test_it_marks_a_contact_as_the_notes_of_the_vault_do(self, desk, mark, wanted):
        made = desk({"People/Ada.md": f"---\n{mark}\n---\n"})
        made.do("obsidian", "install", "--force")
        found = front_matter(made.text("Templates/Contact.md"))
        assert {
            key: found.get(key) for key in ("tags", "type", "categories") if key in found
        } == wanted
        (made.root / "New.md").write_text(made.text("Templates/Contact.md"))
        assert "New" in made.do("list", "contacts")

    def test_its_properties_have_the_names_that_the_notes_use(self, desk):
        made = desk(
            {
                "People/Ada.md": "---\ntags: [person]\nOrg: Acme\nlast contact: 2026-11-01\ncontact_frequency: 1m\n---\n",
                "M/M.md": '---\ntype: interview\nattendees: ["[[Ada]]"]\ndate: 2026-11-20\n---\n',
            },
            config='[properties]\nrole = ["Beruf"]\n',
        )
        made.do("obsidian", "install", "--force")
        contact = list(front_matter(made.text("Templates/Contact.md")))
        assert {"Org", "Beruf", "contact_frequency"} <= set(contact)
        assert not {"company", "role", "cadence"} & set(contact)
        interview = front_matter(made.text("Templates/Interview.md"))
        assert "attendees" in interview
        assert interview["date"] == "{{date:YYYY-MM-DD}}"

    def test_a_template_is_no_contact_wherever_the_plugin_keeps_it(self, vault):
        before = vault.do("list", "contacts")
        (vault.root / ".obsidian/templates.json").write_text('{"folder": "Meta/Forms"}')
        said = vault.do("obsidian", "install")
        assert "infoview.toml" in said
        assert (vault.root / "Meta/Forms/Contact.md").exists()
        assert vault.do("list", "contacts") == before
        assert '"Meta/Forms"' in vault.text("infoview.toml")
        assert vault.text("infoview.toml").startswith('timezone = "UTC"\n')
        vault.do("undo")
        assert vault.text("infoview.toml") == 'timezone = "UTC"\n'

    def test_a_folder_of_templates_outside_the_vault_is_not_used(self, vault):
        (vault.root / ".obsidian/templates.json").write_text('{"folder": "../out"}')
        vault.do("obsidian", "install")
        assert (vault.root / "Templates/Contact.md").exists()
        assert not (vault.root.parent / "out").exists()

    def test_no_view_shows_a_template(self, vault):
        (vault.root / ".obsidian/templates.json").write_text('{"folder": "Meta/Forms"}')
        vault.do("obsidian", "install")
        for place in (vault.root / "Views").glob("*.base"):
            filters = yaml.safe_load(place.read_text())["filters"]["and"]
            assert '!file.inFolder("Meta/Forms")' in filters


class TestCanvas:
    def test_it_is_a_valid_canvas_of_the_referrals(self, example):
        example.do("obsidian", "install", "--force")
        canvas = json.loads(example.text("Views/Referrals.canvas"))
        assert set(canvas) == {"nodes", "edges"}
        ids = {one["id"] for one in canvas["nodes"]}
        assert len(ids) == len(canvas["nodes"]) > 5
        for node in canvas["nodes"]:
            assert node["type"] in ("file", "text")
            assert all(isinstance(node[key], int) for key in ("x", "y", "width", "height"))
            if node["type"] == "file":
                assert (example.root / node["file"]).is_file()
        for edge in canvas["edges"]:
            assert {edge["fromNode"], edge["toNode"]} <= ids

    def test_everything_in_it_has_the_form_of_json_canvas(self, example):
        example.do("obsidian", "install", "--force")
        canvas = json.loads(example.text("Views/Referrals.canvas"))
        for node in canvas["nodes"]:
            own = {"file": {"file"}, "text": {"text"}}[node["type"]]
            assert set(node) <= {"id", "type", "x", "y", "width", "height", "color"} | own
            assert own <= set(node)
            assert re.fullmatch(r"[0-9a-f]{16}", node["id"])
            assert node.get("color", "1") in set("123456")
        for edge in canvas["edges"]:
            assert {"id", "fromNode", "toNode"} <= set(edge)
            assert {edge["fromSide"], edge["toSide"]} <= {"top", "right", "bottom", "left"}
        everything = [*canvas["nodes"], *canvas["edges"]]
        assert len({one["id"] for one in everything}) == len(everything)
        places = {(one["x"], one["y"]) for one in canvas["nodes"]}
        assert len(places) == len(canvas["nodes"])

    def test_it_is_the_same_each_time_it_is_drawn(self, example):
        example.do("obsidian", "install", "--force")
        first = example.text("Views/Referrals.canvas")
        (example.root / "Views/Referrals.canvas").unlink()
        example.do("obsidian", "install", "--force")
        assert example.text("Views/Referrals.canvas") == first

    def test_without_referrals_there_is_none(self, vault):
        vault.do("obsidian", "install")
        assert not (vault.root / "Views/Referrals.canvas").exists()


ASKED = "---\ntype: contact\nreferred_by: '[[Ada]]'\nasked: 2026-11-02\n---\n"


class TestACanvasThatIsThere:
    @pytest.fixture
    def drawn(self, desk):
        made = desk({"Contacts/Ada.md": "---\ntype: contact\n---\n", "Contacts/Bob.md": ASKED})
        made.do("obsidian", "install", "--force")
        return made

    def canvas(self, made):
        return json.loads(made.text("Views/Referrals.canvas"))

    def change(self, made, edit):
        canvas = self.canvas(made)
        edit(canvas)
        (made.root / "Views/Referrals.canvas").write_text(json.dumps(canvas, indent="\t"))

    def card(self, made, path):
        return next(one for one in self.canvas(made)["nodes"] if one.get("file") == path)

    def test_who_is_new_is_added_and_nothing_is_moved(self, drawn):
        def arrange(canvas):
            for number, node in enumerate(canvas["nodes"]):
                node |= {"x": 5000 + number, "y": -300, "color": "#123456"}
            canvas["nodes"].append(
                {
                    "id": "mine",
                    "type": "text",
                    "text": "my note",
                    "x": 0,
                    "y": 0,
                    "width": 9,
                    "height": 9,
                }
            )
            canvas["future"] = {"key": 1}

        self.change(drawn, arrange)
        before = self.canvas(drawn)
        (drawn.root / "Contacts/Cy.md").write_text(ASKED)
        said = drawn.do("obsidian", "install")
        assert "added to Views/Referrals.canvas" in said
        after = self.canvas(drawn)
        assert after["nodes"][: len(before["nodes"])] == before["nodes"]
        assert [one["file"] for one in after["nodes"][len(before["nodes"]) :]] == ["Contacts/Cy.md"]
        assert len(after["edges"]) == len(before["edges"]) + 1
        assert after["future"] == {"key": 1}
        assert "nothing was written" in drawn.do("obsidian", "install")

    def test_what_has_come_of_it_is_said_anew(self, drawn):
        assert self.card(drawn, "Contacts/Bob.md")["color"] == COLOURS["asked"]
        drawn.do("replied", "Bob", "--on", "2026-11-10")
        drawn.do("obsidian", "install")
        assert self.card(drawn, "Contacts/Bob.md")["color"] == COLOURS["replied"]
        assert [one["label"] for one in self.canvas(drawn)["edges"]] == ["replied 2026-11-10"]

    def test_a_colour_and_a_label_of_the_user_stay(self, drawn):
        def mine(canvas):
            canvas["edges"][0]["label"] = "my best lead"
            for node in canvas["nodes"]:
                node["color"] = "6"

        self.change(drawn, mine)
        drawn.do("replied", "Bob", "--on", "2026-11-10")
        assert "nothing was written" in drawn.do("obsidian", "install")

    def test_a_note_that_obsidian_renamed_stays_the_same_card(self, drawn):
        (drawn.root / "Contacts/Bob.md").rename(drawn.root / "Contacts/Robert.md")

        def renamed(canvas):
            for node in canvas["nodes"]:
                if node.get("file") == "Contacts/Bob.md":
                    node["file"] = "Contacts/Robert.md"

        self.change(drawn, renamed)
        before = drawn.text("Views/Referrals.canvas")
        drawn.do("obsidian", "install")
        assert drawn.text("Views/Referrals.canvas") == before

    def test_a_new_card_lies_on_no_other(self, drawn):
        for number in range(12):
            (drawn.root / f"Contacts/P{number}.md").write_text(ASKED)
            drawn.do("obsidian", "install")
        cards = [
            (one["x"], one["y"], one["width"], one["height"]) for one in self.canvas(drawn)["nodes"]
        ]
        for number, (x, y, width, height) in enumerate(cards):
            for other_x, other_y, other_width, other_height in cards[number + 1 :]:
                is_beside = x + width <= other_x or other_x + other_width <= x
                assert is_beside or y + height <= other_y or other_y + other_height <= y

    @pytest.mark.parametrize(
        "text", ["{", "[]", '{"nodes": {}}', '{"nodes": [1]}', '{"nodes": [{"id": 3}]}']
    )
    def test_what_is_no_canvas_is_left_alone_and_named(self, drawn, text):
        (drawn.root / "Views/Referrals.canvas").write_text(text)
        ran = drawn.run("obsidian", "install")
        assert ran.code == 0
        assert "Referrals.canvas" in ran.err
        assert drawn.text("Views/Referrals.canvas") == text

    @pytest.mark.parametrize("text", ["", "{}", '{"nodes": [], "edges": []}'])
    def test_an_empty_canvas_is_filled(self, drawn, text):
        (drawn.root / "Views/Referrals.canvas").write_text(text)
        drawn.do("obsidian", "install")
        assert len(self.canvas(drawn)["nodes"]) == 2
        assert "nothing was written" in drawn.do("obsidian", "install")


class TestInitAgain:
    def test_it_may_be_repeated_and_does_nothing_then(self, tmp_path, capsys):
        words = ["init", str(tmp_path / "new"), "--obsidian"]
        assert run(words, now="2026-11-22T10:00") == 0
        before = {one: one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()}
        capsys.readouterr()
        assert run(words, now="2026-11-22T10:00") == 0
        assert "nothing was written" in capsys.readouterr().out
        assert {one: one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()} == before

    def test_a_vault_gets_what_it_lacks(self, desk):
        made = desk(NOTES)
        before = made.bytes_of_all()
        assert run(["init", str(made.root), "--obsidian"], now=made.now) == 0
        after = made.bytes_of_all()
        assert "Views/Overdue.base" in after
        assert {path: after[path] for path in before} == before

    @pytest.mark.parametrize("exists", [True, False])
    def test_dry_run_writes_nothing(self, tmp_path, capsys, exists):
        root = tmp_path / "new"
        if exists:
            root.mkdir()
        assert run(["init", str(root), "--obsidian", "--dry-run"], now="2026-11-22T10:00") == 0
        said = capsys.readouterr()
        assert "infoview.toml" in said.out
        assert "Nothing was written." in said.err
        assert list(tmp_path.rglob("*")) == ([root] if exists else [])
