"""Edit the same notes in four ways and count what changed: python benchmarks/editing.py [N] [SEED].

The notes are made with the features of front matter in the frequencies that were counted in 28,697 notes
of public vaults; features rarer than 2 % there have 2 % here, so that 500 notes hold some of each, and
blanks at the end of a property have 8 %, fewer than the 21.6 % of notes with any, text
included: their share in properties alone was not counted.  At 21.6 % ruamel.yaml has about 72 %, infoview-md 99.4 %.

"One line" is the share of the notes in which a diff shows one line added, or one replaced, and nothing
else.  A refused note counts as not edited.  "Comments lost" is the share of the notes with comments.
"""

import difflib
import io
import random
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import frontmatter
import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedSeq

from infoview_md.note.edit import append_to_list, set_property

NOTES, SEED = 500, 20261122
RARE = 0.02
FENCED = re.compile(
    rb"\A(\xef\xbb\xbf)?---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
COMMENT = re.compile(rb"(?:^|[ \t])#[ \t].*", re.MULTILINE)
NAMES = (
    "Jane Doe",
    "Omar Haddad",
    "Ines Castillo",
    "Hiro Ito",
    "Zoë Müller",
    "山田 花子",
    "Łukasz Żak",
)
ROLES = ("Data engineer", "Head of product", "Nurse", "Policy analyst", "Editor, science")

Edit = Callable[[bytes], bytes]


@dataclass(slots=True)
class Score:
    """What one way of editing did to the notes."""

    notes: int = 0
    refused: int = 0
    one_line: int = 0
    body_changed: int = 0
    commented: int = 0
    comments_lost: int = 0
    seconds: float = field(default=0.0)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else NOTES
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else SEED  # noqa: PLR2004 - the second argument
    chance = random.Random(seed)
    notes = [note(chance) for _ in range(count)]
    print(f"{count} notes, seed {seed}")
    print(f"{'edit':<16}{'by':<28}{'notes':>6}{'one line':>10}{'refused':>9}", end="")
    print(f"{'body changed':>14}{'comments lost':>15}{'ms/edit':>9}")
    for edit, by_method in METHODS.items():
        for method, function in by_method.items():
            show(edit, method, score(edit, function, notes))


def show(edit: str, method: str, result: Score) -> None:
    def share(part: int, whole: int) -> str:
        return f"{100 * part / whole:.1f} %" if whole else "-"

    print(
        f"{edit:<16}{method:<28}{result.notes:>6}{share(result.one_line, result.notes):>10}", end=""
    )
    print(
        f"{share(result.refused, result.notes):>9}{share(result.body_changed, result.notes):>14}",
        end="",
    )
    print(f"{share(result.comments_lost, result.commented):>15}", end="")
    print(f"{1000 * result.seconds / max(1, result.notes):>9.2f}")


def score(edit: str, function: Edit, notes: list[bytes]) -> Score:
    result = Score()
    for raw in notes:
        if not TARGETS[edit].search(FENCED.match(raw)[2]):
            continue
        result.notes += 1
        started = time.perf_counter()
        try:
            new = function(raw)
        except Exception:  # noqa: BLE001 - each library has its own way to refuse
            new = None
        result.seconds += time.perf_counter() - started
        judge(result, raw, new)
    return result


def judge(result: Score, raw: bytes, new: bytes | None) -> None:
    if new is None:
        result.refused += 1
        return
    old = difflib.SequenceMatcher(None, raw.split(b"\n"), new.split(b"\n"), autojunk=False)
    blocks = [block for block in old.get_opcodes() if block[0] != "equal"]
    removed = sum(block[2] - block[1] for block in blocks)
    added = sum(block[4] - block[3] for block in blocks)
    result.one_line += added == 1 and removed <= 1
    fenced = FENCED.match(new)
    result.body_changed += fenced is None or new[fenced.end() :] != raw[FENCED.match(raw).end() :]
    comments = COMMENT.findall(FENCED.match(raw)[2])
    result.commented += bool(comments)
    result.comments_lost += any(new.count(comment.strip()) == 0 for comment in comments)


def by_frontmatter(change: Callable[[dict], None]) -> Edit:
    def edit(raw: bytes) -> bytes:
        post = frontmatter.loads(raw.decode("utf-8-sig"))
        change(post.metadata)
        return frontmatter.dumps(post).encode()

    return edit


def by_pyyaml(change: Callable[[dict], None]) -> Edit:
    """Dump by libyaml with the order, the width and the letters kept, and the body as it was."""

    def edit(raw: bytes) -> bytes:
        start, block, end = parts(raw)
        data = yaml.load(block, Loader=yaml.CSafeLoader) or {}
        change(data)
        text = yaml.dump(
            data,
            Dumper=yaml.CSafeDumper,
            sort_keys=False,
            allow_unicode=True,
            width=10**6,
            line_break="\r\n" if "\r\n" in block else "\n",
        )
        return start + text.encode() + end

    return edit


def by_ruamel(change: Callable[[dict], None]) -> Edit:
    """Round trip with quotes, width, duplicates and line ends kept, and the indentation of lists guessed."""

    def edit(raw: bytes) -> bytes:
        start, block, end = parts(raw)
        rt = YAML()
        rt.preserve_quotes = True
        rt.width = 10**6
        rt.allow_duplicate_keys = True
        if re.search(r"^[ ]+- ", block, re.MULTILINE):
            rt.indent(mapping=2, sequence=4, offset=2)
        data = rt.load(block) or {}
        change(data)
        out = io.StringIO()
        rt.dump(data, out)
        text = out.getvalue()
        return start + (text.replace("\n", "\r\n") if "\r\n" in block else text).encode() + end

    return edit


def parts(raw: bytes) -> tuple[bytes, str, bytes]:
    fenced = FENCED.match(raw)
    return raw[: fenced.start(2)], fenced[2].decode(), raw[fenced.end(2) :]


def set_new(data: dict) -> None:
    data["thank_you_sent"] = "2026-11-22"


def replace(data: dict) -> None:
    data["role"] = "Head of data"


def append(data: dict) -> None:
    old = data["tags"]
    data["tags"] = old if isinstance(old, list) else CommentedSeq([old]) if old else []
    data["tags"].append("mentor")


TARGETS = {
    "set a new key": re.compile(b""),
    "replace a value": re.compile(rb"^role:", re.MULTILINE),
    "add to a list": re.compile(rb"^tags:(?: *\[|.*\r?\n *- )", re.MULTILINE),
}
OURS: dict[str, Edit] = {
    "set a new key": lambda raw: set_property(raw, "thank_you_sent", "2026-11-22"),
    "replace a value": lambda raw: set_property(raw, "role", "Head of data"),
    "add to a list": lambda raw: append_to_list(raw, "tags", "mentor"),
}
CHANGES = {"set a new key": set_new, "replace a value": replace, "add to a list": append}
METHODS: dict[str, dict[str, Edit]] = {
    edit: {
        "infoview-md": OURS[edit],
        "python-frontmatter dumps": by_frontmatter(change),
        "PyYAML dump, tuned": by_pyyaml(change),
        "ruamel.yaml, best settings": by_ruamel(change),
    }
    for edit, change in CHANGES.items()
}


def note(chance: random.Random) -> bytes:
    """Make one note; about one in 250 has a block that is not valid YAML, as in the vaults counted."""

    def often(share: float) -> bool:
        return chance.random() < share

    groups = block(chance, often)
    chance.shuffle(groups)
    lines = [line for group in groups for line in group]
    if often(0.08):
        at = chance.randrange(len(lines))
        lines[at] += "" if ":" in lines[at] and lines[at].endswith(("|", ">")) else " "
    if often(0.004):
        lines.insert(0, "title: Interview: first notes")
    text = "\n".join(["---", *lines, "---", *body(chance, often)]) + "\n"
    text = text if often(0.87) else text.rstrip("\n")
    if often(RARE):
        text = text.replace("\n", "\r\n")
    elif often(RARE):
        text = text.replace("\n\n", "\r\n\r\n")
    return (("\ufeff" if often(RARE) else "") + text).encode()


def block(chance: random.Random, often: Callable[[float], bool]) -> list[list[str]]:
    """Return the properties, each as its lines."""
    name, role = chance.choice(NAMES), chance.choice(ROLES)
    quote = '"' if often(0.35) else "'" if often(0.05) else ""
    groups = [["type: contact"], [f"role: {quote}{role}{quote}"], tags(chance, often)]
    choices = {
        0.477: ["birthday:"],
        0.176: [f"aliases: [{name}, {name.split()[0]}]"],
        0.105: [f'referred_by: "[[{name}]]"'],
        0.5: [f"asked: 2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"],
        0.3: ["phone: '0176 123456'"],
        0.1: ["time: 19:20"],
        0.02: ["where: {city: Portland, state: OR}"],
        0.021: ["# met at the meetup"],
        0.022: ["priority: 1  # first"],
        0.023: ["bio: |", "  One line.", "", "  Another."],
        0.024: ["goal: to learn how", "  teams are built"],
        0.025: ["company: &acme Acme", "employer: *acme"],
        0.026: ["mood: 🎉"],
        0.027: ["created: {{date}}"],
        0.028: ["organization: [[Acme]]"],
    }
    groups += [lines for share, lines in choices.items() if often(share)]
    return groups


def tags(chance: random.Random, often: Callable[[float], bool]) -> list[str]:
    names = chance.sample(["person", "alumni", "data", "portland", "warm"], chance.randint(1, 3))
    if often(0.405):
        return [f"tags: [{', '.join(names)}]"]
    indent = "" if often(0.41) else "  "
    lines = ["tags:", *(f"{indent}- {name}" for name in names)]
    if often(RARE):
        lines[-1] += "  # from the alumni list"
    return lines


def body(chance: random.Random, often: Callable[[float], bool]) -> list[str]:
    lines = [
        "",
        f"Met {chance.choice(NAMES)} at the meetup.",
        "",
        "## Log",
        "- 2026-11-02 email: hello",
    ]
    if often(0.153):
        lines += ["", "---", "", "More."]
    if often(0.3):
        lines += ["", "## Next steps", "- [ ] send the talk 📅 2026-11-25", ""]
    return lines


if __name__ == "__main__":
    main()
