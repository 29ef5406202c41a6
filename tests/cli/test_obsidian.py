"""`obsidian install` adds what is missing in the forms that Obsidian documents, merges settings, and changes nothing else."""

import json
import re

import pytest
import yaml

from infoview_md.cli import run
from infoview_md.config import Config
from infoview_md.network.settings import Kind
from infoview_md.obsidian.bases import Wording, all_bases, as_yaml
from infoview_md.obsidian.merging import TYPES, merged_types
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

        assert set(TYPES) - {"cssclasses"} <= set(ACCEPTED_NAMES)

    @pytest.mark.parametrize("text", ["[1]", "{", '{"types": []}', "\xff"])
    def test_a_file_that_is_not_what_obsidian_writes_is_left_alone_and_named(self, vault, text):
        (vault.root / ".obsidian/types.json").write_bytes(text.encode("latin-1"))
        ran = vault.run("obsidian", "install")
        assert ran.code == 0
        assert "types.json" in ran.err
        assert (vault.root / ".obsidian/types.json").read_bytes() == text.encode("latin-1")
        assert (vault.root / "Views/Overdue.base").exists()

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
        assert "add it to `ignore`" in ran.err

    def test_without_a_folder_the_plugin_is_given_one(self, vault):
        vault.do("obsidian", "install")
        assert settings_of(vault, "templates.json") == {"folder": "Templates"}

    def test_nothing_is_merged_where_nothing_is_missing(self):
        full = merged_types(b"", str)
        assert merged_types(full, str) is full


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


FUNCTIONS = {"if", "date", "list", "link", "number", "now", "today"}
METHODS = {"hasTag", "inFolder", "contains", "floor", "format", "relative"}
LINK_BREAKING = set("#^[]|:%")


def wording(**words):
    config = Config()
    known = {
        "contact": config.contact,
        "interview": config.interview,
        "name_of": str,
        "ignored": ("Templates",),
        "policy": config.policy,
    }
    return Wording(**{**known, **words})


def expressions(base):
    """Give every expression of a base: filters and formulas."""

    yield from base["filters"]["and"]
    yield from base["formulas"].values()
    for view in base["views"]:
        yield from view["filters"]["and"]


@pytest.mark.parametrize("name", all_bases(wording()))
class TestBases:
    def base(self, name):
        return yaml.safe_load(all_bases(wording())[name])

    def test_it_has_the_documented_keys_only(self, name):
        base = self.base(name)
        assert set(base) <= {"filters", "formulas", "properties", "summaries", "views"}
        for view in base["views"]:
            assert view["type"] in ("table", "cards", "list")
            assert set(view) <= {"type", "name", "filters", "groupBy", "order", "sort", "limit"}
            assert set(view["filters"]) == {"and"}
            for rule in view["sort"]:
                assert rule["direction"] in ("ASC", "DESC")

    def test_views_have_names_of_their_own_that_a_link_can_hold(self, name):
        names = [view["name"] for view in self.base(name)["views"]]
        assert len(set(names)) == len(names)
        assert not any(LINK_BREAKING & set(one) for one in names)

    def test_every_column_is_a_property_a_file_field_or_a_formula_of_the_base(self, name):
        base = self.base(name)
        for view in base["views"]:
            grouped = [view["groupBy"]["property"]] if "groupBy" in view else []
            for column in [*view["order"], *grouped, *(one["property"] for one in view["sort"])]:
                kind, _, rest = column.partition(".")
                assert kind in ("note", "file", "formula")
                if kind == "formula":
                    assert rest in base["formulas"]

    def test_every_formula_that_is_used_is_there(self, name):
        base = self.base(name)
        for one in expressions(base):
            assert set(re.findall(r"formula\.(\w+)", one)) <= set(base["formulas"])

    def test_expressions_use_documented_functions_and_are_balanced(self, name):
        for one in expressions(self.base(name)):
            bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', one)
            assert set(re.findall(r"(?<![\w.])(\w+)\(", bare)) <= FUNCTIONS, one
            assert set(re.findall(r"\.(\w+)\(", bare)) <= METHODS, one
            for opening, closing in ("()", "[]"):
                assert bare.count(opening) == bare.count(closing)

    def test_a_base_never_lists_the_whole_vault(self, name):
        base = self.base(name)
        assert 'file.ext == "md"' in base["filters"]["and"]
        assert '!file.inFolder("Templates")' in base["filters"]["and"]
        for view in base["views"]:
            assert {"formula.is_contact", "formula.is_interview"} & set(view["filters"]["and"])

    def test_two_parsers_read_it_alike(self, name):
        import yaml_rs

        text = all_bases(wording())[name]
        assert yaml_rs.loads(text) == yaml.safe_load(text)


class TestBasesOfOtherVaults:
    def test_they_use_the_names_and_kinds_of_the_vault(self):
        names = {"company": "org", "last_contact": "last-seen"}
        kind = Kind(types=(), tags=("type/person",), categories=(), folders=("02 Leute",))
        made = all_bases(wording(contact=kind, name_of=lambda one: names.get(one, one)))
        base = yaml.safe_load(made["Contacts by company.base"])
        assert base["formulas"]["is_contact"] == (
            'file.hasTag("type/person") || (!note.type && file.inFolder("02 Leute"))'
        )
        assert 'note["last-seen"]' in base["formulas"]["heard"]
        assert base["views"][0]["groupBy"]["property"] == "note.org"

    def test_hostile_names_stay_texts(self):
        kind = Kind(types=('a" || true || "',), tags=(), categories=(), folders=())
        made = yaml.safe_load(all_bases(wording(contact=kind))["Overdue.base"])
        assert made["formulas"]["is_contact"] == 'note.type == "a\\" || true || \\""'

    @pytest.mark.parametrize(
        "text", ["yes", "12:30", "a: b", "#x", "it's", "- x", "{a}", "null", "1e3", ""]
    )
    def test_texts_stay_texts_in_yaml(self, text):
        tree = {"k": text, "l": [text, {"m": [text]}], "n": 3}
        assert yaml.safe_load(as_yaml(tree)) == tree


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

    def test_without_referrals_there_is_none(self, vault):
        vault.do("obsidian", "install")
        assert not (vault.root / "Views/Referrals.canvas").exists()
