"""What a person chooses over the suggested offence is kept in a real store, comes first next time, and for whom."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from talking import MAGISTRATES, PERSON, TODAY, MemoryDesk, opened, resumed, say, tables

from assistant.conversation.conversation import Conversation
from assistant.conversation.tables import Tables
from assistant.desk import StoreDesk, learn
from assistant.record.draft import charge_key
from assistant.store.stamps import Stamps
from assistant.store.store import Store
from knowledge.matching.chosen import Chosen

WORDS, KEY = "pulled her hair on the bus", "pulled hair bus"
CLEAR = "theft from a shop"
SHOP_THEFT, BURGLARY, ROBBERY = "TH68010", "TH68151", "TH68023"
REST = ("", "g", "no", "", "", "none", "y")


@dataclass(frozen=True)
class Colleague:
    """A person at a terminal of their own, on a store that all share."""

    store: Store
    tables: Tables

    def begun(self) -> Conversation:
        """A case in which the first offence is asked for."""
        learn(self.tables.chosen, self.store)
        desk = StoreDesk(self.store, self.tables.chosen)
        talk = Conversation(desk=desk, tables=self.tables, today=lambda: TODAY)
        say(talk, *PERSON, *MAGISTRATES)
        return talk

    def picks(self, place: int, words: str = WORDS) -> str:
        """Types words at the offence question, picks from the list by number, and gives the code."""
        talk = self.begun()
        talk.say(words)
        code = talk.question.options[place - 1].words
        say(talk, str(place))
        return code

    def first(self, words: str = WORDS) -> tuple[str, str]:
        """The code and the reason of the first live suggestion."""
        (first, *_) = self.begun().suggestions(words)
        return first.words, first.why

    @property
    def kept(self) -> list[tuple[str, str, int]]:
        return [(choice.said, choice.code, choice.times) for choice in self.store.choices.all()]


@pytest.fixture
def sits(tmp_path: Path) -> Iterator[Callable[[str], Colleague]]:
    """Opens the one store of a test as somebody."""
    url = f"sqlite:///{(tmp_path / 'finalise.db').as_posix()}"
    with ExitStack() as stores:

        def sit(name: str) -> Colleague:
            store = stores.enter_context(Store.open(url, stamps=Stamps(person=lambda: name)))
            return Colleague(store, replace(tables(), chosen=Chosen()))

        yield sit


@pytest.fixture
def anna(sits: Callable[[str], Colleague]) -> Colleague:
    return sits("anna")


def test_what_a_person_picked_comes_first_next_time_and_says_why(anna: Colleague):
    code = anna.picks(3)
    assert anna.kept == [(KEY, code, 1)]
    first, why = anna.first("Pulled her hair, on the BUS")
    assert first == code
    assert why.startswith("chosen here before (once, by you)")


def test_what_comes_first_is_still_only_offered(anna: Colleague):
    code = anna.picks(3)
    talk = anna.begun()
    talk.say(WORDS)
    assert talk.question.key == "charges.1.offence"
    assert talk.question.options[0].words == code


def test_picking_the_first_of_the_list_is_no_choice_over_it(anna: Colleague):
    anna.picks(1)
    assert anna.kept == []


def test_taking_what_was_learnt_is_not_counted_again(anna: Colleague):
    code = anna.picks(3)
    assert anna.picks(1) == code
    assert anna.kept == [(KEY, code, 1)]


def test_a_code_typed_by_itself_says_nothing_of_any_words(anna: Colleague):
    say(anna.begun(), ROBBERY)
    assert anna.kept == []


def test_one_persons_choice_changes_nothing_for_another(anna: Colleague, sits: Callable[[str], Colleague]):
    ben = sits("ben")
    before = ben.first()
    for _ in range(3):
        anna.picks(3)
        anna.picks(4)
    assert ben.first() == before


def test_the_choice_of_two_people_counts_for_a_third(anna: Colleague, sits: Callable[[str], Colleague]):
    code = anna.picks(3)
    assert sits("ben").picks(3) == code
    first, why = sits("cara").first()
    assert first == code
    assert why.startswith("chosen here before (2 times, by 2 people)")


def test_a_choice_that_a_manager_approved_counts_for_everyone(
    anna: Colleague, sits: Callable[[str], Colleague]
):
    code = anna.picks(3)
    sits("manager").store.choices.approve([1])
    assert sits("ben").first()[0] == code


def test_a_suggestion_picked_while_typing_counts_for_the_words_typed(anna: Colleague):
    talk = anna.begun()
    picked = talk.suggestions(WORDS)[1].words
    talk.say(picked, typed=WORDS)
    assert anna.kept == [(KEY, picked, 1)]


def test_changing_an_offence_taken_as_sure_is_a_choice(anna: Colleague):
    talk = anna.begun()
    say(talk, CLEAR, f"change offence to {BURGLARY}")
    assert anna.kept == [("theft from shop", BURGLARY, 1)]
    assert anna.first(CLEAR)[0] == BURGLARY
    say(talk, f"change offence to {ROBBERY}")
    assert anna.kept == [("theft from shop", ROBBERY, 1)]


def test_changing_it_back_is_no_choice(anna: Colleague):
    say(anna.begun(), CLEAR, f"change offence to {BURGLARY}", f"change offence to {SHOP_THEFT}")
    assert anna.kept == []


def test_undoing_takes_the_choice_back_and_redoing_makes_it_again(anna: Colleague):
    talk = anna.begun()
    talk.say(WORDS)
    code = talk.question.options[2].words
    say(talk, "3", "back")
    assert anna.kept == []
    say(talk, "redo")
    assert anna.kept == [(KEY, code, 1)]
    say(talk, "back", CLEAR)
    assert anna.kept == []


def test_a_charge_that_is_removed_takes_its_choice_with_it(anna: Colleague):
    talk = anna.begun()
    say(talk, ROBBERY, "", "g")
    talk.say(WORDS)
    say(talk, "3")
    assert len(anna.kept) == 1
    say(talk, "remove charge 1")
    assert len(anna.kept) == 1
    say(talk, "add charge", "remove charge 1")
    assert anna.kept == []


def test_resuming_a_draft_counts_nothing_twice():
    desk = MemoryDesk()
    talk = opened(desk=desk)
    talk.say(WORDS)
    say(talk, "3")
    again = resumed(resumed(talk, desk), desk)
    say(again, "", "g")
    assert list(desk.choices.values()) == [1]


def test_writing_the_record_keeps_the_choice(anna: Colleague):
    talk = anna.begun()
    talk.say(WORDS)
    code = talk.question.options[2].words
    say(talk, "3")
    talk.say("leave")
    assert anna.kept == [(KEY, code, 1)]


def test_charges_taken_over_for_the_next_defendant_are_not_chosen_again(anna: Colleague):
    talk = anna.begun()
    talk.say(WORDS)
    say(talk, "3")
    following = talk.for_next_defendant()
    say(following, "Jane Jones", "")
    assert following.question.key == "same_charges"
    say(following, "yes")
    assert [times for _, _, times in anna.kept] == [1]
    assert following.agenda.state.draft[charge_key(1, "offence")].value["suggested"]


def test_words_with_several_offences_are_no_choice_for_one_of_them(anna: Colleague):
    talk = anna.begun()
    say(talk, "robbery and shoplifting", f"change offence of charge 1 to {BURGLARY}")
    assert "robbery shoplifting" not in [said for said, _, _ in anna.kept]


def test_a_name_in_the_words_never_reaches_the_store(anna: Colleague, tmp_path: Path):
    talk = anna.begun()
    talk.say("pulled Kevin Wozniak hair bus")
    say(talk, "3")
    ((said, *_),) = anna.kept
    assert said == "pulled [...] hair bus"


def recorded(*offence: str) -> tuple[MemoryDesk, Conversation]:
    desk = MemoryDesk()
    talk = opened(desk=desk)
    for words in offence:
        talk.say(words)
    for words in REST:
        say(talk, words)
    assert talk.written is not None
    return desk, talk


def test_a_record_says_what_was_suggested_and_which_versions_made_it():
    _, talk = recorded(CLEAR)
    (charge,) = talk.written.charges
    suggested = charge.suggested
    assert (charge.code, suggested.code) == (SHOP_THEFT, SHOP_THEFT)
    assert 0.8 < suggested.confidence <= 1
    assert suggested.why
    assert suggested.catalogue == tables().catalogue.version == talk.written.versions.catalogue
    assert suggested.index == tables().matcher.version.split("/")[0]
    assert suggested.matcher not in ("", suggested.index)


def test_a_record_keeps_the_suggestion_that_was_not_taken():
    desk, talk = recorded(CLEAR, "back", WORDS, "3")
    (charge,) = talk.written.charges
    assert charge.typed == WORDS
    assert charge.suggested.code != charge.code
    assert desk.choices[WORDS, charge.code] == 1


@pytest.mark.parametrize("words", [ROBBERY, "other: riding a horse on the footway"])
def test_what_nobody_suggested_is_not_recorded_as_suggested(words: str):
    talk = opened()
    say(talk, words)
    assert "suggested" not in talk.agenda.state.draft[charge_key(1, "offence")].value
