"""Write a vault of N notes, always the same for the same N: python benchmarks/vault_of.py DIR N."""

import random
import sys
from datetime import date, timedelta
from pathlib import Path

FIRST = (
    "Ada",
    "Ben",
    "Chioma",
    "Dmitri",
    "Elif",
    "Farah",
    "Grace",
    "Hiro",
    "Inés",
    "Jun",
    "Kofi",
    "Lena",
)
LAST = (
    "Abel",
    "Brandt",
    "Castillo",
    "Dubois",
    "Eze",
    "Fischer",
    "Garcia",
    "Haddad",
    "Ito",
    "Jansen",
)
ROLES = ("Data engineer", "Head of product", "Nurse", "Hydrologist", "Editor", "Policy analyst")
PLACES = ("Portland, OR", "Washington, DC", "Berlin", "Accra", "Lyon")
CHANNELS = ("friend", "alumni", "linkedin", "event", "referral", "cold")
TODAY = date(2026, 11, 22)
_PER_FOLDER = 200
_KEPT = 0.99
_SOME = 0.3
_FEW = 0.1
_WORDS = (
    "They told me how the team plans its quarter and what a new person does in the first month. "
    "The hard part is not the tools but knowing whom to ask. "
)


def day(chance: random.Random, earliest: int, latest: int) -> str:
    """Give a day some days before (positive) or after (negative) today."""
    return (TODAY - timedelta(days=chance.randint(latest, earliest))).isoformat()


def contact(chance: random.Random, number: int, names: list[str]) -> str:
    """Write the note of one contact; most are well kept, so that about one note in a hundred owes something."""
    is_kept = chance.random() < _KEPT
    is_referred = chance.random() < _SOME
    lines = [
        "type: contact",
        f"aliases: [{names[number].split()[0]} {number}]",
        "tags:",
        "  - network",
        f"company: Company {chance.randint(0, max(len(names) // 8, 1))}",
        f"role: {chance.choice(ROLES)}",
        f"location: {chance.choice(PLACES)}",
        f"email: person{number}@example.com",
        f"channel: {chance.choice(CHANNELS)}",
        f"priority: {chance.randint(1, 5)}",
        *([f"asked: {day(chance, 90, 60)}"] if is_referred or chance.random() < _SOME else []),
        *([f"replied: {day(chance, 59, 1)}", f"declined: {day(chance, 59, 1)}"] if is_kept else []),
        *([f'referred_by: "[[{chance.choice(names)}]]"'] if is_referred else []),
        *([f"cadence: {chance.choice(('yearly', '600d'))}"] if chance.random() < _SOME else []),
        *([f"birthday: {day(chance, 20000, 8000)}"] if chance.random() < _FEW else []),
    ]
    log = "".join(
        f"- {day(chance, 300, 1)} email: wrote about the project\n"
        for _ in range(chance.randint(0, 3))
    )
    return (
        "---\n" + "\n".join(lines) + f"\n---\n# {names[number]}\n\n{_WORDS * 4}\n\n## Log\n\n{log}"
    )


def interview(chance: random.Random, names: list[str]) -> str:
    """Write the note of one interview."""
    is_held = chance.random() < _KEPT
    is_kept = chance.random() < _KEPT
    when = day(chance, 300, 1) if is_held else day(chance, -1, -30)
    lines = [
        "type: interview",
        f'contact: "[[{chance.choice(names)}]]"',
        f"date: {when}T{chance.randint(8, 17):02}:30",
        "duration: 30",
        f"mode: {chance.choice(('phone', 'video', 'in_person'))}",
        f"status: {'done' if is_held else 'scheduled'}",
        *([f"thank_you_sent: {when}", f"referrer_told: {when}"] if is_held and is_kept else []),
        *([f'referrals: ["[[{chance.choice(names)}]]"]'] if chance.random() < _FEW else []),
    ]
    notes = (
        f"## Notes\n\n{_WORDS * 6}\n" if is_held else "## Preparation\n\n- [ ] read their page\n"
    )
    mark = "x" if is_kept else " "
    task = f"\n## Next steps\n\n- [{mark}] send the article 📅 {day(chance, 10, -10)}\n"
    return (
        "---\n"
        + "\n".join(lines)
        + f"\n---\n# Talk\n\n{notes}{task if chance.random() < _FEW else ''}"
    )


def write(root: Path, count: int) -> None:
    """Write `count` notes: two contacts to three interviews, 200 to a folder."""
    chance = random.Random(count)
    people = count * 2 // 5
    names = [f"{chance.choice(FIRST)} {chance.choice(LAST)} {number}" for number in range(people)]
    for number in range(count):
        is_contact = number < people
        folder = root / ("Contacts" if is_contact else "Interviews") / f"{number // _PER_FOLDER:04}"
        if number % _PER_FOLDER == 0 or number == people:
            folder.mkdir(parents=True, exist_ok=True)
        name = names[number] if is_contact else f"Talk {number}"
        text = contact(chance, number, names) if is_contact else interview(chance, names)
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    (root / "infoview.toml").write_text('timezone = "UTC"\n', encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
