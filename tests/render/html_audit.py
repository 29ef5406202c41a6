"""What an HTML page of ours has to keep, checked without a browser: a page is read into its elements and audited."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

VOID = {"meta", "link", "br", "col", "img", "hr", "input"}
ALLOWED_LINKS = ("#", "obsidian://open?vault=", "data:,")


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    parent: "Element | None"
    pieces: list["str | Element"] = field(default_factory=list)

    @property
    def children(self) -> list["Element"]:
        return [one for one in self.pieces if isinstance(one, Element)]

    @property
    def text(self) -> str:
        return "".join(one for one in self.pieces if isinstance(one, str))

    def all_text(self) -> str:
        """Give the text as a reader sees it, blanks joined."""
        return "".join(
            one if isinstance(one, str) else one.all_text() for one in self.pieces
        ).strip()

    def inside(self, tag: str) -> bool:
        return self.parent is not None and (self.parent.tag == tag or self.parent.inside(tag))


class Page(HTMLParser):
    """The elements of a page; `faults` are tags that do not match."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("root", {}, None)
        self.elements: list[Element] = []
        self.faults: list[str] = []
        self._open = self.root
        self.feed(html)
        self.close()
        if self._open is not self.root:
            self.faults.append(f"<{self._open.tag}> is never closed")

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {name: value or "" for name, value in attrs}, self._open)
        self._open.pieces.append(element)
        self.elements.append(element)
        if tag not in VOID:
            self._open = element

    def handle_startendtag(self, tag, attrs):
        element = Element(tag, {name: value or "" for name, value in attrs}, self._open)
        self._open.pieces.append(element)
        self.elements.append(element)

    def handle_endtag(self, tag):
        if self._open.tag != tag:
            self.faults.append(f"</{tag}> closes <{self._open.tag}>")
            return
        assert self._open.parent is not None
        self._open = self._open.parent

    def handle_data(self, data):
        self._open.pieces.append(data)

    def named(self, *tags: str) -> list[Element]:
        return [one for one in self.elements if one.tag in tags]

    def classed(self, name: str) -> list[Element]:
        return [one for one in self.elements if name in one.attributes.get("class", "").split()]


def faults(html: str) -> list[str]:
    """List everything that is wrong with a page."""
    page = Page(html)
    return [
        *page.faults,
        *_identity(page),
        *_landmarks(page),
        *_headings(page),
        *_tables(page),
        *_pictures(page),
        *_active(page),
    ]


def _identity(page):
    ids = [one.attributes["id"] for one in page.elements if "id" in one.attributes]
    yield from (f"the id {one!r} is used twice" for one in set(ids) if ids.count(one) > 1)
    for one in page.elements:
        wanted = one.attributes.get("aria-labelledby", "").split()
        if one.attributes.get("href", "").startswith("#"):
            wanted.append(one.attributes["href"][1:])
        yield from (f"#{name} is not on the page" for name in wanted if name not in ids)


def _landmarks(page):
    for tag in ("main", "header", "footer", "title", "h1"):
        if (
            len([one for one in page.named(tag) if one.tag != "title" or not one.inside("svg")])
            != 1
        ):
            yield f"there is not one <{tag}>"
    if page.named("html")[0].attributes.get("lang") != "en":
        yield "the page has no language"
    for one in page.named("nav", "section"):
        if not {"aria-label", "aria-labelledby"} & one.attributes.keys():
            yield f"a <{one.tag}> has no name"
    for one in page.named("a", "summary", "h1", "h2", "h3", "th", "caption"):
        if not (one.all_text() or one.attributes.get("aria-label")):
            yield f"a <{one.tag}> says nothing"


def _headings(page):
    levels = [int(one.tag[1]) for one in page.named("h1", "h2", "h3", "h4")]
    if levels[:1] != [1]:
        yield "the first heading is not <h1>"
    for above, below in pairwise(levels):
        if below > above + 1:
            yield f"<h{below}> follows <h{above}>"


def _tables(page):
    for table in page.named("table"):
        if not any(one.tag == "caption" for one in table.children):
            yield "a table has no caption"
    for one in page.named("th"):
        if one.attributes.get("scope") not in ("col", "row"):
            yield "a <th> has no scope"


def _pictures(page):
    for svg in page.named("svg"):
        inner = [one.tag for one in svg.children]
        if svg.attributes.get("role") != "img" or inner[:2] != ["title", "desc"]:
            yield "a picture has no title and description"
        if not all(one.all_text() for one in svg.children[:2]):
            yield "a picture has an empty title or description"


def _active(page):
    """Nothing runs, nothing is loaded, and a link leads nowhere but to this page and to Obsidian."""
    for one in page.elements:
        if one.tag in {
            "script",
            "iframe",
            "object",
            "embed",
            "form",
            "base",
            "img",
            "audio",
            "video",
        }:
            yield f"there is a <{one.tag}>"
        for name, value in one.attributes.items():
            if name.startswith("on") or name in {"src", "srcset", "action", "style", "xlink:href"}:
                yield f"there is {name}={value!r}"
            if name == "href" and not value.startswith(ALLOWED_LINKS):
                yield f"a link leads to {value!r}"
    style = "".join(one.text for one in page.named("style"))
    if re.search(r"url\(|@import|expression", style):
        yield "the style loads something"
    policy = [one.attributes.get("content", "") for one in page.named("meta")]
    if not any(one.startswith("default-src 'none'") for one in policy):
        yield "there is no content security policy"


def palette(html: str, *, is_dark: bool) -> dict[str, str]:
    """Give the colours of a page, light or dark."""
    style = next(one.text for one in Page(html).named("style"))
    blocks = re.findall(r":root \{([^}]*)\}", style)
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[0]))
    return (
        colours | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[1])) if is_dark else colours
    )


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours.  Source: WCAG 2.2, "relative luminance"."""
    lighter, darker = sorted(map(_luminance, (one, other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
