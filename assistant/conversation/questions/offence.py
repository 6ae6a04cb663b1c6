"""The question which offence a charge is: reads the words, suggests while they are typed, plays the answer back."""

import re
from collections.abc import Iterator, Sequence

from assistant.conversation.questions import settling
from assistant.conversation.questions.base import At, NotUnderstood, Offered, Question, Reading
from assistant.conversation.shown import Suggestion
from assistant.record.draft import Plain, charge_key
from knowledge.choices import read_yes_no
from knowledge.matching.families import OpenQuestion, load_families
from knowledge.matching.matcher import Band, OffenceMatch
from knowledge.matching.shared_poc import POC_SURE_FROM, poc_in_words, shared_poc

_CODE = re.compile(r"[A-Z]{2}\d{2}[A-Z\d]\d{2}[ABCI]?|COML\d{3}[ABCI]?|\d{2}[A-Z]{2}\d{4,6}[A-Z]?", re.ASCII)
_OWN_WORDING = re.compile(r"other\s*:\s*(?P<wording>.+)", re.IGNORECASE | re.DOTALL)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def read_offence(words: str, at: At) -> Reading:
    """The offence that the words name, for the charge of `at`.

    Raises NotUnderstood, with the offences that they may mean where there are any, or with the answers to the short
    question that settles which of several near-twins it is.
    """
    key = charge_key(at.number, "offence")
    if own := _OWN_WORDING.fullmatch(words.strip()):
        wording = own["wording"].strip()
        if len(wording) < 4:
            raise NotUnderstood("The wording is too short.", fix="Type other: and the words of the charge.")
        return Reading(facts={key: {"code": None, "title": wording, "how": "own wording"}})
    if settled := settling.read_settled(words, at):
        return settled
    compact = re.sub(r"\s", "", words).upper()
    if _CODE.fullmatch(compact):
        return Reading(facts={key: settling.fact(at.case.tables.catalogue.require(compact), how="code")})
    if read_yes_no(words) is not None:
        raise settling.not_settled(at) or NotUnderstood("That names no offence.", fix=settling.TRY_INSTEAD)
    matches = at.case.tables.matcher.search(words)
    if at.offered and at.offered.asks and not _stands_alone(words, matches):
        return _settled_together(words, at, at.offered)
    parts = _best_of_parts(matches)
    if len(parts) > 1:
        return _several(parts, at)
    if question := settling.open_question(words, matches, at):
        raise _asking(question, words, matches, at)
    if parts and parts[0].band is Band.SURE:
        return Reading(facts={key: _matched(parts[0])})
    if matches:
        listed = matches[:8]
        raise NotUnderstood(
            "That could be one of these offences.",
            fix=" ".join(("Pick one by its number, or type other words.", *_sure_poc(listed))),
            options=[*(settling.match_option(match) for match in listed), settling.NONE_OF_THESE],
            typed=words,
        )
    raise NotUnderstood("No offence fits those words well enough.", fix=settling.TRY_INSTEAD)


def _sure_poc(listed: Sequence[OffenceMatch]) -> Iterator[str]:
    """A sentence on the POC where it is sure though the offence is not."""
    poc = shared_poc(listed)
    if poc is None:
        return
    if {match.poc.letter for match in listed} == {poc.letter}:
        yield poc_in_words(poc)
    else:
        yield f"Those that fit best have the POC {poc.letter} {poc.name}."


def _stands_alone(words: str, matches: Sequence[OffenceMatch]) -> bool:
    """Whether the words are an offence by themselves, and no more about the one that is being settled."""
    is_sure = bool(matches) and matches[0].band is Band.SURE
    return is_sure or load_families().opened_by(words) is not None


def _settled_together(words: str, at: At, offered: Offered) -> Reading:
    """What the words settle together with those that left the question open. Raises NotUnderstood where they do not."""
    together = f"{offered.typed} {words}"
    matches = at.case.tables.matcher.search(together)
    question = settling.open_question(together, matches, at)
    is_sure = bool(matches) and matches[0].band is Band.SURE
    if is_sure and question is None and not settling.is_still_open(together, matches[0], offered):
        return Reading(
            facts={charge_key(at.number, "offence"): _matched(matches[0])},
            words=f"{offered.typed}, {words}",
            settles=True,
        )
    if question is not None:
        raise _asking(question, together, matches, at)
    raise settling.not_settled(at) or NotUnderstood("That names no offence.", fix=settling.TRY_INSTEAD)


def _asking(question: OpenQuestion, words: str, matches: Sequence[OffenceMatch], at: At) -> NotUnderstood:
    """The question that words leave open; the one that is open already, where they are about the same offences."""
    if at.offered and not settling.is_another(question, at.offered) and (again := settling.not_settled(at)):
        return again
    return settling.asking(question, at, typed=words, found=matches[0].code if matches else "")


def _best_of_parts(matches: Sequence[OffenceMatch]) -> list[OffenceMatch]:
    """The best match of each part of the words, in the order of the parts; one where they name one offence."""
    best: dict[tuple[int, int], OffenceMatch] = {}
    for match in matches:
        best.setdefault(match.part, match)
    return [best[part] for part in sorted(best)]


def _several(parts: Sequence[OffenceMatch], at: At) -> Reading:
    """Several offences named at once: a charge for each, from the one asked about on."""
    first, last = at.number, at.case.draft.charge_count
    if first < last:
        listed = " and ".join(match.title for match in parts)
        raise NotUnderstood(
            f"Those words name {len(parts)} offences: {listed}.",
            fix="This charge has one. Type that one alone.",
        )
    facts: dict[str, Plain] = {
        charge_key(number, "offence"): _matched(match) for number, match in enumerate(parts, start=first)
    }
    return Reading(facts={**facts, "charge_count": first + len(parts) - 1}, removed=("more_charges",))


def _matched(match: OffenceMatch) -> Plain:
    return settling.fact(match.offence, how=match.why, confidence=match.confidence)


def _show_offence(value: Plain, at: At) -> str:
    named = value if isinstance(value, dict) else {}
    code = named.get("code")
    offence = at.case.tables.catalogue.get(str(code)) if code else None
    if offence is None:
        return f"{named.get('title')} (not on the standing list)"
    marks = f", {', '.join(offence.marks)}" if offence.marks else ""
    return f"{offence.title} ({offence.code}, {offence.mode_of_trial}{marks})"


def _suggest_offence(words: str, at: At) -> tuple[Suggestion, ...]:
    if len(words.strip()) < 2:
        return ()
    if answers := settling.suggest_settled(words, at):
        return answers
    compact = re.sub(r"\s", "", words).upper()
    if _CODE.fullmatch(compact) and (known := at.case.tables.catalogue.get(compact)):
        poc = at.case.tables.poc.reading(known)
        detail = f"{known.code} · {poc.letter} {poc.name}" if poc.letter else known.code
        return (
            Suggestion(words=known.code, label=known.title, detail=detail, why="the code", sureness="sure"),
        )
    matches = at.case.tables.matcher.search(words, limit=8)
    found = tuple(_suggestion(match) for match in matches)
    if len(_best_of_parts(matches)) > 1:
        return found
    question = settling.open_question(words, matches, at)
    if question is None:
        return found
    asked = settling.suggestion(question, words, at)
    is_chosen = bool(at.case.tables.chosen.before(words))
    return (*found[:1], asked, *found[1:7]) if is_chosen else (asked, *found[:7])


def _suggestion(match: OffenceMatch) -> Suggestion:
    is_poc_sure = match.band is not Band.SURE and match.poc_probability >= POC_SURE_FROM
    return Suggestion(
        words=match.code,
        label=match.title,
        detail=settling.match_detail(match),
        why=match.why,
        sureness=f"{match.band.value}{', POC sure' if is_poc_sure else ''}",
        marked=match.spans,
    )


def suggest_next(words: str, at: At) -> tuple[Suggestion, ...]:
    """What the words typed so far may mean where a further offence, yes or no is asked for."""
    return () if read_yes_no(words) is not None else _suggest_offence(words, at)


def _ordinal(at: At) -> dict[str, str]:
    number = at.number
    if at.case.draft.charge_count == 1 and number == 1:
        return {"ordinal": "the first"}
    return {"ordinal": f"the {_ORDINALS[number - 1]}" if number <= len(_ORDINALS) else f"number {number}:"}


OFFENCE = Question(
    name="offence",
    read=read_offence,
    show=_show_offence,
    suggest=_suggest_offence,
    fill=_ordinal,
    asks_again=settling.asks_again,
    per_charge=True,
)
