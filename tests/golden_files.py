"""Answers that are compared with a file word for word; GOLDEN=write makes the files anew, to be read in the diff."""

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def check(name: str, said: str) -> None:
    """Compare an answer with the file of that name."""
    place = FOLDER / name
    if os.environ.get("GOLDEN") == "write":
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(said, encoding="utf-8", newline="")
    assert said == place.read_bytes().decode(), f"{place} says something else"
