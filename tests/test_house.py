"""The rules of the house: who may import whom, one door for each foreign thing, and names that say something."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "infoview_md"

LAYERS = {
    "errors": 0,
    "digests": 0,
    "dates": 1,
    "note": 2,
    "network": 3,
    "exchange": 4,
    "vault": 5,
    "replace": 5,
    "journal": 5,
    "versioning": 5,
    "services": 5,
    "barrier": 5,
    "notify": 5,
    "index": 5,
    "render": 5,
    "config": 5,
    "watch": 6,
    "freshness": 6,
    "obsidian": 6,
    "problems": 6,
    "settings_file": 6,
    "surveying": 6,
    "rosters": 6,
    "sync": 7,
    "writeback": 7,
    "naming": 8,
    "session": 9,
    "answers": 10,
    "lists": 10,
    "finding": 10,
    "founding": 10,
    "adopting": 11,
    "acting": 10,
    "watching": 10,
    "importing": 11,
    "warming": 10,
    "exporting": 11,
    "merging": 11,
    "preparing": 11,
    "dashboard": 12,
    "equipping": 13,
    "cli": 14,
    "__main__": 15,
}

DOORS = {
    "sqlite3": {
        "index",
        "session",
        "sync",
        "freshness",
        "naming",
        "answers",
        "finding",
        "watching",
    },
    "jinja2": {"render"},
    "rich": {"render", "cli"},
    "watchdog": {"watch"},
    "click": {"cli"},
    "yaml": {"note"},
    "yaml_rs": {"note"},
    "frontmatter": {"note"},
    "tomllib": {"config"},
    "icalendar": {"exchange"},
    "desktop_notifier": {"notify"},
}

PURE = {"errors", "digests", "dates", "note", "network", "exchange"}
IMPURE_MODULES = {"os", "pathlib", "subprocess", "socket", "time", "shutil", "tempfile"}
EMPTY_NAMES = {"utils", "helpers", "common", "manager", "core", "base"}

FILES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports_of(path: Path) -> list[tuple[str, int]]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "infoview_md":
                found += [(f"infoview_md.{alias.name}", node.lineno) for alias in node.names]
            else:
                found.append((node.module, node.lineno))
    return found


def test_every_room_has_a_layer():
    rooms = {room_of(path) for path in FILES} - {"__init__"}
    assert rooms <= LAYERS.keys()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_from_lower_floors(path):
    room = room_of(path)
    for name, line in imports_of(path):
        if not name.startswith("infoview_md.") or room == "__init__":
            continue
        other = name.split(".")[1]
        if other != room and other in LAYERS:
            assert LAYERS[other] < LAYERS[room], f"{path}:{line} {room} imports {other}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_foreign_package_comes_in_by_its_door(path):
    for name, line in imports_of(path):
        rooms = DOORS.get(name.split(".")[0])
        assert rooms is None or room_of(path) in rooms, f"{path}:{line} imports {name}"


@pytest.mark.parametrize(
    "path",
    [path for path in FILES if room_of(path) in PURE],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_a_pure_room_touches_no_file_clock_or_environment(path):
    for name, line in imports_of(path):
        assert name.split(".")[0] not in IMPURE_MODULES, f"{path}:{line} imports {name}"


def test_only_the_index_speaks_sql():
    words = ("SELECT ", "INSERT INTO", "DELETE FROM", "UPDATE ")
    for path in FILES:
        if room_of(path) == "index":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "execute"
            ):
                said = ast.unparse(node)
                assert not any(word in said for word in words), f"{path}:{node.lineno} speaks SQL"


def test_only_the_command_line_prints():
    for path in FILES:
        if room_of(path) == "cli":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in ("print", "input"), f"{path}:{node.lineno} prints"


def test_no_room_is_named_after_nothing():
    for path in PACKAGE.rglob("*"):
        assert path.stem not in EMPTY_NAMES, path
