"""Finds the phrases that typed words may mean. Knows no list of its own; choices.py gives it one."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

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
_NEAR_NOT_BUT_MEANT = frozenset({"now", "got", "lot", "hot", "note", "nos"})
_MOST_WORDS_TO_MEND = 40  # an answer of more words is a story, and mending it all would take too long
_SHORTEST_TO_MEND = 5
_NEGATING_STARTS = ("un", "in", "im", "ir", "non", "dis", "mis", "il")
_NEGATED = "not:"
_TURNING = frozenset(
    words_in(
        "vacat|set|asid|revers|quash|overturn|appeal|instead|except|unless|but|previou|former|mayb|"
        "perhap|probabl|possibl|think|guess|unsure|unsur|either|almost|nearly"
    )
)  # stems of words that can turn what stands beside them into something else


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The keys that typed words may mean, best first; `sure` where the one key there is can be taken."""

    keys: tuple[str, ...] = ()
    sure: bool = False

    def __bool__(self) -> bool:
        """Whether anything was found."""
        return bool(self.keys)


@dataclass(frozen=True, slots=True)
class _Phrase:
    key: str
    tokens: frozenset[str]


class PhraseIndex:
    """One list of choices made ready for reading."""

    def __init__(self, entries: Iterable[tuple[str, Sequence[str]]]) -> None:
        """In: each key with every text that means it."""
        self.exact: dict[str, tuple[str, ...]] = {}
        phrases: list[_Phrase] = []
        words: set[str] = set()
        for key, texts in entries:
            for text in texts:
                words.update(_plain(text).split())
                squashed = squash(text)
                if squashed:
                    self.exact[squashed] = tuple(dict.fromkeys((*self.exact.get(squashed, ()), key)))
                tokens = _tokens(text)
                if tokens and tokens != {_NEGATED}:
                    phrases.append(_Phrase(key, tokens))
        self._phrases = tuple(dict.fromkeys(phrases))
        self._words = frozenset(words)
        self._vocabulary = frozenset(_bare(token) for phrase in self._phrases for token in phrase.tokens)

    def find(self, words: str) -> Found:
        """What the words may mean: a text as it stands first, then its words, with typing errors put right."""
        exact = self.exact.get(squash(words), ())
        tokens = _tokens(words)
        if exact or not tokens:
            return _found(exact)
        doubtful = [token for token in tokens if self._might_be_not(token)]
        if doubtful:
            return self._doubt(tokens, doubtful)
        return (
            self._by_same_words(tokens)
            or self._by_mended_words(words, tokens)
            or self._among_words(tokens)
            or self._by_beginnings(tokens)
            or self._by_any_word(tokens)
        )

    def _might_be_not(self, token: str) -> bool:
        """Whether an unknown short word may be a mistyped "not", so that taking it lightly would turn the meaning."""
        bare = _bare(token)
        if bare == "n":
            return True
        if bare in self._vocabulary or bare in _NEAR_NOT_BUT_MEANT or not 2 <= len(bare) <= 5:
            return False
        near = sorted(bare) == sorted("not") or _one_edit(bare, "not")
        return near or (len(bare) == 5 and _one_edit(bare, "never"))

    def _doubt(self, tokens: frozenset[str], doubtful: Sequence[str]) -> Found:
        """What the rest means with a "not" and without it; never an answer."""
        kept = frozenset(tokens.difference(doubtful))
        negated = frozenset(_NEGATED + _bare(token) for token in kept)
        readings = [
            self._by_same_words(way) or self._among_words(way) or self._by_beginnings(way)
            for way in (negated, kept)
        ]
        return _found([key for reading in readings for key in reading.keys], sure=False)

    def _by_same_words(self, tokens: frozenset[str]) -> Found:
        return _found(phrase.key for phrase in self._phrases if phrase.tokens == tokens)

    def _among_words(self, tokens: frozenset[str]) -> Found:
        """The phrases within what was typed, the longest of them; else the phrases around it."""
        within = [phrase for phrase in self._phrases if phrase.tokens < tokens]
        longest = [one for one in within if not any(one.tokens < other.tokens for other in within)]
        if longest:
            explained = frozenset().union(*(phrase.tokens for phrase in longest))
            unexplained_not = _negations(tokens) - explained
            keys = [phrase.key for phrase in longest]
            if unexplained_not:
                keys = [*self._negating(unexplained_not), *keys]
            turned = bool((tokens - explained) & _TURNING)
            return _found(keys, sure=not unexplained_not and not turned)
        around = [phrase for phrase in self._phrases if tokens < phrase.tokens]
        return _found(phrase.key for phrase in around if not _negations(phrase.tokens - tokens))

    def _by_beginnings(self, tokens: frozenset[str]) -> Found:
        """Every word typed begins a word of the phrase ("withdr", "not gui"); whole phrases before parts of them."""
        found = [
            phrase
            for phrase in self._phrases
            if len(_negations(phrase.tokens)) == len(_negations(tokens))
            and all(any(_begins(other, token) for other in phrase.tokens) for token in tokens)
        ]
        whole = [phrase for phrase in found if len(phrase.tokens) == len(tokens)]
        return _found(phrase.key for phrase in whole or found)

    def _by_any_word(self, tokens: frozenset[str]) -> Found:
        """Never an answer: the choices that share the most words with what was typed, to be asked back."""
        shared = {phrase: len(phrase.tokens & tokens) for phrase in self._phrases}
        most = max(shared.values(), default=0)
        return _found([phrase.key for phrase in self._phrases if most and shared[phrase] == most], sure=False)

    def _by_mended_words(self, words: str, tokens: frozenset[str]) -> Found:
        """The same with typing errors put right, before any word is left out: the mistyped one may turn the rest.

        Where the words as typed and the words put right give different choices, neither is taken.
        """
        typed = _plain(words).split()
        if len(typed) > _MOST_WORDS_TO_MEND:
            return Found()
        mended = [self._mend(word) for word in typed]
        if all(way == (word,) for way, word in zip(mended, typed, strict=True)):
            return Found()
        ways = [_tokens(" ".join(way)) for way in _ways(mended)]
        same = _found(key for way in ways for key in self._by_same_words(way).keys)
        if same:
            return same
        readings = [reading for way in (*ways, tokens) if (reading := self._among_words(way))]
        return _found((key for one in readings for key in one.keys), sure=all(one.sure for one in readings))

    def _mend(self, word: str) -> tuple[str, ...]:
        """The known words that a word not known may stand for; itself where there are none."""
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - only needed for typing errors

        if len(word) < _SHORTEST_TO_MEND or word in self._words or word in _NEGATORS or word in _SMALL:
            return (word,)
        allowed = 1 if len(word) < 8 else 2
        near: dict[int, list[str]] = {}
        for known in self._words:
            if len(known) >= _SHORTEST_TO_MEND - 1 and not _differ_by_negation(word, known):
                distance = OSA.distance(word, known, score_cutoff=allowed)
                if distance <= allowed:
                    near.setdefault(distance, []).append(known)
        return tuple(sorted(near[min(near)])) if near else (word,)

    def _negating(self, negations: frozenset[str]) -> list[str]:
        bare = {_bare(token) for token in negations}
        return [
            phrase.key for phrase in self._phrases if {_bare(one) for one in _negations(phrase.tokens)} & bare
        ]


def _plain(text: str) -> str:
    folded = re.sub(r"\b([a-z])/([a-z])\b", r"\1\2", fold(text).replace("&", " and "))
    return re.sub(r"[^a-z0-9]+", " ", re.sub(r"['’.]", "", folded)).strip()


def squash(text: str) -> str:
    """Letters and digits only, in small letters: "W/D" and "w d" are one."""
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


def _found(keys: Iterable[str], *, sure: bool = True) -> Found:
    distinct = tuple(dict.fromkeys(keys))
    return Found(keys=distinct, sure=sure and len(distinct) == 1)


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


def _ways(options: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Every way to take one word from each; at most 64, as more is not a reading but a guess."""
    ways: list[tuple[str, ...]] = [()]
    for option in options:
        ways = [(*way, word) for way in ways for word in option][:64]
    yield from ways
