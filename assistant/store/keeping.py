"""What is done with a store as a whole: backup, copy, export, retention. Writes no record and puts no backup back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.store.backup import Backup, back_up
from assistant.store.copying import Told, copy_store, nobody
from assistant.store.errors import Place
from assistant.store.export import Chosen, export_records
from assistant.store.export_fields import chosen_fields
from assistant.store.people import People
from assistant.store.retention import OldRecord, Removal, Retention
from assistant.store.roles import Permission
from assistant.store.stamps import Stamps
from assistant.store.transactions import Transactions
from assistant.store.verify import Verification


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """The keeping of one open store, which may be in use by others meanwhile. Every method raises StoreError."""

    transactions: Transactions
    place: Place
    stamps: Stamps
    people: People

    def back_up(self, file: Path, *, replace: bool = False, told: Told = nobody) -> Backup:
        """Write all of the store to a private file, whole or not at all; see `backup.back_up`."""
        return back_up(self.transactions, self.place, file, replace=replace, told=told)

    def copy_to(self, url: str, *, told: Told = nobody) -> tuple[Verification, Place]:
        """Copy all of the store into an empty one at `url`, all or nothing; see `copying.copy_store`."""
        return copy_store(self.transactions, url, told=told)

    def export(
        self,
        file: Path,
        *,
        chosen: Chosen,
        fields: Sequence[str] | None = None,
        with_names: bool = False,
        replace: bool = False,
        told: Told = nobody,
    ) -> int:
        """Write the chosen records to a file as a table and give how many there were; see `export.export_records`.

        `fields` are names of `export_fields.FIELDS`; None stands for all that name nobody, and `with_names` for
        those that do as well. Raises NotAllowed, UnknownField and ExportRefused too.
        """
        columns = chosen_fields(fields, with_names=with_names)
        if with_names:
            self.transactions.read(lambda session: self.people.require(session, Permission.EXPORT_NAMES))
        return export_records(
            self.transactions, self.place, file, fields=columns, chosen=chosen, replace=replace, told=told
        )

    def old(self, years: int) -> list[OldRecord]:
        """The records past so many years; see `retention.Retention.old`."""
        return self._retention.old(years)

    def remove(self, references: Collection[str] | None, *, years: int, why: str) -> Removal:
        """Remove records past so many years for good; see `retention.Retention.remove`. Then `sweep`."""
        return self._retention.remove(references, years=years, why=why)

    def sweep(self) -> bool:
        """Write over what was removed; see `retention.Retention.sweep`."""
        return self._retention.sweep(self.place if isinstance(self.place, Path) else None)

    @property
    def _retention(self) -> Retention:
        return Retention(transactions=self.transactions, stamps=self.stamps, people=self.people)
