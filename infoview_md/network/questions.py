"""Questions for one person from the question bank: spread over topics, near the search, never asked twice."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from infoview_md.network.aim import aim_of, stems
from infoview_md.network.desk import meaning
from infoview_md.network.model import Contact, QuestionBank, Search
from infoview_md.network.prose import plain, words

_PLACEHOLDER = re.compile(r"\{\{\s*(company|role|field)\s*\}\}", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(a)\s+(?=\{\{\s*(?:company|role|field)\s*\}\})", re.IGNORECASE)
_VOWELS = tuple("aeiou")
_SOUNDS_LIKE_YOU = ("uni", "use", "user", "eu")
_FEWEST_WORDS = 3  # a question of fewer words of its own is compared whole, not as a pattern
_IN_GENERAL = {"company": "your company", "role": "person in your role", "field": "your field"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question to one person; `template` is how the bank has it."""

    topic: str = field(metadata=meaning("the heading it stands under in the question bank"))
    text: str = field(metadata=meaning("the question, filled in"))
    template: str = field(metadata=meaning("the question as the bank has it"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    place: int
    question: Question
    score: int
    is_general: bool


def pick(
    bank: Sequence[tuple[str, str]],
    contact: Contact,
    search: Search | None,
    *,
    asked_before: Collection[str],
    count: int,
) -> tuple[Question, ...]:
    """Pick questions for a contact from (topic, question) pairs, in the order of the bank.

    Topics take turns, those with the question nearest to the search first.  A question is left out when it was asked
    before, filled with whatever words; one whose placeholder has no fact comes last and then says `your company`.
    """
    asked = [normal(text) for text in asked_before]
    found = _candidates(bank, contact, search, asked)
    chosen = _in_turns([one for one in found if not one.is_general], count)
    if len(chosen) < count:
        chosen += _in_turns([one for one in found if one.is_general], count - len(chosen))
    return tuple(one.question for one in sorted(chosen, key=lambda one: one.place))


def bank_of(banks: Iterable[QuestionBank]) -> tuple[tuple[str, str], ...]:
    """Give the questions of all banks as one, by the path of the note."""
    ordered = sorted(banks, key=lambda bank: bank.path)
    return tuple(pair for bank in ordered for pair in bank.questions)


def was_asked(template: str, asked: Iterable[str]) -> bool:
    """Tell whether a question of the bank is among texts of questions that were asked, filled or not."""
    return _is_among(template, [normal(text) for text in asked])


def normal(text: str) -> str:
    """Give a question as it is compared: words in lower case, without punctuation and marks."""
    return " ".join(words(plain(_PLACEHOLDER.sub(r" \1 ", text))))


def _candidates(
    bank: Sequence[tuple[str, str]], contact: Contact, search: Search | None, asked: Sequence[str]
) -> list[_Candidate]:
    facts = _facts(contact, search)
    wanted = _wanted(contact, search)
    found: list[_Candidate] = []
    seen: set[str] = set()
    for place, (topic, raw) in enumerate(bank):
        template = plain(raw)
        if not normal(template) or normal(template) in seen or _is_among(template, asked):
            continue
        seen.add(normal(template))
        needs = {name.casefold() for name in _PLACEHOLDER.findall(template)}
        text = fill(template, facts)
        found.append(
            _Candidate(
                place=place,
                question=Question(topic=plain(topic), text=text, template=template),
                score=len(stems(text) & wanted),
                is_general=any(not facts[name] for name in needs),
            )
        )
    return found


def _facts(contact: Contact, search: Search | None) -> dict[str, str]:
    role = plain(contact.role).split(",")[0].strip()
    aim = aim_of(search, contact)
    return {
        "company": plain(contact.company),
        "role": _lowered(role or aim.role),
        "field": aim.field_of_work,
    }


def _lowered(role: str) -> str:
    """Write a role within a sentence: `planner`, but `VP of sales`."""
    return role[:1].lower() + role[1:] if role[1:2].islower() else role


def _wanted(contact: Contact, search: Search | None) -> frozenset[str]:
    aim = aim_of(search, contact)
    fields = search.fields if search else ()
    return stems(" ".join((aim.goal, *fields, *aim.roles, contact.role, *contact.tags)))


def fill(template: str, facts: Mapping[str, str]) -> str:
    """Fill the placeholders of a question; `a` becomes `an` where the word asks for it."""

    def value(name: str) -> str:
        return facts[name.casefold()] or _IN_GENERAL[name.casefold()]

    def article(match: re.Match[str]) -> str:
        name = _PLACEHOLDER.match(template, match.end())
        return f"{match[1]}n " if name and _wants_an(value(name[1])) else f"{match[1]} "

    with_articles = _ARTICLE.sub(article, template)
    return _PLACEHOLDER.sub(lambda match: value(match[1]), with_articles)


def _wants_an(word: str) -> bool:
    lower = word.casefold()
    return lower.startswith(_VOWELS) and not lower.startswith(_SOUNDS_LIKE_YOU)


def _is_among(template: str, asked: Sequence[str]) -> bool:
    literal = normal(template)
    own = [word for word in literal.split() if word not in _IN_GENERAL]
    if len(own) < _FEWEST_WORDS:
        return literal in asked
    pattern = re.compile(_as_pattern(template))
    return any(text == literal or pattern.match(text) for text in asked)


def _as_pattern(template: str) -> str:
    """Make of a question a pattern that fits it however its placeholders were filled."""
    parts = _PLACEHOLDER.split(template)
    literal = [re.escape(" ".join(words(plain(part)))) for part in parts[::2]]
    literal = [re.sub(r"(^|\\ )an?$", r"\1an?", part) for part in literal]
    gap = r"\s*\b.{1,80}?\b\s*"
    return rf"^{gap.join(literal)}(?:\s|$)"


def _in_turns(found: Sequence[_Candidate], count: int) -> list[_Candidate]:
    """Take the best question of each topic, then the second best, until there are enough."""
    topics: dict[str, list[_Candidate]] = defaultdict(list)
    for one in found:
        topics[one.question.topic.casefold()].append(one)
    rounds = [
        (number, -one.score, one.place, one)
        for topic in topics.values()
        for number, one in enumerate(sorted(topic, key=lambda one: (-one.score, one.place)))
    ]
    return [one for *_, one in sorted(rounds, key=lambda row: row[:3])[:count]]
