"""What can go wrong with the store, in plain words. Knows no database: the causes are told apart in `faults`.

StoreError
    StoreUnreadable     the file or its folder cannot be opened, or is gone
    StoreReadOnly       it can be read but not written
    StoreLocked         another program holds it
    StoreDamaged        it is no store, or part of it is spoilt
    StoreTooNew         a newer Finalise made it
    DiskFull            there is no room to write
    StoreNotSupported   the address is of a kind that this version cannot use
    AlreadyRecorded     the answers were written as a record before
    RecordRefused       the record does not have the form that the store keeps

No message holds a name or anything else from a record, references excepted.
"""

from pathlib import Path

from knowledge.errors import FinaliseError


class StoreError(FinaliseError):
    """The store cannot do what was asked. Nothing that was acknowledged before is lost by it."""


class StoreUnreadable(StoreError):
    """The store's file or folder cannot be opened."""

    def __init__(self, path: Path, why: str = "cannot be opened.") -> None:
        super().__init__(
            f"The store {path} {why}",
            fix="Check that the file and its folder are there and that you are allowed to open them.",
        )


class StoreReadOnly(StoreError):
    """The store can be read but not written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The store {path} cannot be written to.",
            fix="Check that you may change the file and its folder, and that it is not marked read-only.",
        )


class StoreLocked(StoreError):
    """Another program holds the store for longer than we wait."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Another program is using the store {path} and does not let go of it.",
            fix="Close the other program, or wait until it has finished, and try again. Nothing is lost.",
        )


class StoreDamaged(StoreError):
    """The file is not a store, or something in it is spoilt."""

    def __init__(self, path: Path, why: str = "is damaged.") -> None:
        super().__init__(
            f"The store {path} {why}",
            fix="Keep the file as it is and tell whoever looks after Finalise. A backup can take its place.",
        )


class StoreTooNew(StoreError):
    """A newer version of Finalise made the store."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The store {path} was made by a newer version of Finalise.",
            fix="Install the newer version to use it. Nothing in it was changed.",
        )


class DiskFull(StoreError):
    """There is no room to write."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"There is no room left on the disk of the store {path}.",
            fix="Make some room and try again. Everything acknowledged before is safe.",
        )


class StoreNotSupported(StoreError):
    """The address of the store is of a kind that this version cannot use."""


class AlreadyRecorded(StoreError):
    """The answers of this draft were written as a record before."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"These answers are already recorded as {reference}.",
            fix=f"Look at that record with: finalise show {reference}.",
        )
        self.reference = reference


class RecordRefused(StoreError):
    """The record does not have the form that the store keeps; `fields` says where, never what stood there."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        super().__init__(
            f"The record was not written: {', '.join(fields)} cannot be kept as given.",
            fix="Look at these answers again. The draft is still there.",
        )
        self.fields = fields
