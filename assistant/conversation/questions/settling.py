"""The one short question that settles which of several near-twins an offence is. Searches no words by itself."""

import re
from collections.abc import Sequence

from assistant.conversation.questions.base import At, Narrowed, NotUnderstood, Offered, Reading, is_not_known
from assistant.conversation.shown import Kind, Message, Option, Suggestion
from assistant.record.draft import Plain, charge_key
from knowledge.catalogue import Catalogue, Offence
from knowledge.choices import read_yes_no
from knowledge.matching.families import NOT_KNOWN, Families, Family, OpenQuestion, Variant, load_families
from knowledge.matching.matcher import Band, OffenceMatch
from knowledge.matching.shared_poc import plausible, poc_in_words, poc_of_all
from knowledge.poc import PocReading
from knowledge.text import fold

TRY_INSTEAD = (
    "Try other words, an Act and section such as s47, or a code. "
    "For wording off the list type other: and the words."
)
NONE_OF_THESE = Option(words="none of these", label="None of these", hint="what to try instead")
_NOT_KNOWN = re.compile(r"not known: (?P<code>\w+)")
_HINT = "Pick one by its number, or say it in words"
_KIND = re.compile(r"kind:\s*(?P<slug>[a-z0-9-]+)")
_OWN_SHARE = 0.6
"""The share of what the words may mean that one family must have for its question to be asked."""
_WORTH_ASKING = 0.05
"""What is less than this share of the best match is no answer that the words may mean."""
_CERTAIN = 0.999


def fact(offence: Offence, *, how: str, confidence: float = 1.0) -> Plain:
    """An offence as the draft keeps it: what it is, how it was found, how sure that is."""
    return {"code": offence.code, "title": offence.title, "how": how, "confidence": round(confidence, 3)}


def open_question(words: str, matches: Sequence[OffenceMatch], at: At) -> OpenQuestion | None:
    """The question that words leave open: vague ones by themselves, others where what is found is of one family.

    What was chosen here before for the same words is offered without a question, unless they are vague.
    """
    families = load_families()
    sure = bool(matches) and matches[0].band is Band.SURE
    if family := families.opened_by(words, sure=sure):
        return OpenQuestion(family=family, variants=family.variants)
    if at.case.tables.chosen.before(words):
        return None
    if not matches or matches[0].confidence >= _CERTAIN or fold(words) == fold(matches[0].title):
        return None
    asked = families.ask(words, matches[0].code, sure=sure)
    if asked is None or (not sure and not _is_of_one_family(families, asked, matches)):
        return None
    return asked


def _is_of_one_family(families: Families, asked: OpenQuestion, matches: Sequence[OffenceMatch]) -> bool:
    """Whether what was found is in the main one family, and more than one answer to its question."""
    widest = families.widest(matches[0].code)
    near = plausible(matches)
    own = sum(match.confidence for match in near if families.widest(match.code) is widest)
    least = matches[0].confidence * _WORTH_ASKING
    codes = {match.offence.base_code for match in matches if match.confidence >= least}
    answers = [variant for variant in asked.variants if codes.intersection(families.codes_of((variant,)))]
    return len(answers) > 1 and own >= _OWN_SHARE * sum(match.confidence for match in near)


def asking(question: OpenQuestion, at: At, *, typed: str, found: str = "") -> Narrowed:
    """The question as an error to raise: its answers as options, and what is sure whichever it is.

    `typed` are the words that left it open, `found` the code that the matcher found for them.
    """
    family = question.family
    shared = whichever(question, at)
    options = [
        _option(variant, found, at, with_poc=not shared)
        for variant in question.variants
        if variant.label != NOT_KNOWN
    ]
    if family.not_known:
        offence = _not_known(family, found, at.case.tables.catalogue)
        hint = f"recorded as {_named(offence)}"
        options.append(Option(words=f"not known: {offence.code}", label="Not known", hint=hint))
    return Narrowed(
        f"{family.name}.",
        fix=shared or "The words leave open which.",
        options=[*options, NONE_OF_THESE],
        typed=typed,
        asks=family.slug,
    )


def is_another(question: OpenQuestion, offered: Offered) -> bool:
    """Whether a question leads on: it is about other offences than the one that is open, or about fewer."""
    families = load_families()
    asked = families.get(offered.asks)
    return asked is None or not set(families.codes(asked)).issubset(families.codes(question.family))


def is_still_open(words: str, match: OffenceMatch, offered: Offered) -> bool:
    """Whether the words leave open what was asked, however sure the matcher is of one answer."""
    families = load_families()
    asked = families.get(offered.asks)
    if asked is None or match.offence.base_code not in families.codes(asked):
        return False
    return bool(families.open_variants(asked, words, match.code))


def not_settled(at: At) -> NotUnderstood | None:
    """That words do not settle what is open, with the same answers again; None where no such question is."""
    family, offered = _family(at), at.offered
    if family is None or offered is None:
        return None
    return NotUnderstood(
        f"That does not settle it: {family.question[0].lower()}{family.question[1:]}",
        fix=f"{_HINT}, or type another offence.",
        options=offered.options,
        typed=offered.typed,
        asks=offered.asks,
    )


def whichever(question: OpenQuestion, at: At) -> str:
    """The POC that every possible answer has, as a sentence; "" where they differ."""
    poc = _poc(question.variants, at)
    return poc_in_words(poc) if poc else ""


def suggestion(question: OpenQuestion, words: str, at: At) -> Suggestion:
    """The open question as the first of the live suggestions. Picking it asks the question."""
    poc = _poc(question.variants, at)
    return Suggestion(
        words=words,
        label=question.family.name,
        detail=f"POC {poc.letter} {poc.name} whichever it is" if poc else "",
        why=f"asks: {question.family.question}",
        sureness="POC sure" if poc and not poc.other_letters else "",
    )


def asks_again(at: At) -> tuple[str, str] | None:
    """The question that stands in place of the one which offence it is, and its hint."""
    family = _family(at)
    return (family.question, _HINT) if family else None


def read_settled(words: str, at: At) -> Reading | None:
    """The answer to the question that settles which offence it is; None where the words are no answer to it.

    Raises Narrowed where a further question follows, and NotUnderstood where none of the answers is right.
    """
    offered = at.offered
    if offered is None:
        return None
    if fold(words) in (NONE_OF_THESE.words, "none", "neither", "none of them"):
        raise _none(at)
    family = _family(at)
    if family is None:
        return None
    chosen = _chosen(words, family, offered.options)
    if chosen is None:
        return None
    is_in_words = fold(words) not in (fold(chosen.words), fold(chosen.label)) and not is_not_known(words)
    typed = f"{offered.typed}, {words}" if is_in_words else offered.typed
    if further := _KIND.fullmatch(chosen.words):
        return _further(further["slug"], typed, at)
    unknown = _NOT_KNOWN.fullmatch(chosen.words)
    offence = at.case.tables.catalogue.require(unknown["code"] if unknown else chosen.words)
    how = f"{family.question} {chosen.label}"
    note = f"{how}, so it is recorded as {_named(offence)}."
    return Reading(
        facts={charge_key(at.number, "offence"): fact(offence, how=how)},
        told=(Message(kind=Kind.TOLD, text=note),) if unknown else (),
        words=typed,
        settles=True,
    )


def suggest_settled(words: str, at: At) -> tuple[Suggestion, ...]:
    """The answers that the words typed so far may mean to the question that is open."""
    family = _family(at)
    if family is None or at.offered is None:
        return ()
    chosen = _chosen(words, family, at.offered.options)
    said = fold(words)
    begun = [
        option
        for option in at.offered.options
        if option is chosen
        or any(word.startswith(said) for word in (fold(option.label), *fold(option.label).split()))
    ]
    return tuple(Suggestion(words=option.words, label=option.label, detail=option.hint) for option in begun)


def _family(at: At) -> Family | None:
    return load_families().get(at.offered.asks) if at.offered else None


def _chosen(words: str, family: Family, options: Sequence[Option]) -> Option | None:
    """The one option that the words are, begin with yes or no as, or say."""
    said = fold(words)
    for option in options:
        if said in (fold(option.words), fold(option.label)):
            return option
    if is_not_known(words):
        return next((option for option in options if _NOT_KNOWN.fullmatch(option.words)), None)
    answer = read_yes_no(words)
    if answer is not None:
        meant = [option for option in options if _is_begun(option, "yes" if answer else "no")]
    else:
        named = [fold(variant.label) for variant in load_families().said(family, words)]
        meant = [option for option in options if fold(option.label) in named]
    return meant[0] if len(meant) == 1 else None


def _is_begun(option: Option, word: str) -> bool:
    return re.match(rf"{word}\b", fold(option.label)) is not None


def _further(slug: str, typed: str, at: At) -> Reading:
    """What picking an answer that leads on comes to: the next question, unless the words typed so far settle it."""
    families = load_families()
    family = families.get(slug)
    if family is None:
        raise NotUnderstood("That names no offence.", fix=TRY_INSTEAD)
    codes = families.codes(family)
    matches = at.case.tables.matcher.search(typed) if typed else []
    whole = at.case.tables.catalogue
    found = next((match.code for match in matches if match.offence.base_code in codes), "")
    said = families.said(family, typed)
    if len(said) == 1 and said[0].leads_to:
        return _further(said[0].leads_to, typed, at)
    if len(said) == 1:
        offence = _offence(_code(said[0], found), found, whole)
        return Reading(
            facts={charge_key(at.number, "offence"): fact(offence, how=f"{family.question} {said[0].label}")},
            words=typed,
            settles=True,
        )
    raise asking(OpenQuestion(family=family, variants=said or family.variants), at, typed=typed, found=found)


def _none(at: At) -> Narrowed:
    """What follows when none of the options is right: what else was found, then what to try."""
    families, family = load_families(), _family(at)
    typed = at.offered.typed if at.offered else ""
    others: list[Option] = []
    if family is not None and typed:
        codes = families.codes(family)
        others = [
            match_option(match)
            for match in at.case.tables.matcher.search(typed)
            if match.offence.base_code not in codes
        ]
    if others:
        return Narrowed(
            "Then it may be one of these.",
            fix=f"Pick one by its number. {TRY_INSTEAD}",
            options=[*others, NONE_OF_THESE],
            typed=typed,
        )
    return Narrowed("None of these, then.", fix=TRY_INSTEAD)


def match_option(match: OffenceMatch) -> Option:
    """A match as one of a list to pick from."""
    return Option(words=match.code, label=match.title, hint=match_detail(match))


def match_detail(match: OffenceMatch) -> str:
    """The code of a match, its POC, and what a person should know before choosing it."""
    poc = f"{match.poc.letter} {match.poc.name}" if match.poc.letter else "POC to be asked"
    return " · ".join((match.code, poc, *match.offence.marks))


def _option(variant: Variant, found: str, at: At, *, with_poc: bool) -> Option:
    label = variant.label[0].upper() + variant.label[1:]
    poc = _poc((variant,), at) if with_poc else None
    category = f"{poc.letter} {poc.name}" if poc else ""
    if variant.leads_to:
        return Option(words=f"kind: {variant.leads_to}", label=label, hint=category)
    offence = _offence(_code(variant, found), found, at.case.tables.catalogue)
    hint = " · ".join(part for part in (_named(offence), category) if part)
    return Option(words=offence.code, label=label, hint=hint)


def _code(variant: Variant, found: str) -> str:
    """The code of an answer: the one found for the words where it is among its codes, else the first."""
    whole = found[:-1] if found not in variant.codes else found
    return whole if whole in variant.codes else variant.codes[0]


def _offence(code: str, found: str, catalogue: Catalogue) -> Offence:
    """The offence, as an attempt or the like where the one found is one and the list has it."""
    like = catalogue.get(found) if found else None
    form = catalogue.get(code + like.suffix) if like and like.suffix else None
    return form or catalogue.require(code)


def _not_known(family: Family, found: str, catalogue: Catalogue) -> Offence:
    """The offence to record where nobody knows; of an attempt or the like the first that the list has as one."""
    like = catalogue.get(found) if found else None
    if like and like.suffix:
        for code in (family.not_known, *load_families().codes(family)):
            if form := catalogue.get(code + like.suffix):
                return form
    return catalogue.require(family.not_known)


def _poc(variants: Sequence[Variant], at: At) -> PocReading | None:
    codes = load_families().codes_of(variants)
    return poc_of_all((at.case.tables.catalogue.require(code) for code in codes), at.case.tables.poc)


def _named(offence: Offence) -> str:
    return f"{offence.title} ({offence.code})"
