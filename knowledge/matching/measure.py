"""Measures how well answers to offence texts agree with what careful people say. Searches and prints nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from knowledge.matching.matcher import OffenceMatch

FIRST_FEW = 5
BINS = 10
CUT_OFFS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99)
NEARLY_ALL = 0.995


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPhrase:
    """A text with its right answers: `codes` that a careful person accepts, `pocs` the letters those have.

    Both are best first. A phrase without `pocs` is not scored for POC. `style` is how the text is worded, if known.
    """

    text: str
    codes: tuple[str, ...]
    pocs: tuple[str, ...] = ()
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One suggestion as it is scored; the probabilities (0 to 1) are None where none is claimed.

    `is_sure` says that it may be offered as the answer, `is_poc_sure` that its POC may, whichever the offence is.
    """

    code: str
    poc: str | None
    probability: float | None = None
    poc_probability: float | None = None
    is_sure: bool = False
    is_poc_sure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What became of one phrase. `poc_is_right` is None where the phrase is not scored for POC."""

    style: str
    code_is_first: bool
    code_is_among_first: bool
    poc_is_right: bool | None
    gold_poc: str | None
    answered_poc: str | None
    first: Answer | None


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def value(self) -> float:
        """The share, 0 to 1; 0 of none."""
        return self.count / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Of some phrases: the right code first, the right code among the first five, the right POC first."""

    code_first: Share
    code_among_first: Share
    poc_first: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOff:
    """What trusting only answers from a probability on gives: the share kept, and of those the share right."""

    probability: float
    kept: Share
    right: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How far a probability means what it says.

    `error` is the expected calibration error over ten bins of equal width, of the texts that got an answer.
    `nearly_all_right` is the lowest cut-off from which 99.5% of what is kept is right; None where there is none.
    """

    error: float
    cut_offs: tuple[CutOff, ...]
    nearly_all_right: CutOff | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """All measures of one way of searching over one set of phrases.

    `f1` holds the F1 of each POC letter that the phrases have, `macro_f1` their plain mean. `sure` is the share of
    phrases answered as sure, `sure_poc` and `sure_code` how many of those are right. `poc_sure` is the share whose
    POC is held sure, be the offence sure or not, `poc_sure_right` how many of those are right.
    """

    total: Rates
    by_style: dict[str, Rates]
    f1: dict[str, float]
    macro_f1: float
    sure: Share
    sure_poc: Share
    sure_code: Share
    poc_sure: Share
    poc_sure_right: Share
    poc: Calibration
    code: Calibration


@dataclass(frozen=True, slots=True, kw_only=True)
class Negatives:
    """Of texts that name no offence: how many were answered as sure, as likely, or not at all."""

    sure: Share
    likely: Share
    none: Share


def answers(matches: "Sequence[OffenceMatch]") -> list[Answer]:
    """The matcher's suggestions as they are scored."""
    from knowledge.matching.shared_poc import shared_poc  # noqa: PLC0415 - loads the matcher, which scoring need not

    is_poc_sure = shared_poc(matches) is not None
    return [
        Answer(
            code=match.code,
            poc=match.poc.letter,
            probability=match.confidence,
            poc_probability=match.poc_probability,
            is_sure=match.band.value == "sure",
            is_poc_sure=match.band.value == "sure" or (place == 0 and is_poc_sure),
        )
        for place, match in enumerate(matches)
    ]


def measure(phrases: Iterable[GoldPhrase], search: Callable[[str], Sequence[Answer]]) -> Measures:
    """The measures of a search over phrases. `search` gives the suggestions for a text, best first."""
    return measures([score(phrase, search(phrase.text)) for phrase in phrases])


def score(phrase: GoldPhrase, found: Sequence[Answer]) -> Scored:
    """What became of a phrase. A text that got no suggestion is wrong in every way."""
    first = found[0] if found else None
    answered = first.poc if first else None
    return Scored(
        style=phrase.style,
        code_is_first=first is not None and first.code in phrase.codes,
        code_is_among_first=any(answer.code in phrase.codes for answer in found[:FIRST_FEW]),
        poc_is_right=answered in phrase.pocs if phrase.pocs else None,
        # Where several letters are right, the one that was answered counts as the phrase's own.
        gold_poc=(answered if answered in phrase.pocs else phrase.pocs[0]) if phrase.pocs else None,
        answered_poc=answered,
        first=first,
    )


def measures(scored: Sequence[Scored]) -> Measures:
    """The measures of phrases that are scored already."""
    styles = dict.fromkeys(one.style for one in scored if one.style)
    with_poc = [one for one in scored if one.poc_is_right is not None]
    sure = [one for one in scored if one.first is not None and one.first.is_sure]
    poc_sure = [one for one in with_poc if one.first is not None and one.first.is_poc_sure]
    f1 = f1_by_letter([(one.gold_poc or "", one.answered_poc) for one in with_poc])
    return Measures(
        total=rates(scored),
        by_style={style: rates([one for one in scored if one.style == style]) for style in styles},
        f1=f1,
        macro_f1=sum(f1.values()) / len(f1) if f1 else 0.0,
        sure=Share(len(sure), len(scored)),
        sure_poc=_share([one.poc_is_right for one in sure if one.poc_is_right is not None]),
        sure_code=_share([one.code_is_first for one in sure]),
        poc_sure=Share(len(poc_sure), len(with_poc)),
        poc_sure_right=_share([bool(one.poc_is_right) for one in poc_sure]),
        poc=calibration(
            [
                (one.first.poc_probability, bool(one.poc_is_right))
                for one in with_poc
                if one.first is not None and one.first.poc_probability is not None
            ],
            len(with_poc),
        ),
        code=calibration(
            [
                (one.first.probability, one.code_is_first)
                for one in scored
                if one.first is not None and one.first.probability is not None
            ],
            len(scored),
        ),
    )


def rates(scored: Sequence[Scored]) -> Rates:
    """How many of some phrases were answered rightly."""
    return Rates(
        code_first=_share([one.code_is_first for one in scored]),
        code_among_first=_share([one.code_is_among_first for one in scored]),
        poc_first=_share([one.poc_is_right for one in scored if one.poc_is_right is not None]),
    )


def f1_by_letter(pairs: Sequence[tuple[str, str | None]]) -> dict[str, float]:
    """The F1 of each letter that is right somewhere, from pairs of (right, answered), in the order of letters."""
    found = {}
    for letter in sorted({right for right, _ in pairs}):
        both = sum(right == answered == letter for right, answered in pairs)
        either = sum((right == letter) + (answered == letter) for right, answered in pairs)
        found[letter] = 2 * both / either
    return found


def calibration(claims: Sequence[tuple[float, bool]], total: int) -> Calibration:
    """How far claims of (probability, whether right) hold. `total` counts the texts without an answer too."""
    return Calibration(
        error=calibration_error(claims),
        cut_offs=tuple(_cut_off(claims, total, from_) for from_ in CUT_OFFS),
        nearly_all_right=_widest(claims, total, NEARLY_ALL),
    )


def calibration_error(claims: Sequence[tuple[float, bool]]) -> float:
    """The expected calibration error: how far, in each of ten equal bins, what was claimed is from what came true."""
    said, came = [0.0] * BINS, [0.0] * BINS
    for probability, is_right in claims:
        place = min(int(probability * BINS), BINS - 1)
        said[place] += probability
        came[place] += is_right
    return sum(abs(claimed - true) for claimed, true in zip(said, came, strict=True)) / max(len(claims), 1)


def _cut_off(claims: Sequence[tuple[float, bool]], total: int, probability: float) -> CutOff:
    kept = [is_right for claimed, is_right in claims if claimed >= probability]
    return CutOff(probability=probability, kept=Share(len(kept), total), right=_share(kept))


def _widest(claims: Sequence[tuple[float, bool]], total: int, wanted: float) -> CutOff | None:
    ranked = sorted(claims, reverse=True)
    best, right = None, 0
    for count, (probability, is_right) in enumerate(ranked, start=1):
        right += is_right
        is_last_of_its_kind = count == len(ranked) or ranked[count][0] < probability
        if is_last_of_its_kind and right >= wanted * count - 1e-9:
            best = CutOff(probability=probability, kept=Share(count, total), right=Share(right, count))
    return best


def _share(held: Sequence[bool]) -> Share:
    return Share(sum(held), len(held))


def measure_negatives(texts: Iterable[str], search: Callable[[str], Sequence[Answer]]) -> Negatives:
    """What a search makes of texts that name no offence."""
    found = [search(text) for text in texts]
    sure = sum(any(answer.is_sure for answer in answered) for answered in found)
    none = sum(not answered for answered in found)
    return Negatives(
        sure=Share(sure, len(found)),
        likely=Share(len(found) - sure - none, len(found)),
        none=Share(none, len(found)),
    )


def plain(measured: Measures | Negatives) -> dict[str, Any]:
    """Measures as plain data for JSON; a share is {"count", "of", "share"}."""
    return {name: _plain(getattr(measured, name)) for name in measured.__slots__}


def _plain(value: Any) -> Any:
    match value:
        case Share():
            return {"count": value.count, "of": value.of, "share": round(value.value, 4)}
        case Rates() | Calibration() | CutOff():
            return {name: _plain(getattr(value, name)) for name in value.__slots__}
        case dict():
            return {name: _plain(held) for name, held in value.items()}
        case tuple():
            return [_plain(held) for held in value]
        case float():
            return round(value, 4)
    return value
