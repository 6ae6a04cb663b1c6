"""Who is at the keyboard, which role they have, and who gave it to them. Roles themselves are in `roles`."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from assistant.platform import user_name
from assistant.store.chain import End, NewEntry, take_end
from assistant.store.errors import NotAllowed, StoreError
from assistant.store.ledger import EntryKind
from assistant.store.roles import MAY, Permission, Role, who_may
from assistant.store.stamps import Stamps
from assistant.store.tables import LedgerRow, PersonRow
from assistant.store.transactions import Transactions
from knowledge.text import one_line

FIRST = "the store"
"""Who gave the first manager the role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person of the store: their role, since when (UTC) and by whom."""

    name: str
    role: Role
    since: datetime
    given_by: str


class NoManagerLeft(StoreError):
    """The store would be without a manager."""


class NoSuchPerson(StoreError):
    """Nobody of that name is known to the database."""


class People:
    """The people of one open store."""

    def __init__(self, transactions: Transactions, stamps: Stamps) -> None:
        self._transactions = transactions
        self._stamps = stamps
        self._name: str | None = None

    def name(self, session: Session) -> str:
        """Who is at the keyboard: the operating system's user, or the role that logged in at the database server."""
        if self._stamps.person is not None:
            return self._stamps.person()
        if self._name is None:
            if session.get_bind().dialect.name == "sqlite":
                self._name = user_name()
            else:
                self._name = str(session.execute(sa.text("SELECT session_user")).scalar_one())
        return self._name

    def role(self, session: Session, name: str | None = None) -> Role:
        """The role of a person, by default of the one at the keyboard.

        On a server it is what the database grants them: the owner of the tables manages the store, and so do the
        members of finalise_manager. Somebody whom nobody gave a role is an administrator, except that the first
        person of an embedded store manages it.
        """
        name = name or self.name(session)
        if not _is_embedded(session) and (granted := _granted(session, name)) is not None:
            return granted
        given = session.exec(select(PersonRow.role).where(PersonRow.name == name)).first()
        if given is not None:
            return Role(given)
        return Role.MANAGER if _first_manager(session, name) == name else Role.ADMINISTRATOR

    def require(self, session: Session, permission: Permission) -> None:
        """Raise NotAllowed where the person at the keyboard may not do this."""
        role = self.role(session)
        if permission not in MAY[role]:
            raise NotAllowed(self.name(session), role.value, permission.value, who_may(permission))

    def me(self) -> tuple[str, Role]:
        """Who is at the keyboard, and their role."""
        return self._transactions.read(lambda session: (self.name(session), self.role(session)))

    def all(self) -> list[Person]:
        """Everybody who was given a role, by name."""

        def work(session: Session) -> list[Person]:
            return [_person(row) for row in session.exec(select(PersonRow).order_by(col(PersonRow.name)))]

        return self._transactions.read(work)

    def set(self, name: str, role: Role) -> Person:
        """Give a person a role, which stands in the ledger for good.

        Raises NotAllowed, NoManagerLeft and, on a server, NoSuchPerson.
        """
        meant = one_line(name)

        def work(session: Session) -> Person:
            end = take_end(session, self._stamps.clock)
            self.require(session, Permission.MANAGE_ROLES)
            by = self.name(session)

            def entered(end: End, row: PersonRow) -> End:
                facts = {"person": row.name, "role": row.role.value, "given_by": row.given_by}
                entry = NewEntry(
                    kind=EntryKind.ROLE, person=by, terminal=self._stamps.terminal(), facts=facts
                )
                return end.add(session, entry)

            rows = {row.name: row for row in session.exec(select(PersonRow)).all()}
            first = _first_manager(session, by)
            if first is not None and first not in rows:
                rows[first] = PersonRow(name=first, role=Role.MANAGER, since=end.at, given_by=FIRST)
                session.add(rows[first])
                end = entered(end, rows[first])
            row = rows.get(meant) or PersonRow(name=meant, role=role, since=end.at, given_by=by)
            if row.role is role and meant in rows:
                return _person(row)
            row.role, row.since, row.given_by = role, end.at, by
            managers = {one.name for one in (*rows.values(), row) if one.role is Role.MANAGER}
            if not managers and _is_embedded(session):
                raise NoManagerLeft(
                    f"{meant} is the only manager of this store.",
                    fix="Give another person the role manager first.",
                )
            if not _is_embedded(session):
                _grant(session, row)
            session.add(row)
            entered(end, row)
            return _person(row)

        return self._transactions.write(work)


# The most that a group may do comes first: somebody may be in several.
_GROUPS = {
    f"finalise_{role.value}": role for role in (Role.MANAGER, Role.TRAINER, Role.ADMINISTRATOR, Role.REVIEWER)
}
_MEMBER_OF = sa.text("""
    SELECT g.rolname FROM pg_roles AS p, pg_roles AS g
    WHERE p.rolname = :name AND g.rolname LIKE 'finalise%' AND pg_has_role(p.oid, g.oid, 'MEMBER')
    UNION ALL
    SELECT 'finalise_manager' FROM pg_roles AS p, pg_class AS c
    WHERE p.rolname = :name AND c.oid = to_regclass('ledger') AND pg_has_role(p.oid, c.relowner, 'MEMBER')
""")


def _granted(session: Session, name: str) -> Role | None:
    """The role that the groups of the database give a person, or None."""
    groups = set(session.execute(_MEMBER_OF, {"name": name}).scalars())
    return next((role for group, role in _GROUPS.items() if group in groups), None)


def _grant(session: Session, row: PersonRow) -> None:
    """Puts a person into the group of their role, where the database's owner set up groups."""
    has_groups = session.execute(sa.text("SELECT to_regproc('finalise_grant_role') IS NOT NULL")).scalar_one()
    if not has_groups:
        return
    facts = {"name": row.name, "role": row.role.value}
    can_log_in = sa.text("SELECT 1 FROM pg_roles WHERE rolname = :name AND rolcanlogin AND NOT rolsuper")
    if session.execute(can_log_in, facts).first() is None:
        raise NoSuchPerson(
            f"Nobody of the name {row.name} can log in at the database.",
            fix=f"Whoever looks after the database makes the login first: createuser {row.name}.",
        )
    session.execute(sa.text("SELECT finalise_grant_role(:name, :role)"), facts)


def _first_manager(session: Session, name: str) -> str | None:
    """Who manages an embedded store that nobody was made manager of: whoever entered something first, else `name`."""
    if not _is_embedded(session):
        return None
    managers = select(PersonRow.name).where(PersonRow.role == Role.MANAGER).limit(1)
    if session.exec(managers).first() is not None:
        return None
    first = select(LedgerRow.person).order_by(col(LedgerRow.position)).limit(1)
    return session.exec(first).first() or name


def _is_embedded(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def _person(row: PersonRow) -> Person:
    return Person(name=row.name, role=row.role, since=row.since, given_by=row.given_by)
