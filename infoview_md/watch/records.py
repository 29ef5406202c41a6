"""What watchdog says in its log and nowhere else: that events were lost."""

import logging

from infoview_md.watch.hints import Hints


class Records(logging.Handler):
    """Takes watchdog's records off the terminal, and a full queue for a reason to look everywhere."""

    def __init__(self, hints: Hints) -> None:
        super().__init__(logging.WARNING)
        self._hints = hints
        logging.getLogger("watchdog").addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Take in one record; whatever watchdog warns of, looking again is the cure."""
        del record
        self._hints.everywhere()

    def close(self) -> None:
        """Hear no more records."""
        logging.getLogger("watchdog").removeHandler(self)
        super().close()
