"""The one kind of error that a person can put right. Every room raises its own kinds of it."""


class FinaliseError(Exception):
    """A fault a person can put right: what is wrong, what to do next and, where known, where it is.

    `what` and `fix` are each one or two plain sentences. `span` marks the part of the text that was read
    (start, end) so that a face can underline it.
    """

    def __init__(self, what: str, *, fix: str, span: tuple[int, int] | None = None) -> None:
        super().__init__(f"{what} {fix}")
        self.what = what
        self.fix = fix
        self.span = span
