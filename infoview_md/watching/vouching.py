"""Questions on their way to an answer: each waits for a token that was dropped after it was asked."""

from collections.abc import Callable

from infoview_md.watch import Watcher
from infoview_md.watching.witness import Question, Witness, answer


class Vouching:
    """One batch of questions at a time, so that it is never in doubt which token it waits for."""

    def __init__(self, witness: Witness, *, patience: float) -> None:
        self.witness = witness
        self._patience = patience
        self._batch: list[Question] = []
        self._token = ""
        self.until = float("inf")

    def begin(self, watcher: Watcher | None, now: float) -> None:
        """Drop a token for the questions that wait; without a watcher that hears all, the answer is no."""
        if self._batch or not self.witness.waiting:
            return
        self._batch = self.witness.take()
        self._token = watcher.drop_token() if watcher and watcher.is_complete else ""
        self.until = now + self._patience
        if not self._token:
            self.refuse()

    def is_heard(self, tokens: set[str]) -> bool:
        """Tell whether the token of the batch came through."""
        return bool(self._batch) and self._token in tokens

    def answer(self, is_true: Callable[[Question], bool]) -> None:
        """Answer the batch."""
        for question in self._batch:
            answer(question, yes=is_true(question))
        self._batch = []
        self.until = float("inf")

    def refuse(self) -> None:
        """Answer no to the batch."""
        self.answer(lambda question: False)  # noqa: ARG005 - whatever was asked

    def close(self) -> None:
        """Answer no to everybody, and listen no more."""
        self.refuse()
        self.witness.close()
