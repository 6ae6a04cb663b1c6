"""A real server with the rights that the project's script gives: what each role can do there, past the program too."""

import psycopg
import pytest

from assistant.store.errors import NotAllowed, StoreClosedToYou
from assistant.store.grants import grants_text
from assistant.store.people import NoSuchPerson
from assistant.store.roles import Role
from assistant.store.store import Store

PEOPLE = {"grants_admin": "administrator", "grants_reviewer": "reviewer", "grants_manager": "manager"}


@pytest.fixture(scope="module")
def people(postgresql):
    """Logins of people with roles, and of one without."""
    postgresql.run("CREATE ROLE grants_nobody LOGIN")
    for name in PEOPLE:
        postgresql.run(f"CREATE ROLE {name} LOGIN")
    return postgresql


@pytest.fixture
def server(people, postgresql_database):
    """The server; the database has the rights, and each person the group of their role."""
    people.run(grants_text(), postgresql_database)
    for name, role in PEOPLE.items():
        people.run(f"GRANT finalise_{role} TO {name}")
    yield people
    for name, role in PEOPLE.items():
        people.run(f"REVOKE finalise_{role} FROM {name}")
    people.run("REVOKE finalise_administrator, finalise_reviewer FROM grants_nobody")


@pytest.fixture
def as_login(server, postgresql_database):
    """Opens the store as the person who logs in."""
    opened = []

    def open_as(name):
        opened.append(Store.open(server.url(postgresql_database, user=name)))
        return opened[-1]

    yield open_as
    for store in opened:
        store.close()


def test_everybody_does_through_the_program_what_their_role_may(as_login, record):
    admin, reviewer, manager = map(as_login, PEOPLE)
    admin.keep("d1", title="t", at="a", data={})
    first = admin.write(record(), draft_id="d1")
    assert first.entered_by == "grants_admin"
    second = manager.amend(
        first.model_copy(update={"note": "x"}), expected_version=1, why="It was wrong.", draft_id="a1"
    )
    assert reviewer_reads(reviewer, first.reference) == second
    admin.choices.add("punched [...] face", "OF61102")
    admin.choices.take_back("punched [...] face", "OF61102")
    admin.choices.add("punched [...] face", "OF61102")
    manager.choices.approve([2])
    assert [choice.approved_by for choice in admin.choices.all()] == ["grants_manager"]
    manager.choices.remove([2])
    manager.remove(first.reference, why="Older than seven years.")
    assert manager.verify().is_whole
    assert reviewer.verify().head.count == 3


def reviewer_reads(store, reference):
    assert store.people.me() == ("grants_reviewer", Role.REVIEWER)
    assert store.drafts() == []
    return store.get(reference)


def test_a_manager_moves_a_person_to_another_group(as_login, server, record):
    manager = as_login("grants_manager")
    manager.people.set("grants_nobody", Role.ADMINISTRATOR)
    newcomer = as_login("grants_nobody")
    assert newcomer.people.me() == ("grants_nobody", Role.ADMINISTRATOR)
    newcomer.write(record(), draft_id="d1")
    manager.people.set("grants_nobody", Role.REVIEWER)
    assert newcomer.people.me() == ("grants_nobody", Role.REVIEWER)
    with pytest.raises(NotAllowed):
        newcomer.write(record(urn="01AB9999926"), draft_id="d2")
    assert manager.verify().is_whole
    with pytest.raises(NoSuchPerson, match="Nobody of the name ghost can log in"):
        manager.people.set("ghost", Role.REVIEWER)


def test_somebody_without_a_role_is_not_let_in(server, postgresql_database):
    with pytest.raises(StoreClosedToYou):
        Store.open(server.url(postgresql_database, user="grants_nobody"))


EMPTIED = (
    "body = '', account = NULL, urn = '', surname_folded = '', outcome = '', poc = NULL, final_hearing = NULL"
)
ENTRY = (
    "INSERT INTO ledger (position, kind, reference, version, person, at, terminal, facts, body_hash, previous, hash) "
    "SELECT position + 1, '{kind}', reference, version + 1, '{person}', at, terminal, facts, body_hash, hash, 'made' "
    "FROM ledger ORDER BY position DESC LIMIT 1"
)
FORBIDDEN = {
    "change history": "UPDATE ledger SET person = 'somebody'",
    "delete history": "DELETE FROM ledger",
    "empty history": "TRUNCATE ledger",
    "change a record": "UPDATE record SET body = '{}'",
    "empty a record": f"UPDATE record SET {EMPTIED}",
    "delete a record": "DELETE FROM record",
    "truncate records": "TRUNCATE record",
    "drop a trigger": "DROP TRIGGER record_keep ON record",
    "disable triggers": "ALTER TABLE ledger DISABLE TRIGGER ALL",
    "disable rules on rows": "ALTER TABLE ledger DISABLE ROW LEVEL SECURITY",
    "silence triggers": "SET session_replication_role = replica",
    "replace a function": "CREATE OR REPLACE FUNCTION finalise_keep_ledger() RETURNS trigger LANGUAGE plpgsql "
    "AS $$ BEGIN RETURN OLD; END $$",
    "drop a table": "DROP TABLE ledger",
    "make a table": "CREATE TABLE own (x int)",
    "make a table that passes": "CREATE TEMPORARY TABLE ledger (x int)",
    "read secrets": "SELECT rolpassword FROM pg_authid",
    "become the owner": "SET ROLE postgres",
    "become a manager": "SET ROLE finalise_manager",
    "give oneself a role": "GRANT finalise_manager TO grants_admin",
    "call the granting": "SELECT finalise_grant_role('grants_admin', 'manager')",
    "write a role": "INSERT INTO person VALUES ('grants_admin', 'manager', now(), 'x')",
    "enter for another": ENTRY.format(kind="amended", person="grants_manager"),
    "enter a removal": ENTRY.format(kind="removed", person="grants_admin"),
    "enter a role": ENTRY.format(kind="role", person="grants_admin"),
    "approve a choice": "UPDATE choice SET approved_by = 'x'",
    "slip in an approved choice": "INSERT INTO choice (said, code, approved_by, elsewhere_times, elsewhere_people) "
    "VALUES ('x', 'y', 'z', 0, 0)",
    "move the schema": "UPDATE alembic_version SET version_num = '9999'",
    "keep a draft for another": "INSERT INTO draft VALUES ('x', 't', 'a', '{}', now(), 'grants_manager')",
}


@pytest.mark.parametrize("name", FORBIDDEN)
def test_the_server_refuses_an_administrator_past_the_program(
    as_login, server, postgresql_database, record, name
):
    admin = as_login("grants_admin")
    admin.write(record(), draft_id="d1")
    admin.choices.add("punched [...] face", "OF61102")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        server.run(FORBIDDEN[name], postgresql_database, user="grants_admin")
    assert admin.verify().is_whole


def test_what_is_not_theirs_is_not_seen_or_touched_by_an_administrator(as_login, server, postgresql_database):
    admin, manager = as_login("grants_admin"), as_login("grants_manager")
    manager.keep("theirs", title="t", at="a", data={})
    manager.choices.add("punched [...] face", "OF61102")
    manager.choices.approve([1])
    assert admin.drafts(everybody=True) == []
    for statement in ("DELETE FROM draft", "DELETE FROM choice_by", "UPDATE choice_by SET times = 9"):
        server.run(statement, postgresql_database, user="grants_admin")
    assert len(manager.drafts()) == 1
    assert [choice.times for choice in manager.choices.all()] == [1]


@pytest.mark.parametrize(
    "statement", ["DELETE FROM ledger", "DELETE FROM record", "UPDATE ledger SET hash = ''"]
)
def test_not_even_a_manager_changes_history(as_login, server, postgresql_database, record, statement):
    as_login("grants_manager").write(record(), draft_id="d1")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        server.run(statement, postgresql_database, user="grants_manager")


def test_the_script_may_be_run_again(server, postgresql_database, as_login, record):
    server.run(grants_text(), postgresql_database)
    as_login("grants_admin").write(record(), draft_id="d1")
