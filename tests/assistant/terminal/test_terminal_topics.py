"""A topic as blocks: its text, sections and links; what cannot be drawn is harmless; and back and forward."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.terminal.topic_blocks import marked, topic_blocks, topic_target
from assistant.terminal.visits import Visits
from assistant.terminal.widgets.topic_view import TopicView
from guidance.library import load_library

TEXT = """Begin **here** with `s47`.

## The choices

- Guilty. See [the verdict](verdict.md#when).
- Not guilty

1. One
2. Two

## When

Go on [outside](https://a.test/x.md) or [up](#the-choices).
"""


def plain(markdown: str) -> list[str]:
    return [f"{block.mark.plain}{block.text.plain}" for block in topic_blocks(markdown).blocks]


def test_headings_lists_and_text_become_lines():
    assert plain(TEXT) == [
        "Begin here with s47.",
        "The choices",
        "• Guilty. See the verdict.",
        "• Not guilty",
        "1. One",
        "2. Two",
        "When",
        "Go on outside or up.",
    ]


def test_sections_are_known_by_their_anchors():
    assert topic_blocks(TEXT).sections == {"the-choices": 1, "when": 6}


def test_links_to_topics_are_gathered_and_those_outside_are_not():
    assert topic_blocks(TEXT).links == (("verdict#when", "the verdict"), ("#the-choices", "up"))


@pytest.mark.parametrize("topic", load_library().all(), ids=lambda topic: topic.slug)
def test_every_section_of_our_topics_can_be_gone_to(topic):
    shown = topic_blocks(topic.body)
    assert set(shown.sections) == {section.anchor for section in topic.sections if section.heading}
    for target, _ in shown.links:
        slug, _, anchor = target.partition("#")
        other = load_library().get(slug or topic.slug)
        assert other is not None
        assert not anchor or other.section(anchor)


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("verdict.md", "verdict"),
        ("verdict.md#when", "verdict#when"),
        ("#when", "#when"),
        ("https://a.test/x.md", ""),
        ("../secret.md", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_only_addresses_of_topics_lead_anywhere(address: str, target: str):
    assert topic_target(address) == target


def test_html_is_shown_as_it_is_typed():
    assert plain("Ask <b>now</b>.") == ["Ask <b>now</b>."]


@given(st.text(max_size=400))
def test_any_text_becomes_lines_that_a_terminal_cannot_act_on(text: str):
    for block in topic_blocks(text).blocks:
        assert "\x1b" not in block.text.plain
        assert "\x9b" not in block.text.plain


def test_places_are_found_whatever_their_case_and_none_in_nothing():
    blocks = topic_blocks(TEXT).blocks
    new, places = marked(blocks, "GUILTY")
    assert places == (2, 3)
    assert [block.text.plain for block in new] == [block.text.plain for block in blocks]
    assert marked(blocks, "  ")[1] == ()


async def test_a_topic_opens_at_the_section_asked_for(host: Any, wait_for: Any) -> None:
    app = host(TopicView())
    long = "".join(f"## Part {number}\n\nText.\n\n" for number in range(60))
    async with app.run_test(size=(60, 20)) as pilot:
        app.widget.show(long, "part-30")
        await wait_for(pilot, lambda: app.widget.scroll_offset.y > 0, "it scrolled")
        first = app.widget.scroll_offset.y
        assert app.widget.render_line(0).text.strip() == "Part 30"
        app.widget.show(long)
        await wait_for(pilot, lambda: app.widget.scroll_offset.y == 0, "it went back to the beginning")
        assert first > 0


def test_back_and_forward_are_as_in_a_browser():
    visits = Visits()
    assert (visits.here, visits.back(), visits.forward()) == ("", "", "")
    for target in ("a", "b", "c", "c"):
        visits.visit(target)
    assert visits.back() == "b"
    assert (visits.can_go_back, visits.can_go_forward) == (True, True)
    assert visits.back() == "a"
    assert visits.back() == "a"
    assert visits.forward() == "b"
    visits.visit("d")
    assert visits.forward() == "d"
    assert visits.back() == "b"


@given(st.lists(st.sampled_from(["back", "forward", "a", "b", "c"])))
def test_what_is_shown_was_visited(steps: list[str]):
    visits, seen = Visits(), {""}
    for step in steps:
        if step == "back":
            assert visits.back() in seen
        elif step == "forward":
            assert visits.forward() in seen
        else:
            visits.visit(step)
            seen.add(step)
            assert visits.here == step
