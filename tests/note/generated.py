"""Notes as people write them, generated: every feature of front matter seen in public vaults, and bodies."""

import re

from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, SequenceNode

WORDS = st.sampled_from(
    [
        "Acme",
        "Jane Doe",
        "Zoë",
        "山田",
        "🎉 party",
        "C# dev",
        "it's",
        "a:b",
        "https://x.org/a#b",
        "x",
        "2026-11-20",
        "true story",
        "5 km",
    ]
)
LISTS = [
    "{k}: []",
    "{k}: [a, '{q}', \"b c\"]",
    "{k}: [ a,b, ] # note",
    "{k}: [\n  a, # note\n  b\n]",
    "{k}:\n  - {w}\n  - '{q}' # note",
    "{k}:\n- {w}\n- b",
    "{k}:\n    -   {w}\n    # note\n    -   c",
    '{k}:\n  - "{q}"\n  - "b"\n\n',
    "{k}:\n  - |\n    one\n  - {w}\n    more",
]
LINES = [
    *LISTS,
    "{k}:",
    "{k}: ",
    "{k}:  # note",
    "{k}: {w}",
    "{k}:   {w}   # note",
    "{k} : {w}",
    "{k}: '{q}'",
    '{k}: "{q}" # note',
    '{k}: "[[{q}]]"',
    "{k}: [[{q}]]",
    "{k}: 2026-11-20",
    "{k}: 14:30",
    "{k}: 020",
    "{k}: yes",
    "{k}: 1.10",
    "{k}: ~",
    "{k}: {{x: 1, y: [2]}}",
    "{k}: {{{{title}}}}",
    "{k}:\n  - ",
    '{k}:\n  - "[[{q}]]"\n  - [[B]]',
    "{k}:\n  - a: 1\n    b: 2",
    "{k}:\n  a: 1\n  b:\n    - {w}",
    "{k}: |\n  one\n\n  two",
    "{k}: |+\n  one\n\n",
    "{k}: >-  # note\n  one\n  two",
    "{k}: one\n  two {w}",
    '{k}: "one\n\n  two"',
    "{k}: &mark{n} {w}\n{k}_again: *mark{n}",
    "{k}: &mark{n} [a]\n{k}_again: *mark{n}",
    "# only a comment {n}",
    "",
    "'{k}': {w}",
    "{k}: !!str 5",
]
BODIES = [
    "",
    "\n",
    "Text",
    "# Title\n\n---\n\nMore\n",
    "- [ ] call Ada 📅 2026-11-25 ^id1\n* [x] done ✅ 2026-11-01\n",
    "## Log\n\n- 2026-11-01 call: x\n- 2026-11-02 email: y\n\n## Next\n",
    "## Log\n- **2026-11-02** — b\n- **2026-11-01** — a",
    "```\n## Log\n- [ ] call Ada\n```\n\n> - [ ] quoted\n",
    "<!-- infoview: agenda days=7 -->\n<!-- /infoview -->\nText\n",
    "%%\n## Log\n%%\nLog\n---\n\n1. one\n",
    "## Notes\n\n## Next steps\n- [ ] call Ada\n",
    "<!-- open\n- [ ] call Ada\n",
]
KEYS = ("asked", "tags", "company", "contact")


@st.composite
def notes(draw, *, keys=KEYS, sure=None):
    """Draw the bytes of a note with front matter; each key stands in it at most once.

    `sure` are forms of which the property `tags` has one in every note.
    """
    names = draw(st.permutations([*keys, "type", "other", "x y", "名前"]))
    pairs = [draw(_property(name, at)) for at, name in enumerate(names[: draw(st.integers(0, 5))])]
    if sure:
        pairs.insert(draw(st.integers(0, len(pairs))), draw(_property("tags", 9, sure)))
    block = "".join(pair + "\n" for pair in pairs)
    return _in_bytes(draw, f"---\n{block}---\n{draw(st.sampled_from(BODIES))}")


@st.composite
def bodies(draw, *, sure=""):
    """Draw the bytes of a note made of several pieces of body, `sure` among them."""
    head = draw(st.sampled_from(["", "---\na: 1\n---\n", "---\nbroken: [\n---\n"]))
    pieces = draw(st.lists(st.sampled_from(BODIES), max_size=3))
    pieces.insert(draw(st.integers(0, len(pieces))), sure)
    return _in_bytes(draw, head + "".join(pieces))


values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**60), 2**60),
    st.floats(allow_nan=False),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    WORDS,
    st.dates().map(str),
    st.sampled_from(
        [
            "yes",
            "no",
            "0123",
            "1e3",
            "0x1F",
            "14:30",
            "1_000",
            "~",
            "- a",
            "[[A]]",
            "*a",
            "# b",
            ": ",
            "---",
            "a: b",
            "{{x}}",
            "2026-13-45",
        ]
    ),
)
items = st.one_of(WORDS, st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8))
lists = st.lists(items, max_size=4, unique=True)


def front(raw: bytes) -> str:
    """Return the text between the fences, found without the code under test."""
    text = raw.removeprefix(b"\xef\xbb\xbf").decode()
    match = re.match(r"---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", text, re.DOTALL | re.MULTILINE)
    return match[1] if match else ""


def body(raw: bytes) -> bytes:
    """Return the bytes behind the closing fence."""
    text = raw.removeprefix(b"\xef\xbb\xbf").decode()
    return text[
        len(
            re.match(r"---[ \t]*\r?\n.*?^---[ \t]*(?:\r?\n|\Z)", text, re.DOTALL | re.MULTILINE)[0]
        ) :
    ].encode()


def says(raw: bytes) -> list[tuple]:
    """Return the properties in their order, as ruamel.yaml, an independent parser of YAML 1.2, reads them."""
    root = YAML(pure=True).compose(front(raw))
    return [] if root is None else _plain(root)


def value_of(raw: bytes, key: str):
    """Return the value of a property; a property that is not there has the value `MISSING`."""
    return {name: value for name, value in says(raw) if isinstance(name, str)}.get(key, MISSING)


def others(raw: bytes, key: str) -> list[tuple]:
    """Return all other properties in their order."""
    return [pair for pair in says(raw) if pair[0] != key]


MISSING = object()


def _plain(node):
    if isinstance(node, MappingNode):
        return [(_plain(key), _plain(value)) for key, value in node.value]
    if isinstance(node, SequenceNode):
        return [_plain(item) for item in node.value]
    return _READ.get(node.tag.rpartition(":")[2], str)(node.value)


_READ = {
    "null": lambda _: None,
    "bool": lambda text: text.lower() == "true",
    "int": lambda text: int(text, 0 if text[:2] in {"0x", "0o"} else 10),
    "float": lambda text: float(re.sub(r"\.(?=inf|nan)", "", text.lower())),
}


def _property(key, at, forms=LINES):
    return st.tuples(st.sampled_from(forms), WORDS).map(
        lambda drawn: drawn[0].format(k=key, w=drawn[1], q=drawn[1].replace("'", "’"), n=at)
    )


def _in_bytes(draw, text):
    newline = draw(st.sampled_from(["\n", "\n", "\r\n", "mixed"]))
    if newline == "mixed":
        text = re.sub("\n", lambda match: "\r\n" if match.start() % 3 else "\n", text)
    else:
        text = text.replace("\n", newline)
    return (draw(st.sampled_from(["", "", "\ufeff"])) + text).encode()
