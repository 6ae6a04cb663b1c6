import json
import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects.sqlite.base import SQLiteDialect

from assistant.platform import user_name
from assistant.record.model import Charge, Court, Defendant, DefendantKind, Stage
from assistant.store.columns import UtcDateTime
from assistant.store.errors import RecordRefused, StoreDamaged
from assistant.store.references import new_reference, read_reference
from assistant.store.same_defendant import may_be_same
from assistant.store.stamps import Stamps
from assistant.store.store import Store
from knowledge.courts import CourtType
from knowledge.pleas import Plea


def person(surname="Smith", forenames="John", born=None):
    return Defendant(kind=DefendantKind.PERSON, surname=surname, forenames=forenames, date_of_birth=born)


def organisation(name):
    return Defendant(kind=DefendantKind.ORGANISATION, organisation=name)


def test_a_record_comes_back_as_it_was_written(store, record):
    charge = Charge(
        number=1, code="TH68011", title="Robbery", plea=Plea.GUILTY, offence_date=date(2026, 1, 2)
    )
    written = store.write(record(charges=[charge], note="Siân’s\nfile"), draft_id="d1")
    assert store.get(written.reference) == written
    assert written.charges == [charge]


def test_the_store_says_who_when_and_under_which_reference(store, record):
    written = store.write(record(entered_by="somebody else", version=7, reference="F222-2222"), draft_id="d1")
    assert re.fullmatch(r"F[2-9A-Z]{3}-[2-9A-Z]{4}", written.reference)
    assert written.reference != "F222-2222"
    assert written.version == 1
    assert written.entered_by == "asmith"
    assert written.entered_at == datetime(2026, 11, 12, 9, 0, tzinfo=UTC)


def test_by_default_the_person_is_the_systems_and_the_time_is_now(url, record):
    before = datetime.now(UTC)
    with Store.open(url) as store:
        written = store.write(record(), draft_id="d1")
    assert written.entered_by == (user_name() if url.startswith("sqlite") else "postgres")
    assert before <= written.entered_at <= datetime.now(UTC)


def test_writing_removes_the_draft(store, record):
    store.keep("d1", title="t", at="a", data={})
    store.keep("d2", title="t", at="a", data={})
    store.write(record(), draft_id="d1")
    assert [draft.id for draft in store.drafts()] == ["d2"]


def test_writing_the_same_draft_again_gives_the_first_record(store, record):
    first = store.write(record(), draft_id="d1")
    again = store.write(record(note="changed"), draft_id="d1")
    assert again == first
    assert len(store.recent()) == 1


def test_a_reference_that_is_taken_is_not_given_again(url, record):
    made = iter(["FCCC-2222", "FCCC-2222", "FCCC-3333"])
    with Store.open(url, stamps=Stamps(reference=lambda: next(made))) as store:
        first = store.write(record(), draft_id="d1")
        second = store.write(record(urn="01AB9999926"), draft_id="d2")
        assert (first.reference, second.reference) == ("FCCC-2222", "FCCC-3333")


@pytest.mark.parametrize("typed", ["fccc2222", " FCCC 2222 ", "FCCC–2222", "fcccz2z2"])
def test_a_reference_is_found_as_people_type_it(url, record, typed):
    with Store.open(url, stamps=Stamps(reference=lambda: "FCCC-2222")) as store:
        store.write(record(), draft_id="d1")
        assert store.get(typed).reference == "FCCC-2222"


@pytest.mark.parametrize("typed", ["", "FCCC-3333", "01AB1234526", "FCCC-222", "'; DROP TABLE record"])
def test_what_is_no_reference_finds_nothing(url, record, typed):
    with Store.open(url, stamps=Stamps(reference=lambda: "FCCC-2222")) as store:
        store.write(record(), draft_id="d1")
        assert store.get(typed) is None


def test_references_are_at_random_and_read_back():
    made = {new_reference() for _ in range(500)}
    assert len(made) == 500
    assert all(read_reference(reference.lower().replace("-", "")) == reference for reference in made)


def test_a_case_gives_its_records_in_the_order_they_were_entered(store, record):
    store.write(record(), draft_id="d1")
    store.write(record(urn="01AB9999926"), draft_id="d2")
    store.write(record(defendant=person("Jones")), draft_id="d3")
    assert [found.defendant.surname for found in store.by_urn("01ab 12345/26")] == ["Smith", "Jones"]
    assert store.by_urn("01AB0000026") == []


def test_recent_records_come_newest_first_in_summary(store, record):
    store.write(record(), draft_id="d1")
    last = store.write(record(defendant=organisation("Bow Street Motors Ltd")), draft_id="d2")
    newest, oldest = store.recent()
    assert newest.reference == last.reference
    assert newest.defendant == "Bow Street Motors Ltd"
    assert (oldest.urn, oldest.defendant, oldest.outcome_label) == (
        "01AB1234526",
        "John Smith",
        "Guilty plea",
    )
    assert (oldest.poc, oldest.court, oldest.final_hearing) == (
        "E",
        "Leeds Magistrates' Court",
        date(2026, 11, 11),
    )
    assert oldest.entered_at == datetime(2026, 11, 12, 9, 0, tzinfo=UTC)


def test_a_record_without_court_and_poc_is_summarised_too(store, record):
    bare = record(stage=Stage.PRE_CHARGE, court=None, poc=None, final_hearing=None)
    store.write(bare, draft_id="d1")
    (only,) = store.recent()
    assert (only.poc, only.court, only.final_hearing) == (None, None, None)


def test_recent_can_be_cut_by_number_case_and_day(url, record):
    days = iter(datetime(2026, 11, day, 12, tzinfo=UTC) for day in (10, 11, 12))
    with Store.open(url, stamps=Stamps(clock=lambda: next(days))) as store:
        for name, urn in (("A", "01AB1234526"), ("B", "01AB9999926"), ("C", "01AB1234526")):
            store.write(record(urn=urn, defendant=person(name)), draft_id=name)
        assert [found.entered_at.day for found in store.recent(2)] == [12, 11]
        assert [found.entered_at.day for found in store.recent(urn="01ab1234526")] == [12, 10]
        assert [found.entered_at.day for found in store.recent(since=date(2026, 11, 11))] == [12, 11]
        assert [found.entered_at.day for found in store.recent(surname="b")] == [11]


def test_a_defendant_already_finalised_on_the_case_is_found(store, record):
    first = store.write(record(), draft_id="d1")
    store.write(record(urn="01AB9999926"), draft_id="d2")
    store.write(record(defendant=person("Jones")), draft_id="d3")
    assert [found.reference for found in store.same("01AB1234526", person("SMITH", "J"))] == [first.reference]
    assert store.same("01AB1234526", person("Smith", "Peter")) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (person(), person("SMITH", "john"), True),
        (person(forenames="John Paul"), person(forenames="John"), True),
        (person(forenames="J."), person(), True),
        (person(forenames="P"), person(), False),
        (person(forenames=None), person(), True),
        (person(forenames="Jo"), person(), False),
        (person("Smyth"), person(), False),
        (person("O’Brien"), person("O'BRIEN"), True),
        (person(born=date(1990, 1, 2)), person(), True),
        (person(born=date(1990, 1, 2)), person(born=date(1991, 1, 2)), False),
        (organisation("Smith"), person(forenames=None), False),
        (organisation("Bow Street Motors Ltd"), organisation("BOW STREET  MOTORS LTD"), True),
    ],
)
def test_two_entries_may_be_of_one_defendant(one, other, same):
    assert may_be_same(one, other) is same
    assert may_be_same(other, one) is same


def test_a_record_that_could_not_be_read_back_is_refused_without_showing_it(store, record):
    broken = record().model_copy(update={"urn": 5, "defendant": person("SECRET\ud800")})
    store.keep("d1", title="t", at="a", data={})
    with pytest.raises(RecordRefused) as caught:
        store.write(broken, draft_id="d1")
    assert "SECRET" not in str(caught.value)
    assert caught.value.__context__ is None
    assert [draft.id for draft in store.drafts()] == ["d1"]
    assert store.recent() == []


def test_a_refused_record_says_which_field(store, record):
    broken = record().model_copy(
        update={"court": Court.model_construct(code=5, name="x", type=CourtType.CROWN)}
    )
    with pytest.raises(RecordRefused, match=r"court\.code cannot be kept"):
        store.write(broken, draft_id="d1")


def test_a_spoilt_record_is_told_by_its_reference_alone(store, record, tampered):
    written = store.write(record(), draft_id="d1")
    tampered("UPDATE record SET body = replace(body, '\"urn\"', '\"SMITH\"')")
    with pytest.raises(StoreDamaged, match=written.reference) as caught:
        store.get(written.reference)
    assert "SMITH" not in str(caught.value).upper()
    assert caught.value.__suppress_context__


def test_the_json_kept_is_the_record_and_always_the_same_text(store, record, rows):
    written = store.write(record(), draft_id="d1")
    ((body,),) = rows("SELECT body FROM record")
    assert json.loads(body) == written.model_dump(mode="json")
    assert body == json.dumps(json.loads(body), sort_keys=True, separators=(",", ":"))


def test_the_columns_for_searching_are_taken_from_the_record(store, record, rows):
    store.write(record(defendant=person("O’Brien")), draft_id="d1")
    columns = "version, draft_id, stage, urn, surname_folded, outcome, poc, entered_by"
    assert rows(f"SELECT {columns} FROM record") == [
        (1, "d1", "post_charge", "01AB1234526", "o'brien", "guilty_plea", "E", "asmith")
    ]
    ((hearing, entered),) = rows("SELECT final_hearing, entered_at FROM record")
    assert (str(hearing), str(entered)[:19]) == ("2026-11-11", "2026-11-12 09:00:00")


@given(
    st.datetimes(timezones=st.just(UTC) | st.just(timezone(timedelta(hours=-7)))).filter(
        lambda moment: 1 < moment.year < 9999
    )
)
def test_a_moment_goes_in_and_out_in_utc(moment):
    column, dialect = UtcDateTime(), SQLiteDialect()
    kept = column.process_bind_param(moment, dialect)
    back = column.process_result_value(kept.replace(tzinfo=None), dialect)
    assert back == moment
    assert back.tzinfo is UTC


def test_a_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        UtcDateTime().process_bind_param(datetime(2026, 11, 12), SQLiteDialect())  # noqa: DTZ001
