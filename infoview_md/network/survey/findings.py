"""What some settings make of the notes of a folder, all together: for the page that the user looks at."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from infoview_md.network.survey.counting import Counted
from infoview_md.network.survey.seen import Seen
from infoview_md.network.survey.touching import is_read

_EXAMPLES = 3
_DAY = re.compile(r"\d{4}-?\d\d-?\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Touches:
    """Dated lines in the notes of contacts: how many are read and an example; how many are not, and under what.

    `linking` counts the notes of a day, neither contact nor interview, that link a contact; `examples` are some.
    """

    read: int = 0
    example: str = ""
    unread: int = 0
    headings: tuple[str, ...] = ()
    linking: int = 0
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What counts as contacts and interviews, what as touchpoints, and how much was due before `since`."""

    notes: int
    contacts: Counted
    interviews: Counted
    touches: Touches
    since: str = ""
    forgiven: int = 0


def touches(
    notes: Sequence[Seen], contacts: Counted, interviews: Counted, headings: Iterable[str]
) -> Touches:
    """Look for exchanges in the text of notes: under the headings of a log, and elsewhere."""
    people, own = set(contacts.paths), tuple(headings)
    lines = [line for one in notes if one.path in people for line in one.lines]
    read = [line for line in lines if is_read(line, own)]
    lost = Counter(line.heading for line in lines if not is_read(line, own))
    others = people | set(interviews.paths)
    names = {path.rsplit("/", 1)[-1].removesuffix(".md") for path in people}
    linking = [
        one.path
        for one in notes
        if one.path not in others and _DAY.search(one.name) and one.linked & names
    ]
    return Touches(
        read=len(read),
        example=f"{read[0].on} {read[0].text}" if read else "",
        unread=lost.total(),
        headings=tuple(name for name, _ in lost.most_common(_EXAMPLES)),
        linking=len(linking),
        examples=tuple(linking[:_EXAMPLES]),
    )
