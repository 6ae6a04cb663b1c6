"""The content: whatever the rest of Finalise names has a topic, and topics keep the promises they make."""

import re
import tomllib
from importlib import resources

import pytest

from assistant.record.rules import RULES
from guidance.check import QUESTIONS
from guidance.library import Status, load_library
from knowledge.flags import load_flags
from knowledge.outcomes import load_outcomes
from knowledge.poc import POC_CATEGORIES
from knowledge.reasons import load_reasons

LIBRARY = load_library()
PROMISED = (
    "finalisation urn asn defendant pre-charge courts hearing-date hearing-record-sheet asking-the-advocate charges "
    "offence offence-date plea verdict charge-result live-at-the-end outcome reasons victim-reasons choosing-the-poc "
    "lesser-charge-in-place monitoring-flags disclosure victim-letters victims-right-to-review checking-and-writing "
    "administrative-finalisation reopening amendments data-quality common-errors glossary using-finalise keys "
    "changing-an-answer leaving-and-resuming several-defendants"
).split()


@pytest.mark.parametrize("slug", PROMISED)
def test_a_promised_topic_is_there(slug):
    assert slug in LIBRARY


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_has_a_topic(question):
    assert LIBRARY.by_question(question)


@pytest.mark.parametrize("category", POC_CATEGORIES.values(), ids=lambda category: category.letter)
def test_every_poc_has_a_topic_with_what_is_in_out_and_between(category):
    topic = LIBRARY.get(category.topic)
    assert f"(POC {category.letter})" in topic.title
    headings = " ".join(section.heading for section in topic.sections)
    for part in ("What is in", "What is out", "Borderline", "Common mistakes", "Worked example"):
        assert part in headings


@pytest.mark.parametrize("outcome", load_outcomes().values(), ids=lambda outcome: outcome.key)
def test_every_outcome_has_a_topic(outcome):
    assert outcome.topic in LIBRARY


@pytest.mark.parametrize("reason", load_reasons().values(), ids=lambda reason: reason.code)
def test_every_reason_has_a_topic_that_tells_its_neighbours_apart(reason):
    topic = LIBRARY.get(reason.topic)
    assert topic.slug == f"reason-{reason.code.lower()}"
    if not reason.code.startswith("A"):
        assert re.search(r"\(reason-[a-z0-9]+\.md\)|\(victim-reasons\.md\)|\(outcome-", topic.body)


@pytest.mark.parametrize("flag", load_flags().values(), ids=lambda flag: flag.code)
def test_every_flag_has_a_topic_that_names_its_code(flag):
    topic = LIBRARY.get(flag.topic)
    assert flag.code in f"{topic.title} {topic.body} {topic.keywords}"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_a_topic(rule):
    assert rule.topic in LIBRARY


def test_every_question_of_the_conversation_leads_to_a_topic():
    text = (
        resources.files("assistant.conversation.questions")
        .joinpath("wording.toml")
        .read_text(encoding="utf-8")
    )
    named = {entry["topic"] for entry in tomllib.loads(text).values()}
    assert {slug for slug in named if slug not in LIBRARY} == set()


def test_every_glossary_entry_is_spelled_out():
    body = LIBRARY.get("glossary").body
    for short in (
        "ASN",
        "CMS",
        "CTL",
        "HRS",
        "JDA",
        "JOA",
        "LOF",
        "NFA",
        "PCD",
        "PIA",
        "POC",
        "TIC",
        "URN",
        "VRR",
        "WCU",
    ):
        assert f"**{short}" in body or f" {short}" in body


def test_the_pages_of_well_known_or_proposed_matters_never_speak_for_the_cps():
    for topic in LIBRARY:
        if topic.status is not Status.OFFICIAL:
            assert "CPS requires" not in topic.body


def test_no_topic_quotes_figures_that_were_not_seen():
    for topic in LIBRARY:
        assert not re.search(
            r"error rate (?:of|was|is) \d|\d+(?:\.\d+)? ?(?:%|per cent) of (?:records|POC)", topic.body
        )
