"""Why the system refuses to watch, in sentences."""

import errno

_REASONS = {
    errno.ENOSPC: "This system allows too few watched folders."
    " More are allowed with: sudo sysctl fs.inotify.max_user_watches=524288",
    errno.EMFILE: "This system allows too few programs that watch folders."
    " More are allowed with: sudo sysctl fs.inotify.max_user_instances=512",
}


class CannotWatch(Exception):
    """The system gives no events; `args[0]` says why, in a sentence, and what can be done."""


def is_limit(error: OSError) -> bool:
    """Tell whether an error means that a limit of the system was reached."""
    return error.errno in _REASONS or error.errno == errno.ENOMEM


def reason(error: OSError) -> str:
    """Say why watching failed."""
    return _REASONS.get(error.errno or 0, f"The folder cannot be watched: {error.strerror}.")
