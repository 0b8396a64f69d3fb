"""What cannot be read from outside, said as a code with its values."""

from collections.abc import Mapping

from yosher.cases.model import Refusal
from yosher.kernel.reason import EMPTY, Value


class Unreadable(Exception):
    """A file, or one record of it, cannot be taken. `code` is put into words by phrases (`intake.*`)."""

    def __init__(self, code: str, **values: Value) -> None:
        super().__init__(code)
        self.code, self.values = code, values or EMPTY

    def refusal(self, *, file: str, row: int | None = None) -> Refusal:
        """The same as a value, with the place where it was found."""
        values: Mapping[str, Value] = {name: _short(value) for name, value in self.values.items()}
        return Refusal(self.code, file=file, row=row, values=values)


def _short(value: Value) -> Value:
    """A foreign word is quoted in a sentence, not a page of it."""
    return value[:80] + "…" if isinstance(value, str) and len(value) > 80 else value
