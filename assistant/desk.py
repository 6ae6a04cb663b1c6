"""The conversation's desk on a real store: drafts and records on disk, transcripts as private files."""

from assistant.platform import folders, private_folder, write_whole
from assistant.record.model import Defendant, Finalisation
from assistant.store.store import Store
from knowledge.dates import short_date


class StoreDesk:
    """What a conversation needs from outside, kept in a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, draft_id: str, *, title: str, at: str, data: dict[str, object]) -> None:
        """Put the draft on disk. Raises StoreError."""
        self._store.keep(draft_id, title=title, at=at, data=data)

    def write(self, record: Finalisation, *, draft_id: str) -> Finalisation:
        """Store the record and take the draft away. Raises StoreError."""
        return self._store.write(record, draft_id=draft_id)

    def same(self, urn: str, defendant: Defendant) -> tuple[str, ...]:
        """A sentence for each record of this defendant on this URN."""
        return tuple(
            f"{found.defendant} is already finalised on this URN: {found.reference}, {found.outcome_label}, "
            f"entered on {short_date(found.entered_at.date())}."
            for found in self._store.same(urn, defendant)
        )

    def save_transcript(self, name: str, text: str) -> str:
        """Save a conversation as a file that only its owner can read. Gives its path."""
        folder = folders().data / "transcripts"
        private_folder(folder)
        path = folder / f"{name}.txt"
        write_whole(path, text)
        return str(path)
