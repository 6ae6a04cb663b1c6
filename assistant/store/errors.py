"""What can go wrong with the store, in plain words. Knows no database: the causes are told apart in `faults`.

StoreError
    StoreUnreadable     the file or its folder cannot be opened, or is gone
    StoreReadOnly       it can be read but not written
    StoreLocked         another program holds it
    StoreDamaged        it is no store, or part of it is spoilt
    StoreTooNew         a newer Finalise made it
    StoreTooOld         an older Finalise made it, and only its owner may bring it up to date
    DiskFull            there is no room to write
    StoreNotSupported   the address is of a kind that this version cannot use
    StoreOutOfReach     the database server does not answer, or hung up
    StoreClosedToYou    the database server does not let this person in, or not do this
    NotAllowed          this person's role may not do it
    AlreadyRecorded     the answers were written as a record before
    AlreadyFinalised    somebody has finalised this defendant on this case
    ChangedMeanwhile    somebody amended the record since it was looked at
    NoSuchRecord        there is no record of that reference
    NotAmended          the amendment changes nothing, or says no reason
    RecordRefused       the record does not have the form that the store keeps

No message holds a name or anything else from a record, references and the people who entered them excepted.
"""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import FinaliseError

if TYPE_CHECKING:
    from assistant.store.differences import Difference

Place = Path | str
"""A store as a person knows it: its file, or the address of its server without the password."""


class StoreError(FinaliseError):
    """The store cannot do what was asked. Nothing that was acknowledged before is lost by it."""


class StoreUnreadable(StoreError):
    """The store's file or folder cannot be opened."""

    def __init__(self, place: Place, why: str = "cannot be opened.") -> None:
        super().__init__(
            f"The store {place} {why}",
            fix="Check that the file and its folder are there and that you are allowed to open them.",
        )


class StoreReadOnly(StoreError):
    """The store can be read but not written."""

    def __init__(self, place: Place) -> None:
        super().__init__(
            f"The store {place} cannot be written to.",
            fix="Check that you may change the file and its folder, and that it is not marked read-only.",
        )


class StoreLocked(StoreError):
    """Another program holds the store for longer than we wait."""

    def __init__(self, place: Place) -> None:
        super().__init__(
            f"Another program is using the store {place} and does not let go of it.",
            fix="Close the other program, or wait until it has finished, and try again. Nothing is lost.",
        )


class StoreDamaged(StoreError):
    """The file is not a store, or something in it is spoilt."""

    def __init__(self, place: Place, why: str = "is damaged.") -> None:
        super().__init__(
            f"The store {place} {why}",
            fix="Keep it as it is and tell whoever looks after Finalise. A backup can take its place.",
        )


class StoreTooNew(StoreError):
    """A newer version of Finalise made the store."""

    def __init__(self, place: Place) -> None:
        super().__init__(
            f"The store {place} was made by a newer version of Finalise.",
            fix="Install the newer version to use it. Nothing in it was changed.",
        )


class StoreTooOld(StoreError):
    """An older version of Finalise made the store, and opening it does not bring it up to date."""

    def __init__(self, place: Place, fix: str) -> None:
        super().__init__(f"The store {place} was made by an older version of Finalise.", fix=fix)


class DiskFull(StoreError):
    """There is no room to write."""

    def __init__(self, place: Place) -> None:
        super().__init__(
            f"There is no room left on the disk of the store {place}.",
            fix="Make some room and try again. Everything acknowledged before is safe.",
        )


class StoreNotSupported(StoreError):
    """The address of the store is of a kind that this version cannot use."""


class StoreOutOfReach(StoreError):
    """The database server does not answer, or hung up in the middle."""

    def __init__(self, place: Place, why: str = "does not answer.") -> None:
        super().__init__(
            f"The database server of the store {place} {why}",
            fix="Check the network and the address of the store, and try again. "
            "Everything acknowledged before is safe.",
        )


class StoreClosedToYou(StoreError):
    """The database server does not let this person in, or does not let them do this."""


class NotAllowed(StoreError):
    """The role of the person at the keyboard may not do this."""

    def __init__(self, person: str, role: str, what: str, who_may: str) -> None:
        super().__init__(
            f"You are {person}, with the role {role}, which may not {what}.",
            fix=f"Ask a person with the role {who_may}, or ask a manager for that role.",
        )
        self.person, self.role = person, role


class AlreadyRecorded(StoreError):
    """The answers of this draft were written as a record before."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"These answers are already recorded as {reference}.",
            fix=f"Look at that record with: finalise show {reference}.",
        )
        self.reference = reference


class AlreadyFinalised(StoreError):
    """Somebody finalised this defendant on this case, and the person was not told before.

    `difference` says how what was to be written differs from that record (old is the record's); it may hold names.
    """

    def __init__(
        self, reference: str, version: int, person: str, at: datetime, difference: "tuple[Difference, ...]"
    ) -> None:
        super().__init__(
            f"This defendant is already finalised on this URN: {reference}, by {person} on {_when(at)}.",
            fix=f"Amend {reference}, or record this one beside it and say why.",
        )
        self.reference, self.version, self.person, self.at = reference, version, person, at
        self.difference = difference


class ChangedMeanwhile(StoreError):
    """Somebody amended the record since it was looked at, so nothing was written.

    `difference` says what they changed (old is what was looked at); it may hold names. `version` is the newest.
    """

    def __init__(
        self, reference: str, version: int, person: str, at: datetime, difference: "tuple[Difference, ...]"
    ) -> None:
        super().__init__(
            f"{reference} was changed by {person} on {_when(at)}, after you opened it.",
            fix="Look at their change, then amend the record as it is now. Your change was not written.",
        )
        self.reference, self.version, self.person, self.at = reference, version, person, at
        self.difference = difference


class NoSuchRecord(StoreError):
    """There is no record of that reference, or it was removed."""

    def __init__(self, reference: str, why: str = "There is no record") -> None:
        super().__init__(f"{why} {reference}.", fix="Type finalise list to see the records.")
        self.reference = reference


class NotAmended(StoreError):
    """The amendment changes nothing, or says no reason."""


class RecordRefused(StoreError):
    """The record does not have the form that the store keeps; `fields` says where, never what stood there."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        super().__init__(
            f"The record was not written: {', '.join(fields)} cannot be kept as given.",
            fix="Look at these answers again. The draft is still there.",
        )
        self.fields = fields


def _when(moment: datetime) -> str:
    return moment.astimezone().strftime("%d/%m/%Y at %H:%M")
