"""The choices in a store: counted, taken back, approved, removed, brought in. Only words that may be kept come here."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from assistant.store.people import People
from assistant.store.roles import Permission
from assistant.store.summaries import ChoiceElsewhere, ChoiceSummary
from assistant.store.tables import ChoiceByRow, ChoiceRow
from assistant.store.transactions import Transactions


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The choices of one open store. Each method is one transaction, and raises StoreError as the store does."""

    transactions: Transactions
    clock: Callable[[], datetime]
    people: People

    def add(self, said: str, code: str) -> None:
        """Count once more that this person chose the offence for these words, which must be as they may be kept."""

        def work(session: Session) -> None:
            now, person = self.clock(), self.people.name(session)
            choice = _choice(session, said, code)
            made = session.exec(_by(choice, person)).first()
            if made is None:
                made = ChoiceByRow(
                    choice_id=_number(choice), person=person, times=0, first_at=now, last_at=now
                )
            made.times += 1
            made.last_at = now
            session.add(made)

        self.transactions.write(work, may_repeat=False)

    def take_back(self, said: str, code: str) -> None:
        """Count once less, as the answer was undone. A choice that is not there is no fault."""

        def work(session: Session) -> None:
            choice = session.exec(_named(said, code)).first()
            made = None if choice is None else session.exec(_by(choice, self.people.name(session))).first()
            if choice is None or made is None:
                return
            made.times -= 1
            if made.times:
                session.add(made)
                return
            session.delete(made)
            session.flush()
            others = select(ChoiceByRow.person).where(ChoiceByRow.choice_id == choice.id)
            is_wanted = choice.approved_by is not None or choice.elsewhere_first is not None
            if not is_wanted and session.exec(others).first() is None:
                session.delete(choice)

        self.transactions.write(work, may_repeat=False)

    def all(self) -> list[ChoiceSummary]:
        """Every choice, by its words and then the one made most."""

        def work(session: Session) -> tuple[str, Sequence[ChoiceRow], Sequence[ChoiceByRow]]:
            name = self.people.name(session)
            return name, session.exec(select(ChoiceRow)).all(), session.exec(select(ChoiceByRow)).all()

        person, choices, made = self.transactions.read(work)
        by_choice: dict[int, list[ChoiceByRow]] = {}
        for row in made:
            by_choice.setdefault(row.choice_id, []).append(row)
        found = [_summary(choice, by_choice.get(_number(choice), []), person) for choice in choices]
        return sorted(found, key=lambda choice: (choice.said, -choice.people, -choice.times, choice.code))

    def approve(self, numbers: Iterable[int]) -> None:
        """Make these choices count for everyone. A number that is not there, or approved already, is passed over.

        Raises NotAllowed.
        """
        meant = set(numbers)

        def work(session: Session) -> None:
            self.people.require(session, Permission.APPROVE_CHOICES)
            for choice in _numbered(session, meant):
                if choice.approved_by is None:
                    choice.approved_by, choice.approved_at = self.people.name(session), self.clock()
                    session.add(choice)

        self.transactions.write(work)

    def remove(self, numbers: Iterable[int]) -> None:
        """Forget these choices, whoever made or approved them. A number that is not there is passed over.

        Raises NotAllowed.
        """
        meant = set(numbers)

        def work(session: Session) -> None:
            self.people.require(session, Permission.APPROVE_CHOICES)
            for choice in _numbered(session, meant):
                session.execute(delete(ChoiceByRow).where(col(ChoiceByRow.choice_id) == choice.id))
                session.delete(choice)

        self.transactions.write(work)

    def bring_in(self, choices: Iterable[ChoiceElsewhere]) -> None:
        """Take choices from another store, all or none. Bringing in the same ones again changes nothing.

        Raises NotAllowed: what comes in may be approved, and would count for everyone.
        """
        brought = list(choices)

        def work(session: Session) -> None:
            self.people.require(session, Permission.APPROVE_CHOICES)
            now, person = self.clock(), self.people.name(session)
            for given in brought:
                choice = _choice(session, given.said, given.code)
                choice.elsewhere_times, choice.elsewhere_people = given.times, given.people
                choice.elsewhere_first, choice.elsewhere_last = given.first_at, given.last_at
                if given.approved and choice.approved_by is None:
                    choice.approved_by, choice.approved_at = person, now
                session.add(choice)

        self.transactions.write(work)


def _named(said: str, code: str) -> SelectOfScalar[ChoiceRow]:
    return select(ChoiceRow).where(ChoiceRow.said == said, ChoiceRow.code == code)


def _by(choice: ChoiceRow, person: str) -> SelectOfScalar[ChoiceByRow]:
    return select(ChoiceByRow).where(ChoiceByRow.choice_id == choice.id, ChoiceByRow.person == person)


def _number(choice: ChoiceRow) -> int:
    """The number that the database gave to a row that is in it."""
    if choice.id is None:
        raise ValueError("A choice has no number before it is in the store.")
    return choice.id


def _choice(session: Session, said: str, code: str) -> ChoiceRow:
    """The row of a choice, made where there is none."""
    choice = session.exec(_named(said, code)).first()
    if choice is None:
        choice = ChoiceRow(said=said, code=code)
        session.add(choice)
        session.flush()
    return choice


def _numbered(session: Session, numbers: Iterable[int]) -> list[ChoiceRow]:
    return list(session.exec(select(ChoiceRow).where(col(ChoiceRow.id).in_(set(numbers)))).all())


def _summary(choice: ChoiceRow, made: list[ChoiceByRow], person: str) -> ChoiceSummary:
    moments = [moment for row in made for moment in (row.first_at, row.last_at)]
    moments += [moment for moment in (choice.elsewhere_first, choice.elsewhere_last) if moment]
    if not moments and choice.approved_at:  # everyone who chose it took that back
        moments = [choice.approved_at]
    return ChoiceSummary(
        number=_number(choice),
        said=choice.said,
        code=choice.code,
        times=max(sum(row.times for row in made), choice.elsewhere_times),
        people=max(len(made), choice.elsewhere_people),
        own=sum(row.times for row in made if row.person == person),
        approved_by=choice.approved_by,
        first_at=min(moments),
        last_at=max(moments),
    )
