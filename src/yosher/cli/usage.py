"""Bad usage, or nothing readable: exit 2."""

from yosher.kernel.reason import Value


class Usage(Exception):
    """`code` is put into words by phrases."""

    def __init__(self, code: str, **values: Value) -> None:
        super().__init__(code)
        self.code, self.values = code, values
