"""The desk on a real store: what one person writes while another is still answering."""

from datetime import date
from pathlib import Path

import pytest
from commanding import guilty_plea, last_working_day
from talking import say, tables

from assistant.conversation.conversation import Conversation
from assistant.desk import StoreDesk
from assistant.platform import user_name
from assistant.store.errors import AlreadyFinalised, NotAllowed
from assistant.store.roles import Role
from assistant.store.stamps import Stamps
from assistant.store.store import Store
from assistant.workplace import Workplace


def today() -> date:
    return last_working_day()


@pytest.fixture
def stores(tmp_path: Path):
    """One store, open to Anna and to Ben."""
    url = f"sqlite:///{(tmp_path / 'finalise.db').as_posix()}"
    with (
        Store.open(url, stamps=Stamps(person=lambda: "anna")) as anna,
        Store.open(url, stamps=Stamps(person=lambda: "ben")) as ben,
    ):
        yield anna, ben


def test_a_defendant_finalised_by_another_in_the_meantime_is_told_and_asked_about(stores):
    anna, ben = stores
    talks = [Conversation(desk=StoreDesk(store), tables=tables(), today=today) for store in (anna, ben)]
    for talk in talks:
        say(talk, *guilty_plea()[:-1])
    talks[0].say("y")
    with pytest.raises(AlreadyFinalised, match=f"{talks[0].written.reference}, by anna on"):
        talks[1].say("y")
    assert talks[1].question.key == "duplicate"
    assert talks[0].written.reference in talks[1].question.text
    say(talks[1], "Another incident on the same day", "y")
    assert [record.entered_by for record in ben.by_urn(talks[1].written.urn)] == ["anna", "ben"]


def test_whoever_may_not_record_is_told_before_the_first_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("FINALISE_HOME", str(tmp_path))
    url = f"sqlite:///{(tmp_path / 'finalise.db').as_posix()}"
    with Store.open(url, stamps=Stamps(person=lambda: "anna")) as anna:
        anna.people.set(user_name(), Role.REVIEWER)
    with pytest.raises(NotAllowed, match="may not record finalisations"):
        Workplace.open(url)
