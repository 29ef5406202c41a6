"""Text from notes and from other people, made harmless for the place it is shown in.

The morning's report passes through here: patterns are compiled when a text needs them, which most never do.
"""

import re

_UNSAFE = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and newline (so \r too), DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # controls of writing direction
    "\u2028\u2029"  # separators that some programs take for a new line
    "\ufff9-\ufffb\U000e0000-\U000e007f"  # annotations and tags: text that nobody sees
    "\ud800-\udfff]"  # halves of characters, which no terminal can be sent
)
_ACTIVE = (
    r"[\\`*\[\]|~$^>]"  # escapes, code, emphasis, links, table cells, strike, math, block ids, quotes
    r"|(?<![^\W_])_|_(?![^\W_])"  # emphasis, but not the line in snake_case
    r"|!(?=\[)|(?<=%)%|(?<=\{)\{|(?<=\})\}|(?<==)=|(?<=:):"  # what acts in twos: %% {{ == ::
    r"|#(?=\S)"  # tags
    r"|(?<=[A-Za-z0-9+.-]):(?=[^\s\d])"  # schemes: javascript:, obsidian:
)
_OPENS_A_BLOCK = r"^(#|[-+=](?=\s|$)|--|==|\d+(?=[.)](?:\s|$)))"
_WEB = r"(?i)\b(https?|mailto)\\:"


def for_terminal(text: str) -> str:
    r"""Show control characters as `\x1b`, so that no text can move the cursor, recolour or rename a window.

    Newlines and tabs stay; carriage returns, C1, DEL and what turns the direction of writing are shown too.
    """
    return text if text.isprintable() else re.sub(_UNSAFE, _shown, text)


def _shown(found: re.Match[str]) -> str:
    if found[0] == "\r":
        return "\\r"
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"  # noqa: PLR2004 - where \x ends


def on_one_line(text: str) -> str:
    """Join the lines of a text with single blanks and show what is left of control characters."""
    return for_terminal(" ".join(text.split()))


def for_markdown(text: str) -> str:
    """Write a value of somebody else as one line of Markdown that shows it and does nothing.

    No code, link, embed, tag, comment, table cell, inline field, HTML or command of Templater, Dataview or Tasks can
    come out of it; web and mail addresses stay as they are, as text.  It reads the same when rendered.
    """
    line = " ".join(re.sub(_UNSAFE, " ", text).split())
    if line.isalnum():
        return line
    line = re.sub(_ACTIVE, r"\\\g<0>", line)
    line = re.sub(_WEB, r"\1:", line)
    line = re.sub(r"&(?=#?\w+;)", "&amp;", line).replace("<", "&lt;")
    return re.sub(_OPENS_A_BLOCK, _quoted_opening, line)


def _quoted_opening(found: re.Match[str]) -> str:
    return f"{found[1]}\\" if found[1].isdigit() else f"\\{found[1]}"


def for_link(name: str) -> str:
    """Write a link to the note of that name, `[[Zoë Fairweather]]`; what would end or split it is left out.

    A link has no escapes.  Source: "Obsidian forbids [ ] # ^ | in the names of notes".
    """
    target = re.sub(_UNSAFE + r"|[\[\]|#^<>\\`]", " ", name)
    target = re.sub(r"([%{}$:])(?:\1|=)+", r"\1", " ".join(target.split()))
    return f"[[{target or 'unnamed'}]]"
