"""Rules on how a record came to be: who keyed it, overrides, corrections, samples (domain.md 12, rules 89 to 92)."""

from collections import Counter
from collections.abc import Iterator

from assistant.record.model import Finalisation, Override
from assistant.record.rules.book import Basis, Problem, Severity, known_rule, rule
from assistant.record.rules.identity import is_same_case, is_taken_up_again
from assistant.record.rules.reading import has_words, is_administrative
from assistant.record.rules.sample import CHECKED_WHOLLY, strata_of
from assistant.record.rules.surroundings import Surroundings
from knowledge.text import one_line

LONGEST_REASON = 255
"""How long the reason for going on may be: what CMS holds of a comment (S22)."""

_OWN_RULE = "R90"


def reason_problem(reason: str) -> str | None:
    """What is wrong with the words for going on against a warning; None where they will do."""
    if sum(letter.isalpha() for letter in reason) < 3:
        return "has no reason in words"
    if len(reason) > LONGEST_REASON:
        return f"has a reason of {len(reason)} characters, and {LONGEST_REASON} are kept"
    return None


@rule(
    89,
    Severity.STOP,
    "overrides",
    "versions",
    summary="Who keyed the record, when, with which tables, and why any warning was gone on against are kept.",
    fix="Give a short reason for each warning gone on against, and put right what stops. The store adds the rest.",
    topic="accountability",
    basis=Basis.OFFICIAL,
    source="S5",
)
def record_accounts_for_itself(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """A stop cannot be gone on against. That nothing is changed silently is the history's care."""
    times = Counter(override.rule for override in record.overrides)
    for override in record.overrides:
        problem = _override_problem(override, twice=times[override.rule] > 1)
        if problem:
            yield Problem(field="overrides", message=problem)
    if not all(map(has_words, vars(record.versions).values())):
        yield Problem(
            field="versions",
            message="It is not said which versions of program, offence list, POC table and rules made the record. "
            "Give all four.",
        )
    if record.reference is None:
        return
    if not has_words(record.entered_by) or record.entered_at is None:
        yield Problem(
            field="entered_by",
            message="The record has a reference, but not who entered it and when. Give both as the store has them.",
            rests_on=("reference", "entered_by", "entered_at"),
        )
    elif record.entered_at.utcoffset() is None or (record.entered_at.date() - around.today).days > 1:
        yield Problem(
            field="entered_at",
            message="The time of entry is in the future, or does not say its time zone. Give it in UTC.",
            rests_on=("reference", "entered_by", "entered_at"),
        )


def _override_problem(override: Override, *, twice: bool) -> str | None:
    known = known_rule(override.rule)
    if known is None:
        return f"There is no rule {override.rule!r} to go on against. Correct its id or take it out."
    if not known.warns:
        return f"{known.id} does not warn, so it cannot be gone on against. Put right what it says."
    if twice:
        return f"{known.id} was gone on against twice. Keep one reason."
    problem = reason_problem(override.reason)
    return f"The warning {known.id} {problem}. Say in a few words why it stands." if problem else None


@rule(
    90,
    Severity.WARN,
    "overrides",
    summary="One person does not go on against one rule again and again within a week.",
    fix="Look at the rule with whoever checks the records: it may be too narrow, or something is keyed wrongly.",
    topic="data-quality",
    basis=Basis.DESIGN,
)
def override_is_no_habit(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Counts the person's records of the week and this one. It is shown where samples are drawn."""
    if around.week is None:
        return
    for broken in dict.fromkeys(override.rule for override in record.overrides):
        times = around.week.overrides.get(broken, 0) + 1
        if broken != _OWN_RULE and times > around.limits.override_times:
            yield Problem(
                field="overrides",
                message=f"You have gone on against {broken} {times} times this week, and "
                f"{around.limits.override_times} are usual at most. Check it once more, or say why it comes so often: "
                "it is shown to whoever checks records.",
            )


@rule(
    91,
    Severity.STOP,
    "reopens",
    summary="A correction says why and keeps the old values; a case taken up again links back to its administrative "
    "end.",
    fix="Say why the record is changed, or give the reference of the administrative finalisation.",
    topic="amendments",
    basis=Basis.OFFICIAL,
    source="S30",
)
def correction_says_why(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """What the history knows of the version before comes with the surroundings; without it nothing is judged."""
    yield from _amendment(record, around)
    if record.reopens is not None:
        linked = next((other for other in around.others if other.reference == record.reopens), None)
        if record.reopens == record.reference or (
            linked is not None and not is_administrative(linked, around)
        ):
            yield Problem(
                field="reopens",
                message=f"{one_line(record.reopens)} is no administrative finalisation that could be taken up "
                "again. Amend it instead, or correct the link.",
                rests_on=("reference",),
            )
        return
    for other in around.others:
        if other.reference and is_same_case(record, other) and is_taken_up_again(record, other, around):
            yield Problem(
                field="reopens",
                message=f"{other.reference} ended this case administratively, and this record takes it up again. Link "
                f"back to it: give {other.reference} as the record reopened.",
                rests_on=("urn", "defendant", "charges", "outcome", "reference"),
            )


def _amendment(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    if around.amends is None:
        return
    before, words = around.amends.before, around.limits.why_words
    if not has_words(around.amends.why, words):
        yield Problem(
            field="version",
            message=f"The record is changed, but it is not said why. Say it in {words} words or more.",
            rests_on=("version",),
        )
    if before is None or (record.reference is not None and before.reference != record.reference):
        yield Problem(
            field="version",
            message="The record is changed, but the version before is not kept. Amend the record in the store, which "
            "keeps it.",
            rests_on=("version", "reference"),
        )


@rule(
    92,
    Severity.INFORM,
    "outcome",
    "poc.letter",
    "overrides",
    summary="Records of kinds with more risk are drawn at random for a quality check; every homicide is checked.",
    fix="Nothing to do: a second person holds the record against the file.",
    topic="data-quality",
    basis=Basis.DESIGN,
)
def record_is_checked_by_another(record: Finalisation, around: Surroundings) -> Iterator[Problem]:
    """Told where it is certain: of a kind that is checked wholly, or once the record was drawn."""
    strata = strata_of(record, around)
    if strata & CHECKED_WHOLLY:
        yield Problem(
            field="poc",
            message="A record with POC A, Homicide, is always drawn for a quality check by a second person.",
        )
    elif record.reference is not None and record.reference in around.drawn:
        kinds = ", ".join(sorted(strata)) or "any kind"
        yield Problem(
            field="reference",
            message=f"This record was drawn for a quality check (from: {kinds}). A second person holds it against the "
            "file.",
            rests_on=("reference",),
        )
