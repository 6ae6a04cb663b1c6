"""The table of contents: every topic once, in the group where a person would look."""

from guidance.contents import contents
from guidance.library import Library, load_library

GROUPS = {group.title: [topic.slug for topic in group.topics] for group in contents(load_library())}


def test_every_topic_is_in_one_group():
    listed = [slug for slugs in GROUPS.values() for slug in slugs]
    assert sorted(listed) == sorted(topic.slug for topic in load_library())


def test_topics_stand_where_a_person_would_look():
    assert "poc-robbery" in GROUPS["Principal Offence Category"]
    assert "reason-e8" in GROUPS["Reasons"]
    assert "outcome-deceased" in GROUPS["Outcomes"]
    assert "flag-domv" in GROUPS["Monitoring flags"]
    assert "victim-letters" in GROUPS["Victims"]
    assert "keys" in GROUPS["Using Finalise"]
    assert "finalisation" in GROUPS["Finalising a case"]


def test_what_is_general_stands_before_what_is_one_of_a_list():
    slugs = GROUPS["Reasons"]
    assert slugs.index("reasons") < slugs.index("reason-e1")


def test_an_empty_library_has_no_groups():
    assert contents(Library({})) == ()
