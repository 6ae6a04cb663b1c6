"""A topic as plain lines and as a citation."""

import pytest

from guidance.library import load_library, parse_topic
from guidance.rendering import citation, link_targets, load_sources, plain_text, without_markup

TOPICS = load_library().all()


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.slug)
def test_plain_text_holds_no_markup_and_no_control_character(topic):
    text = plain_text(topic, load_library())
    assert "](" not in text
    assert "**" not in text
    assert "##" not in text
    assert all(character.isprintable() or character == "\n" for character in text)


def test_plain_text_says_where_it_comes_from_and_when_it_was_checked():
    text = plain_text(load_library().get("reason-u1"), load_library())
    assert "Last checked 23 November 2026." in text
    assert "Written answer, 10 July 2014" in text
    assert "- Victim reasons, and why they come first (victim-reasons)" in text


def test_a_proposal_is_shown_as_one():
    assert "Our proposal, not CPS text." in plain_text(load_library().get("knives-and-weapons"))


@pytest.mark.parametrize("width", [40, 80])
def test_no_line_is_wider_than_asked(width):
    for topic in TOPICS:
        assert max(len(line) for line in plain_text(topic, load_library(), width=width).split("\n")) <= width


def test_a_wrapped_item_stays_under_itself():
    lines = plain_text(load_library().get("reason-u1"), width=40).split("\n")
    first = next(number for number, line in enumerate(lines) if line.startswith("- a trial or hearing"))
    assert lines[first + 1].startswith("  ")


def test_a_local_page_says_so():
    source = (
        "---\ntitle: T\nslug: t\nsummary: s\nkeywords: [k]\nwords: [w]\nrelated: [urn]\nquestions: [urn]\n"
        "source: [Area note]\nstatus: proposed\nchecked: 2026-01-05\n---\n\nText.\n"
    )
    topic = parse_topic(source, name="t.md", local=True)
    assert "A page of your Area." in plain_text(topic)
    assert citation(topic) == 'local guidance, "T", checked 5 January 2026. Sources: Area note.'


def test_a_citation_is_one_line():
    assert "\n" not in citation(load_library().get("urn"))


def test_links_to_other_topics_are_found_and_others_left_out():
    text = "[a](urn.md) [b](asn.md#check) [c](#here) [d](https://www.cps.gov.uk/x.md)"
    assert link_targets(text) == (("urn", ""), ("asn", "check"), ("", "here"))


def test_markup_goes_and_words_stay():
    assert without_markup("**Bold** and `code` and [a link](urn.md).") == "Bold and code and a link."


def test_every_source_has_a_title():
    assert all(source.title for source in load_sources().values())
