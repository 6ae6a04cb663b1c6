"""The choices in a store, on real files: whose they are, what undoing and approving do."""

from datetime import UTC, datetime

import pytest

from assistant.store.roles import Role
from assistant.store.stamps import Stamps
from assistant.store.store import Store
from assistant.store.summaries import ChoiceElsewhere

SAID, ABH, COMMON_ASSAULT = "punched [...] face", "OF61102", "CJ88116"
MARCH, MAY = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture
def person(url):
    """Opens the store as somebody else."""
    opened = []

    def open_as(name):
        opened.append(Store.open(url, stamps=Stamps(person=lambda: name)))
        return opened[-1].choices

    yield open_as
    for store in opened:
        store.close()


def elsewhere(**changes):
    facts = {
        "said": SAID,
        "code": ABH,
        "times": 3,
        "people": 2,
        "approved": False,
        "first_at": MARCH,
        "last_at": MAY,
    }
    return ChoiceElsewhere(**{**facts, **changes})


def test_a_choice_says_how_often_by_whom_and_since_when(store):
    store.choices.add(SAID, ABH)
    store.choices.add(SAID, ABH)
    (choice,) = store.choices.all()
    assert (choice.said, choice.code, choice.times, choice.people, choice.own) == (SAID, ABH, 2, 1, 2)
    assert choice.approved_by is None
    assert choice.first_at < choice.last_at


def test_choices_of_several_people_add_up_and_each_sees_their_own(store, person):
    store.choices.add(SAID, ABH)
    other = person("bjones")
    for _ in range(2):
        other.add(SAID, ABH)
    seen = [
        (choice.times, choice.people, choice.own)
        for choices in (store.choices, other)
        for choice in choices.all()
    ]
    assert seen == [(3, 2, 1), (3, 2, 2)]


def test_two_offences_for_the_same_words_are_two_choices_the_commoner_first(store, person):
    store.choices.add(SAID, COMMON_ASSAULT)
    store.choices.add(SAID, ABH)
    person("bjones").add(SAID, ABH)
    assert [choice.code for choice in store.choices.all()] == [ABH, COMMON_ASSAULT]


def test_a_choice_taken_back_as_often_as_it_was_made_is_gone(store):
    store.choices.add(SAID, ABH)
    store.choices.add(SAID, ABH)
    store.choices.take_back(SAID, ABH)
    assert [choice.times for choice in store.choices.all()] == [1]
    store.choices.take_back(SAID, ABH)
    store.choices.take_back(SAID, ABH)
    assert store.choices.all() == []


def test_nobody_takes_back_what_another_person_chose(store, person):
    store.choices.add(SAID, ABH)
    person("bjones").take_back(SAID, ABH)
    assert [choice.own for choice in store.choices.all()] == [1]


def test_an_approved_choice_stays_when_it_is_taken_back(store):
    store.choices.add(SAID, ABH)
    store.choices.approve([1])
    store.choices.take_back(SAID, ABH)
    (choice,) = store.choices.all()
    assert (choice.times, choice.approved_by) == (0, "asmith")


def test_who_approved_first_stays_written_down(store, person):
    store.choices.add(SAID, ABH)
    store.choices.approve([1, 99])
    store.people.set("bjones", Role.MANAGER)
    person("bjones").approve([1])
    assert [choice.approved_by for choice in store.choices.all()] == ["asmith"]


def test_a_removed_choice_is_gone_for_everybody_and_its_number_is_not_used_again(store, person):
    store.choices.add(SAID, ABH)
    person("bjones").add(SAID, ABH)
    store.choices.remove([1])
    assert store.choices.all() == []
    store.choices.add(SAID, COMMON_ASSAULT)
    assert [choice.number for choice in store.choices.all()] == [2]


def test_choices_from_elsewhere_may_come_in_twice(store):
    for _ in range(2):
        store.choices.bring_in(
            [elsewhere(), elsewhere(code=COMMON_ASSAULT, times=1, people=1, approved=True)]
        )
    first, second = store.choices.all()
    assert (first.code, first.times, first.people, first.own, first.approved_by) == (ABH, 3, 2, 0, None)
    assert (first.first_at, first.last_at) == (MARCH, MAY)
    assert (second.code, second.times, second.approved_by) == (COMMON_ASSAULT, 1, "asmith")


def test_choices_here_and_elsewhere_are_not_added_up_as_they_may_be_of_the_same_people(store):
    store.choices.bring_in([elsewhere(times=3, people=2)])
    store.choices.add(SAID, ABH)
    (choice,) = store.choices.all()
    assert (choice.times, choice.people, choice.own, choice.first_at) == (3, 2, 1, MARCH)


def test_what_came_from_elsewhere_stays_when_a_choice_here_is_taken_back(store):
    store.choices.bring_in([elsewhere()])
    store.choices.add(SAID, ABH)
    store.choices.take_back(SAID, ABH)
    assert [choice.times for choice in store.choices.all()] == [3]
