"""The door to the desktop's notifications, which an optional package brings."""

import logging
import queue
import threading
from collections.abc import Callable
from importlib.util import find_spec

from infoview_md.errors import UsageMistake
from infoview_md.network.reminders import Reminder

APPLICATION = "infoview-md"


def check_package() -> None:
    """Raise `UsageMistake` where the optional package is missing."""
    if find_spec("desktop_notifier") is None:
        raise UsageMistake(
            "Notifications need the optional package desktop-notifier.",
            hint='Install it with: pip install "infoview-md[notify]"',
        )


class Notifier:
    """Shows messages on the desktop, one after the other, and lets nobody wait for it.

    `say` is called once where the desktop takes none, from the notifier's own thread.  Raises `UsageMistake` where the
    optional package is missing.
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        check_package()
        self._say = say
        self._waiting: queue.SimpleQueue[Reminder] = queue.SimpleQueue()
        threading.Thread(target=self._run, name="notifications", daemon=True).start()

    def show(self, reminder: Reminder) -> None:
        """Show one message soon."""
        self._waiting.put(reminder)

    def _run(self) -> None:
        from desktop_notifier.sync import (  # type: ignore[import-not-found, unused-ignore]  # it is optional
            DesktopNotifierSync,
        )

        logger = logging.getLogger("desktop_notifier")
        logger.addHandler(_Failures(self._say))
        try:
            desktop = DesktopNotifierSync(app_name=APPLICATION)
            while True:
                reminder = self._waiting.get()
                desktop.send(title=reminder.title, message=reminder.text)
        except Exception:  # whatever a desktop can come up with: the watcher goes on without it
            logger.exception("Notifications ended")


class _Failures(logging.Handler):
    """Takes the library's word for a message that was not shown, and passes the first one on in a sentence."""

    def __init__(self, say: Callable[[str], None]) -> None:
        super().__init__(logging.WARNING)
        self._say = say
        self._has_said = False

    def emit(self, record: logging.LogRecord) -> None:
        """Take one record."""
        if not self._has_said:
            self._has_said = True
            why = record.exc_info[1] if record.exc_info else record.getMessage()
            self._say(f"The desktop shows no notifications ({why}).")
