"""The conversation's desk on a real store: drafts, records and choices on disk, transcripts as private files."""

from datetime import date, timedelta

from assistant.platform import folders, private_folder, write_whole
from assistant.record.model import Defendant, Finalisation
from assistant.record.rules import Week, week_of
from assistant.store.store import Store
from knowledge.dates import short_date
from knowledge.matching.chosen import Chosen, ChosenBefore
from knowledge.matching.said import said_key


def learn(chosen: Chosen, store: Store) -> None:
    """Fill what is known of earlier choices from the store, in place of what was known. Raises StoreError."""
    by_key: dict[str, list[ChosenBefore]] = {}
    for choice in store.choices.all():
        made = ChosenBefore(
            code=choice.code,
            times=choice.times,
            people=choice.people,
            approved=choice.approved_by is not None,
            own=choice.own,
        )
        by_key.setdefault(choice.said, []).append(made)
    chosen.learn(by_key)


_MOST_OF_A_WEEK = 2000
"""How many records of a week are looked at, everybody's together."""


class StoreDesk:
    """What a conversation needs from outside, kept in a store."""

    def __init__(self, store: Store, chosen: Chosen | None = None) -> None:
        self._store = store
        self._told_of: set[str] = set()
        self._chosen = chosen or Chosen()

    def keep(self, draft_id: str, *, title: str, at: str, data: dict[str, object]) -> None:
        """Put the draft on disk. Raises StoreError."""
        self._store.keep(draft_id, title=title, at=at, data=data)

    def write(self, record: Finalisation, *, draft_id: str) -> Finalisation:
        """Store the record and take the draft away.

        Raises StoreError; AlreadyFinalised where a record of the same defendant is there that `same` did not tell of.
        """
        return self._store.write(record, draft_id=draft_id, beside=self._told_of)

    def same(self, urn: str, defendant: Defendant) -> tuple[str, ...]:
        """A sentence for each record of this defendant on this URN."""
        found = self._store.same(urn, defendant)
        self._told_of.update(one.reference for one in found)
        return tuple(
            f"{one.defendant} is already finalised on this URN: {one.reference}, {one.outcome_label}, "
            f"entered on {short_date(one.entered_at.date())}."
            for one in found
        )

    def written(self, urn: str) -> tuple[Finalisation, ...]:
        """The records of this URN. Raises StoreError."""
        return tuple(self._store.by_urn(urn))

    def week(self) -> Week:
        """What the person at the keyboard wrote in the last seven days. Raises StoreError."""
        since = date.today() - timedelta(days=7)  # noqa: DTZ011 (the store reads a day by this computer's clock)
        me = self._store.person()
        own = [one for one in self._store.recent(_MOST_OF_A_WEEK, since=since) if one.entered_by == me]
        return week_of(record for one in own if (record := self._store.get(one.reference)) is not None)

    def choose(self, words: str, code: str) -> None:
        """Keep what may be kept of the words with the offence chosen for them. Raises StoreError."""
        if key := said_key(words):
            self._store.choices.add(key, code)
            learn(self._chosen, self._store)

    def unchoose(self, words: str, code: str) -> None:
        """Take a choice back. Raises StoreError."""
        if key := said_key(words):
            self._store.choices.take_back(key, code)
            learn(self._chosen, self._store)

    def save_transcript(self, name: str, text: str) -> str:
        """Save a conversation as a file that only its owner can read. Gives its path."""
        folder = folders().data / "transcripts"
        private_folder(folder)
        path = folder / f"{name}.txt"
        write_whole(path, text)
        return str(path)
