"""Reads what a person types in answer to a closed question. Knows no list of its own and never guesses between two."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from knowledge.tables import words_in
from knowledge.text import fold

_NEGATORS = frozenset(
    words_in(
        "no|not|non|never|none|nothing|nobody|without|nor|neither|cannot|cant|dont|doesnt|didnt|isnt|arent|wasnt|werent|"
        "wont|wouldnt|couldnt|shouldnt|hasnt|havent|hadnt|unable|fail|fails|failed|failing|failure"
    )
)
_SMALL = frozenset(
    words_in(
        "a|an|the|of|to|in|on|at|by|for|with|and|or|is|are|was|were|be|been|being|has|have|had|do|"
        "does|did|it|its|his|her|their|they|he|she|this|that|as|so|will|would|could|should|there|"
        "then|when|which|who|i|we|us"
    )
)
_NEGATING_STARTS = ("un", "in", "im", "ir", "non", "dis", "mis", "il")
_NEGATED = "not:"
_TURNING = frozenset(
    words_in(
        "vacat|set|asid|revers|quash|overturn|appeal|instead|except|unless|but|previou|former|mayb|"
        "perhap|probabl|possibl|think|guess|unsure|unsur|either|almost|nearly"
    )
)  # stems of words that can turn what stands beside them into something else


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer of a closed list: its key in the record, what people read, what staff type, one line of help.

    `topic` is the slug of the guidance topic that explains it.
    """

    key: str
    label: str
    words: tuple[str, ...] = ()
    hint: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceReading:
    """What was read: the key where it is clear; else what it might be, best first, or nothing."""

    key: str | None
    candidates: tuple[Choice, ...] = ()


class ChoicesReading(NamedTuple):
    """Several answers read from one line, in the order typed, and the pieces that were not understood."""

    keys: tuple[str, ...]
    not_understood: tuple[str, ...]


def read_choice(words: str, choices: Iterable[Choice]) -> ChoiceReading:
    """The choice that was meant.

    In: any text. Tried in turn: a label, key or staff word as it stands; the same words among others; beginnings of
    words; words with typing errors. The first that finds something decides; where it finds several choices none
    is taken and all are given back. Negation is never lost: "not guilty" cannot be read as "guilty" nor the
    reverse, and a "not" that no choice accounts for gives candidates only.
    """
    index = _index(tuple(choices))
    squashed = _squash(words)
    if not squashed:
        return ChoiceReading(key=None)
    exact = index.exact.get(squashed)
    if exact:
        return index.reading(exact)
    tokens = _tokens(words)
    if not tokens:
        return ChoiceReading(key=None)
    doubtful = [token for token in tokens if index.might_be_not(token)]
    if doubtful:
        return index.doubt(tokens, doubtful)
    return index.by_words(tokens)


def read_choices(words: str, choices: Iterable[Choice]) -> ChoicesReading:
    """Every choice named in a line such as "DV, knife crime and hate".

    Out: the keys in the order typed, each once, and the pieces that name none or could name several.
    """
    listed = tuple(choices)
    keys: list[str] = []
    unread: list[str] = []
    for piece in re.split(r"[,;|\n\r+]+", words):
        _read_piece(piece, listed, keys, unread)
    return ChoicesReading(tuple(dict.fromkeys(keys)), tuple(unread))


_YES = frozenset(
    words_in("y|yes|yeah|yea|yep|yup|aye|ok|okay|correct|true|right|sure|definitely|confirmed|confirm")
)
_NO = frozenset(words_in("n|no|nope|nah|not|none|false|wrong|negative|never"))
_FILLERS = frozenset(
    words_in("please|thanks|thank|you|it|is|was|it's|its|thats|that's|he|she|they|did|does|do|i|we|am")
)


def read_yes_no(words: str) -> bool | None:
    """True for yes, False for no, None where it is neither or both.

    >>> read_yes_no("Yes please"), read_yes_no("n"), read_yes_no("not sure")
    (True, False, None)
    """
    tokens = [token for token in re.findall(r"[a-z']+", fold(words)) if token not in _FILLERS]
    if not tokens or re.search(r"[a-z0-9]", fold(words)) is None:
        return None
    said = {True for token in tokens if token in _YES} | {False for token in tokens if token in _NO}
    others = [token for token in tokens if token not in _YES | _NO]
    if len(said) != 1 or others:
        return None
    return said.pop()


def _read_piece(piece: str, choices: tuple[Choice, ...], keys: list[str], unread: list[str]) -> None:
    if not piece.strip():
        return
    found = read_choice(piece, choices)
    parts = [part for part in re.split(r"(?i)\s+and\s+|\s*&\s*|\s*/\s*", piece.strip()) if part.strip()]
    if len(parts) > 1 and not _is_exact(piece, choices):
        singles = [read_choice(part, choices) for part in parts]
        if found.key is None or all(single.key for single in singles):
            for part in parts:
                _read_piece(part, choices, keys, unread)
            return
    if found.key is not None:
        keys.append(found.key)
        return
    run = _read_run(piece.split(), choices)
    if run is None:
        unread.append(piece.strip())
    else:
        keys.extend(run)


def _is_exact(piece: str, choices: tuple[Choice, ...]) -> bool:
    return _squash(piece) in _index(choices).exact


def _read_run(tokens: list[str], choices: tuple[Choice, ...]) -> list[str] | None:
    """Codes or labels that follow each other with only spaces between, longest first; None if one is not exact."""
    exact = _index(choices).exact
    keys: list[str] = []
    start = 0
    while start < len(tokens):
        for end in range(min(len(tokens), start + 8), start, -1):
            found = exact.get(_squash(" ".join(tokens[start:end])))
            if found and len(found) == 1:
                keys.append(found[0])
                start = end
                break
        else:
            return None
    return keys


def _plain(text: str) -> str:
    folded = re.sub(r"\b([a-z])/([a-z])\b", r"\1\2", fold(text).replace("&", " and "))
    return re.sub(r"[^a-z0-9]+", " ", re.sub(r"['’.]", "", folded)).strip()


def _squash(text: str) -> str:
    return _plain(text).replace(" ", "")


def _stem(token: str) -> str:
    for ending in ("ing", "ed", "es", "s", "e"):
        if len(token) - len(ending) >= 4 and token.endswith(ending) and not token.endswith("ss"):
            return token[: -len(ending)]
    return token


def _tokens(text: str) -> frozenset[str]:
    """The words that carry meaning, cut to their stems; a word after a negation carries it along ("not:guilty")."""
    found: set[str] = set()
    negated = False
    for token in _plain(text).split():
        if token in _NEGATORS:
            negated = True
        elif token not in _SMALL:
            found.add(_NEGATED + _stem(token) if negated else _stem(token))
            negated = False
    if negated:
        found.add(_NEGATED)
    return frozenset(found)


def _negations(tokens: Iterable[str]) -> frozenset[str]:
    return frozenset(token for token in tokens if token.startswith(_NEGATED))


@dataclass(frozen=True, slots=True)
class _Phrase:
    key: str
    tokens: frozenset[str]


class _Index:
    """One list of choices made ready for reading."""

    def __init__(self, choices: tuple[Choice, ...]) -> None:
        self.choices = {choice.key: choice for choice in choices}
        self.exact: dict[str, tuple[str, ...]] = {}
        phrases: list[_Phrase] = []
        for choice in choices:
            for text in (choice.label, choice.key.replace("_", " "), *choice.words):
                squashed = _squash(text)
                if squashed:
                    self.exact[squashed] = tuple(dict.fromkeys((*self.exact.get(squashed, ()), choice.key)))
                tokens = _tokens(text)
                if tokens and tokens != {_NEGATED}:
                    phrases.append(_Phrase(choice.key, tokens))
        self.phrases = tuple(dict.fromkeys(phrases))
        self.vocabulary = frozenset(_bare(token) for phrase in self.phrases for token in phrase.tokens)

    def reading(self, keys: Iterable[str], *, sure: bool = True) -> ChoiceReading:
        distinct = tuple(dict.fromkeys(keys))
        if sure and len(distinct) == 1:
            return ChoiceReading(key=distinct[0], candidates=(self.choices[distinct[0]],))
        return ChoiceReading(key=None, candidates=tuple(self.choices[key] for key in distinct))

    def might_be_not(self, token: str) -> bool:
        """Whether an unknown short word may be a mistyped "not", so that taking it lightly would turn the meaning."""
        bare = _bare(token)
        if bare == "n":
            return True
        if bare in self.vocabulary or not 2 <= len(bare) <= 5:
            return False
        near = sorted(bare) == sorted("not") or _one_edit(bare, "not")
        return near or (len(bare) == 5 and _one_edit(bare, "never"))

    def doubt(self, tokens: frozenset[str], doubtful: Sequence[str]) -> ChoiceReading:
        kept = frozenset(tokens.difference(doubtful))
        negated = frozenset(_NEGATED + _bare(token) for token in kept)
        found = [*self.by_words(negated).candidates, *self.by_words(kept).candidates] if kept else []
        return self.reading([choice.key for choice in found], sure=False)

    def by_words(self, tokens: frozenset[str]) -> ChoiceReading:
        for attempt in (self.by_same_words, self.by_mended_words, self.among_words, self.by_beginnings):
            reading = attempt(tokens)
            if reading.candidates:
                return reading
        return ChoiceReading(key=None)

    def by_same_words(self, tokens: frozenset[str]) -> ChoiceReading:
        return self.reading(phrase.key for phrase in self.phrases if phrase.tokens == tokens)

    def among_words(self, tokens: frozenset[str]) -> ChoiceReading:
        """The phrases within what was typed, the longest of them; else the phrases around it."""
        within = [phrase for phrase in self.phrases if phrase.tokens < tokens]
        longest = [one for one in within if not any(one.tokens < other.tokens for other in within)]
        if longest:
            explained = frozenset().union(*(phrase.tokens for phrase in longest))
            unexplained_not = _negations(tokens) - explained
            keys = [phrase.key for phrase in longest]
            if unexplained_not:
                keys = [*self._negating(unexplained_not), *keys]
            turned = bool((tokens - explained) & _TURNING)
            return self.reading(keys, sure=not unexplained_not and not turned)
        around = [phrase for phrase in self.phrases if tokens < phrase.tokens]
        return self.reading(phrase.key for phrase in around if not _negations(phrase.tokens - tokens))

    def by_beginnings(self, tokens: frozenset[str]) -> ChoiceReading:
        """Every word typed begins a word of the phrase ("withdr", "not gui"); whole phrases before parts of them."""
        found = [
            phrase
            for phrase in self.phrases
            if len(_negations(phrase.tokens)) == len(_negations(tokens))
            and all(any(_begins(other, token) for other in phrase.tokens) for token in tokens)
        ]
        whole = [phrase for phrase in found if len(phrase.tokens) == len(tokens)]
        return self.reading(phrase.key for phrase in whole or found)

    def by_mended_words(self, tokens: frozenset[str]) -> ChoiceReading:
        """The same with typing errors put right; before words are taken or left, as a mistyped one may turn them."""
        mended = [self._mend(token) for token in sorted(tokens)]
        if all(len(way) == 1 and way <= tokens for way in mended):
            return ChoiceReading(key=None)
        found: list[str] = []
        sure = True
        for way in _ways(mended):
            put_right = frozenset(way)
            reading = self.by_same_words(put_right)
            if not reading.candidates:
                reading = self.among_words(put_right)
            sure = sure and (reading.key is not None or not reading.candidates)
            found.extend(choice.key for choice in reading.candidates)
        return self.reading(found, sure=sure)

    def _mend(self, token: str) -> frozenset[str]:
        """The known words that a word not known may stand for; itself where there are none."""
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - only needed for typing errors

        start = _NEGATED if token.startswith(_NEGATED) else ""
        bare = _bare(token)
        if len(bare) < 4 or bare in self.vocabulary:
            return frozenset({token})
        allowed = 1 if len(bare) < 8 else 2
        near: dict[int, list[str]] = {}
        for known in self.vocabulary:
            if len(known) < 4 or _differ_by_negation(bare, known):
                continue
            distance = OSA.distance(bare, known, score_cutoff=allowed)
            if distance <= allowed:
                near.setdefault(distance, []).append(start + known)
        return frozenset(near[min(near)]) if near else frozenset({token})

    def _negating(self, negations: frozenset[str]) -> list[str]:
        bare = {_bare(token) for token in negations}
        return [
            phrase.key for phrase in self.phrases if {_bare(one) for one in _negations(phrase.tokens)} & bare
        ]


@lru_cache(maxsize=256)
def _index(choices: tuple[Choice, ...]) -> _Index:
    return _Index(choices)


def _bare(token: str) -> str:
    return token.removeprefix(_NEGATED)


def _begins(whole: str, start: str) -> bool:
    if whole == start:
        return True
    if whole.startswith(_NEGATED) != start.startswith(_NEGATED):
        return False
    return len(_bare(start)) >= 3 and _bare(whole).startswith(_bare(start))


def _differ_by_negation(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return any(
        long == start + short or (long.startswith(start) and not short.startswith(start[:1]))
        for start in _NEGATING_STARTS
    )


def _one_edit(one: str, other: str) -> bool:
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only needed for typing errors

    return OSA.distance(one, other, score_cutoff=1) <= 1


def _ways(options: Sequence[frozenset[str]]) -> Iterator[tuple[str, ...]]:
    """Every way to take one word from each set; at most 64, as more is not a reading but a guess."""
    ways: list[tuple[str, ...]] = [()]
    for option in options:
        ways = [(*way, word) for way in ways for word in sorted(option)][:64]
    yield from ways
