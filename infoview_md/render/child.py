"""Templates of a vault are filled in by a child process: it has no files, little memory and a few seconds.

A template may come from somebody else with the vault.  What gets out of Jinja2's sandbox all the same finds a
process that was told plain data, cannot open a file or a connection, cannot start a program and ends by itself.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from infoview_md.render.text import on_one_line

_SECONDS_OF_WORK = 3
_SECONDS_OF_WAITING = 10 if find_spec("resource") else 5
"""A busy computer may be slow to start a child; where its work has a limit of its own, it can be waited for."""
_BYTES_OF_MEMORY = 512 * 1024 * 1024
_ENVIRONMENT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""What an interpreter may need to start; secrets of the environment are none of a template's business."""

_START = "import sys; sys.path += sys.argv[1:]; from infoview_md.render.child import serve; serve()"


class Ended(Exception):
    """The child ended without an answer; the text says why, in words for the user."""


def fill_in_child(
    texts: Mapping[str, str], name: str, contexts: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Have a child fill in the template; give its answer, `{"pages": …}` or `{"broken": …}`.

    The child is a fresh interpreter, not a fork: it inherits no notes, works on every system and next to threads.
    Raises `Ended`.
    """
    request = json.dumps({"texts": dict(texts), "name": name, "contexts": list(contexts)})
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter, our own code
            [sys.executable, "-I", "-S", "-c", _START, *_places()],
            input=request.encode("utf-8", "surrogatepass"),
            capture_output=True,
            timeout=_SECONDS_OF_WAITING,
            env={one: os.environ[one] for one in _ENVIRONMENT if one in os.environ},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Ended(f"it takes longer than {_SECONDS_OF_WAITING} seconds") from None
    if done.returncode or not done.stdout:
        raise Ended(_why(done))
    answer: dict[str, Any] = json.loads(done.stdout.decode("utf-8", "surrogatepass"))
    return answer


def _why(done: subprocess.CompletedProcess[bytes]) -> str:
    if done.returncode < 0 or b"MemoryError" in done.stderr:
        return f"it needs more than {_SECONDS_OF_WORK} seconds or too much memory"
    last = done.stderr.decode(errors="replace").strip().rsplit("\n", 1)[-1]
    return f"the process that fills it in ended: {on_one_line(last) or 'without a word'}"


def _places() -> list[str]:
    """Give the folders that the child imports from: this package and Jinja2, nothing else of ours."""
    origins = (find_spec(name) for name in ("infoview_md", "jinja2", "markupsafe"))
    found = (Path(spec.origin).parents[1] for spec in origins if spec and spec.origin)
    return list(dict.fromkeys(map(str, found)))


def serve() -> None:
    """Answer one request on standard input; the body of the child process."""
    from infoview_md.render.sandbox import LARGEST_OUTPUT, Broken, fill

    with suppress(
        Broken
    ):  # what Jinja2 loads late, for texts and for errors, it cannot load behind the fence
        fill({"first": "{{ 'text'|upper }}{{ nothing }}"}, "first", [{"known": 1}])
    request = json.loads(sys.stdin.buffer.read().decode("utf-8", "surrogatepass"))
    _limit()
    wanted = (request["texts"], request["name"], request["contexts"])
    try:
        answer: dict[str, Any] = {"pages": fill(*wanted, most=LARGEST_OUTPUT)}
    except Broken as broken:
        answer = {"broken": vars(broken)}
    sys.stdout.buffer.write(json.dumps(answer).encode("utf-8", "surrogatepass"))


def _limit() -> None:
    """Give up files, programs, memory and time; what a system does not know is left to the waiting parent."""
    try:
        import resource
    except ImportError:  # Windows
        return
    limits = {
        "RLIMIT_AS": _BYTES_OF_MEMORY,
        "RLIMIT_CPU": _SECONDS_OF_WORK,
        "RLIMIT_NOFILE": 0,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_NPROC": 0,
        "RLIMIT_CORE": 0,
    }
    for name, most in limits.items():
        with suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (most, most))
