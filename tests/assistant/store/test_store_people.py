"""Who is at the keyboard, what their role lets them do, and how they came to it."""

import pytest

from assistant.platform import user_name
from assistant.store.errors import NotAllowed
from assistant.store.ledger import EntryKind
from assistant.store.people import NoManagerLeft
from assistant.store.roles import MAY, Permission, Role, who_may
from assistant.store.stamps import Stamps
from assistant.store.store import Store


@pytest.fixture
def as_person(url):
    """Opens the store as somebody else."""
    opened = []

    def open_as(name):
        opened.append(Store.open(url, stamps=Stamps(person=lambda: name)))
        return opened[-1]

    yield open_as
    for store in opened:
        store.close()


def test_who_is_at_the_keyboard_comes_from_the_system_or_the_server(url, monkeypatch):
    for name in ("USER", "LOGNAME", "USERNAME", "PGOPTIONS"):
        monkeypatch.setenv(name, "-c application_name=x" if name == "PGOPTIONS" else "somebody")
    with Store.open(url) as store:
        assert store.person() == (user_name() if url.startswith("sqlite") else "postgres")


def test_the_first_person_of_an_embedded_store_manages_it_and_others_are_administrators(file, record):
    url = f"sqlite:///{file.as_posix()}"
    with Store.open(url, stamps=Stamps(person=lambda: "first")) as first:
        assert first.people.me() == ("first", Role.MANAGER)
        first.write(record(), draft_id="d1")
        with Store.open(url, stamps=Stamps(person=lambda: "second")) as second:
            assert second.people.me() == ("second", Role.ADMINISTRATOR)
        assert first.people.me() == ("first", Role.MANAGER)


def test_on_a_server_the_owner_and_the_members_of_the_group_manage(postgresql, postgresql_database, record):
    url = postgresql.url(postgresql_database)
    for name, role in (("postgres", Role.MANAGER), ("asmith", Role.MANAGER), ("bjones", Role.ADMINISTRATOR)):
        with Store.open(url, stamps=Stamps(person=lambda name=name: name)) as store:
            assert store.people.me() == (name, role)


def test_a_role_is_given_and_stands_in_the_ledger(store, as_person):
    store.people.set("bjones", Role.REVIEWER)
    assert as_person("bjones").people.me() == ("bjones", Role.REVIEWER)
    given = store.people.all()[-1]
    assert (given.name, given.role, given.given_by) == ("bjones", Role.REVIEWER, "asmith")
    with store.entries() as entries:
        last = list(entries)[-1]
    assert (last.kind, last.person) == (EntryKind.ROLE, "asmith")
    assert last.facts == {"person": "bjones", "role": "reviewer", "given_by": "asmith"}
    assert store.verify().is_whole


def test_giving_the_same_role_again_changes_nothing(store):
    store.people.set("bjones", Role.REVIEWER)
    count = store.head().count
    store.people.set("bjones", Role.REVIEWER)
    assert store.head().count == count


def test_the_only_manager_of_an_embedded_store_stays_one(file):
    with Store.open(f"sqlite:///{file.as_posix()}", stamps=Stamps(person=lambda: "first")) as store:
        with pytest.raises(NoManagerLeft, match="first is the only manager"):
            store.people.set("first", Role.REVIEWER)
        store.people.set("second", Role.MANAGER)
        store.people.set("first", Role.REVIEWER)
        assert store.people.me() == ("first", Role.REVIEWER)


def test_an_administrator_is_refused_what_is_not_theirs_in_a_plain_sentence(store, as_person, record):
    store.write(record(), draft_id="d0")
    store.choices.add("punched [...] face", "OF61102")
    other = as_person("bjones")
    written = other.write(record(urn="01AB9999926"), draft_id="d1")
    for refused in (
        lambda: other.people.set("bjones", Role.MANAGER),
        lambda: other.choices.approve([1]),
        lambda: other.choices.remove([1]),
        lambda: other.choices.bring_in([]),
        lambda: other.remove(written.reference, why="I want it gone."),
        lambda: other.require(Permission.EXPORT_NAMES),
    ):
        with pytest.raises(
            NotAllowed, match=r"You are bjones, with the role administrator, which may not \w+"
        ):
            refused()
    assert other.may(Permission.AMEND)
    assert not other.may(Permission.MANAGE_ROLES)
    assert store.get(written.reference) == written
    assert [choice.approved_by for choice in store.choices.all()] == [None]


def test_a_reviewer_looks_and_changes_nothing(store, as_person, record):
    store.people.set("bjones", Role.REVIEWER)
    written = store.write(record(), draft_id="d1")
    reviewer = as_person("bjones")
    assert reviewer.get(written.reference) == written
    with pytest.raises(NotAllowed, match="may not record finalisations"):
        reviewer.write(record(urn="01AB9999926"), draft_id="d2")
    with pytest.raises(NotAllowed, match="may not amend records"):
        reviewer.amend(
            written.model_copy(update={"note": "x"}), expected_version=1, why="It is wrong.", draft_id="a1"
        )
    assert len(store.recent()) == 1


def test_who_may_is_told_by_role():
    assert who_may(Permission.MANAGE_ROLES) == "manager"
    assert who_may(Permission.ENTER) == "administrator, trainer or manager"
    assert {permission for permissions in MAY.values() for permission in permissions} == set(Permission)


def test_a_draft_is_listed_for_its_own_person(store, as_person):
    store.keep("mine", title="t", at="a", data={})
    other = as_person("bjones")
    other.keep("theirs", title="t", at="a", data={})
    assert [draft.id for draft in store.drafts()] == ["mine"]
    assert [draft.id for draft in other.drafts()] == ["theirs"]
    assert {draft.id for draft in store.drafts(everybody=True)} == {"mine", "theirs"}
