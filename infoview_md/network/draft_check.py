"""Advice on a message before it is sent: short, a connection named, a question that can be answered, no job asked for.

It reads English, is deterministic and only advises.  Source of the rules: Steve Dalton's six-point e-mail (fewer
than 75 words, connection first, a question, no job, control of the follow-up), *The 2-Hour Job Search*.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from infoview_md.network import draft_words as phrases
from infoview_md.network.message import DraftKind
from infoview_md.network.prose import words
from infoview_md.network.settings import Coaching

_ASKS: frozenset[str] = frozenset({"intro", "referral-intro", "nudge"})
_FIRST: frozenset[str] = frozenset({"intro", "referral-intro"})
_ALL: frozenset[str] = frozenset(
    {
        *_ASKS,
        "questions",
        "confirm",
        "thank-you",
        "report-back",
        "stay-in-touch",
        "update",
        "landed",
    }
)
_QUIET_ABOUT_JOBS = frozenset({"update", "landed", "questions", "report-back"})
_THEIRS: frozenset[str] = frozenset({*_FIRST, "stay-in-touch"})
_SENTENCE_END = r"[.!?]+(?!\w)|\n[ \t]*\n"
_LONGEST = 8_000  # characters that are looked at; a longer message has heard enough by then
_END = 4  # lines among which a sign-off may stand
_SHORT = 6  # words of a line that signs off


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One thing to do better; `code` is stable, `line` counts from 1 (0: the whole message)."""

    code: str
    sentence: str
    line: int


class Letter:
    """A message as it is looked at: without subject, quoted lines and signature block, its places kept."""

    def __init__(self, text: str) -> None:
        lines = [" ".join(line.split()) for line in text[:_LONGEST].splitlines()]
        kept = [_seen(number, line) for number, line in enumerate(lines)]
        end = next((number for number, line in enumerate(lines) if line == "--"), None)
        self.lines = kept[:end]
        self.text = "\n".join(self.lines)
        starts = [0]
        for line in self.lines:
            starts.append(starts[-1] + len(line) + 1)
        self._starts = starts

    def line_at(self, place: int) -> int:
        """Give the line of a place in the text, from 1."""
        return bisect_right(self._starts, place)

    @cached_property
    def written(self) -> list[tuple[int, str]]:
        """Give the lines that are not blank, with their number."""
        return [(n, line.strip()) for n, line in enumerate(self.lines, start=1) if line.strip()]

    @cached_property
    def words(self) -> list[str]:
        """Give every word, in lower case."""
        return words(self.text.replace("’", "'"))

    @cached_property
    def length(self) -> int:
        """Count the words as people count them: what stands between blanks, without bare marks."""
        return sum(any(char.isalnum() for char in word) for word in self.text.split())

    @cached_property
    def questions(self) -> list[tuple[int, str]]:
        """Give the sentences that end in a question mark, with their line."""
        without_links = re.sub(r"https?://\S+", lambda link: "x" * len(link[0]), self.text)
        ends = [one.end() for one in re.finditer(_SENTENCE_END, without_links)]
        found: list[tuple[int, str]] = []
        for start, end in zip([0, *ends], ends, strict=False):
            asked = " ".join(without_links[start:end].split())
            if asked.endswith("?") and any(char.isalpha() for char in asked):
                found.append((self.line_at(end - 1), asked))
        return found


def _seen(number: int, line: str) -> str:
    """Blank out what is not the message itself."""
    is_subject = number == 0 and line.casefold().startswith("subject:")
    return "" if is_subject or line.lstrip().startswith(">") else line


Find = Callable[[Letter, DraftKind, Coaching], Iterator[Advice]]


def check(text: str, kind: DraftKind, coaching: Coaching) -> tuple[Advice, ...]:
    """Give advice on a message of a kind, in the order of its lines; none is the best sign."""
    letter = Letter(text)
    if not letter.written:
        return (Advice(code="empty", sentence="There is nothing to read yet.", line=0),)
    found = [
        advice for kinds, find in CHECKS if kind in kinds for advice in find(letter, kind, coaching)
    ]
    return tuple(sorted(found, key=lambda one: (one.line, one.code)))


def _too_long(letter: Letter, kind: DraftKind, coaching: Coaching) -> Iterator[Advice]:
    limit = coaching.intro_words if kind in _FIRST else coaching.draft_words
    if letter.length > limit:
        text = f"It has {letter.length} words; people answer what they read at a glance, up to {limit}."
        yield Advice(code="too-long", sentence=text, line=0)


def _no_question(letter: Letter, kind: DraftKind, coaching: Coaching) -> Iterator[Advice]:  # noqa: ARG001 - one form
    if not letter.questions:
        text = "It asks no question; end with one that can be answered in a word, like: Could you spare 15 minutes?"
        yield Advice(code="no-question", sentence=text, line=0)
    elif not any(_can_be_answered(question) for _, question in letter.questions):
        text = "No question can be answered in a word; ask for a talk of 15-20 minutes or offer a time."
        yield Advice(code="vague-ask", sentence=text, line=letter.questions[-1][0])


def _can_be_answered(question: str) -> bool:
    """Tell whether a question is a yes-or-no one, or a choice, about a talk or a time."""
    bare = phrases.VAGUE.sub(" ", question)
    names_a_time = phrases.TIME.search(bare) or phrases.LENGTH.search(bare)
    names_a_talk = phrases.TALK.search(bare)
    is_choice = phrases.CAN_BE_ANSWERED.search(bare)
    return bool((names_a_time and names_a_talk) or (is_choice and (names_a_time or names_a_talk)))


def _no_length(letter: Letter, kind: DraftKind, coaching: Coaching) -> Iterator[Advice]:  # noqa: ARG001 - one form
    if letter.questions and not phrases.LENGTH.search(letter.text):
        text = "Say how long it takes, like 15-20 minutes: an open end is hard to agree to."
        yield Advice(code="no-length", sentence=text, line=letter.questions[-1][0])


def _no_connection(letter: Letter, kind: DraftKind, coaching: Coaching) -> Iterator[Advice]:  # noqa: ARG001 - one form
    if not phrases.CONNECTION.search(letter.text):
        text = "Name what ties you to them first: who sent you, a school, an event, something they wrote."
        yield Advice(code="no-connection", sentence=text, line=0)


def _job(letter: Letter, kind: DraftKind, coaching: Coaching) -> Iterator[Advice]:  # noqa: ARG001 - one form
    text = phrases.NO_JOB.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), letter.text)
    if found := phrases.JOB.search(text):
        said = f"“{_quoted(found[0])}” asks for a job; ask for what they know, and jobs come by themselves."
        yield Advice(code="asks-for-job", sentence=said, line=letter.line_at(found.start()))


def _attachment(letter: Letter, kind: DraftKind, coaching: Coaching) -> Iterator[Advice]:  # noqa: ARG001 - one form
    yield from _phrase(
        letter, phrases.ATTACHMENT, "attachment", "send no attachment before somebody asks for it."
    )


def _about_me(letter: Letter, kind: DraftKind, coaching: Coaching) -> Iterator[Advice]:  # noqa: ARG001 - one form
    me = sum(word in phrases.ME for word in letter.words)
    you = sum(word in phrases.YOU for word in letter.words)
    if me > you + coaching.about_me:
        text = f"It says I, me or my {_times(me)} and you or your {_times(you)}; turn a sentence towards them."
        yield Advice(code="about-me", sentence=text, line=0)


def _greeting(letter: Letter, kind: DraftKind, coaching: Coaching) -> Iterator[Advice]:  # noqa: ARG001 - one form
    number, first = letter.written[0]
    if phrases.TO_NOBODY.match(first):
        text = f"“{_quoted(first)}” greets nobody; write the name."
        yield Advice(code="no-greeting", sentence=text, line=number)
    elif not phrases.GREETING.match(first):
        text = "It greets nobody; begin with their name."
        yield Advice(code="no-greeting", sentence=text, line=number)


def _sign_off(letter: Letter, kind: DraftKind, coaching: Coaching) -> Iterator[Advice]:  # noqa: ARG001 - one form
    last = letter.written[1:][-_END:]
    is_signed = any(
        phrases.SIGN_OFF.match(line) and len(line.split()) <= _SHORT for _, line in last
    )
    ends_in_name = phrases.A_NAME.match(last[-1][1]) if last else None
    if not (is_signed or ends_in_name or phrases.SIGNED_INLINE.search(letter.written[-1][1])):
        text = "It ends without a closing line and your name."
        yield Advice(code="no-sign-off", sentence=text, line=letter.written[-1][0])


def _questions(letter: Letter, kind: DraftKind, coaching: Coaching) -> Iterator[Advice]:
    limit = coaching.questions if kind == "questions" else coaching.mail_questions
    if len(letter.questions) > limit:
        text = f"It asks {len(letter.questions)} questions; {limit} are as many as get an answer."
        yield Advice(code="too-many-questions", sentence=text, line=letter.questions[limit][0])


def _sorry(letter: Letter, kind: DraftKind, coaching: Coaching) -> Iterator[Advice]:  # noqa: ARG001 - one form
    yield from _phrase(
        letter, phrases.SORRY, "apology", "makes you small; leave it out, you ask for 15 minutes."
    )


def _flattery(letter: Letter, kind: DraftKind, coaching: Coaching) -> Iterator[Advice]:  # noqa: ARG001 - one form
    yield from _phrase(
        letter, phrases.FLATTERY, "flattery", "would fit anybody; name one thing they did."
    )


def _padding(letter: Letter, kind: DraftKind, coaching: Coaching) -> Iterator[Advice]:  # noqa: ARG001 - one form
    yield from _phrase(
        letter, phrases.PADDING, "padding", "says nothing yet; begin with what ties you together."
    )


def _hole(letter: Letter, kind: DraftKind, coaching: Coaching) -> Iterator[Advice]:  # noqa: ARG001 - one form
    yield from _phrase(letter, phrases.HOLE, "hole", "was not filled in.")


def _shouting(letter: Letter, kind: DraftKind, coaching: Coaching) -> Iterator[Advice]:  # noqa: ARG001 - one form
    yield from _phrase(letter, phrases.SHOUT, "shouting", "shouts; one mark is enough.")


def _no_thanks(letter: Letter, kind: DraftKind, coaching: Coaching) -> Iterator[Advice]:  # noqa: ARG001 - one form
    if not phrases.THANKS.search(letter.text):
        yield Advice(code="no-thanks", sentence="It does not say thank you.", line=0)


def _unspecific(letter: Letter, kind: DraftKind, coaching: Coaching) -> Iterator[Advice]:  # noqa: ARG001 - one form
    if not phrases.SPECIFIC.search(letter.text):
        text = "It would fit any talk; name one thing you learnt from them or will do now."
        yield Advice(code="nothing-specific", sentence=text, line=0)


def _phrase(letter: Letter, pattern: re.Pattern[str], code: str, why: str) -> Iterator[Advice]:
    if found := pattern.search(letter.text):
        line = letter.line_at(found.start())
        yield Advice(code=code, sentence=f"“{_quoted(found[0])}” {why}", line=line)


def _quoted(text: str) -> str:
    return " ".join(text.split()).rstrip(",")


def _times(number: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(number, f"{number} times")


CHECKS: tuple[tuple[frozenset[str], Find], ...] = (
    (_ALL, _too_long),
    (_ASKS, _no_question),
    (_FIRST, _no_length),
    (_FIRST, _no_connection),
    (_ALL - _QUIET_ABOUT_JOBS, _job),
    (_ALL, _attachment),
    (_THEIRS, _about_me),
    (_ALL, _greeting),
    (_ALL, _sign_off),
    (_ALL, _questions),
    (_ALL, _sorry),
    (_ALL, _flattery),
    (_ALL, _padding),
    (_ALL, _hole),
    (_ALL, _shouting),
    (frozenset({"thank-you", "landed"}), _no_thanks),
    (frozenset({"thank-you"}), _unspecific),
)
"""Which kinds of message each check looks at, and the check."""
