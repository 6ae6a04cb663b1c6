"""The compiled index as flat arrays over one block of bytes. Looks things up; decides nothing."""

import json
import logging
import sys
from bisect import bisect_left
from functools import cached_property

from knowledge.matching.kinds import forms
from knowledge.matching.lexicon import Lexicon, from_lines
from knowledge.matching.statutes import StatuteReader

_RAGGED = ("forward", "postings", "kinds")
_log = logging.getLogger(__name__)


class StaleIndex(Exception):
    """The index file is missing, damaged or made from other data. Only this package sees it."""


def _opened(data: bytes, at: int) -> tuple[str, dict[str, memoryview]]:
    """The mark of an index and its sections, from the place on where its head begins."""
    start = at + 8 + int.from_bytes(data[at : at + 8], "little")
    head = json.loads(data[at + 8 : start])
    view = memoryview(data)
    parts = {
        name: view[start + first : start + first + size] for name, (first, size) in head["sections"].items()
    }
    if any(len(parts[name]) != size for name, (_, size) in head["sections"].items()):
        raise ValueError("cut short")
    return head["stamp"], parts


class Index:
    """The index over its bytes. Raises StaleIndex when the bytes are no index of ours."""

    def __init__(self, data: bytes, magic: bytes) -> None:
        if not data.startswith(magic) or sys.byteorder != "little":
            raise StaleIndex("not an index")
        try:
            self.stamp, self._parts = _opened(data, len(magic))
            self._read()
        except (ValueError, LookupError, TypeError, AttributeError) as fault:
            raise StaleIndex("damaged") from fault

    def _read(self) -> None:
        self.terms: dict[str, int] = {term: number for number, term in enumerate(self._lines("terms"))}
        self.weights = self._parts["weights"].cast("f")
        self.codes = self._lines("codes")
        self.suffixes = [code[-1] if code[-1] in "ABCI" and len(code) == 8 else "" for code in self.codes]
        self.priors = self._parts["priors"]
        self.doc_code = self._parts["doc_code"].cast("I")
        self.doc_kind = self._parts["doc_kind"]
        self.doc_place = self._parts["doc_place"]
        self.doc_length = self._parts["doc_length"].cast("f")
        self.doc_source = self._parts["doc_source"].cast("I")
        self._ends = {name: self._parts[f"{name}_ends"].cast("I") for name in _RAGGED}
        self._flat = {name: self._parts[name].cast("I") for name in _RAGGED}
        self.classes = self._parts["class_codes"].cast("I")
        self.biases = self._parts["biases"].cast("f")
        self._features = {name: number for number, name in enumerate(self._lines("features"))}
        self._feature_ends = self._parts["feature_ends"].cast("I")
        self._feature_classes = self._parts["feature_classes"].cast("H")
        self._feature_steps = self._parts["feature_steps"].cast("b")
        self._feature_sizes = self._parts["feature_sizes"].cast("f")
        self._kind_words = {word: number for number, word in enumerate(self._lines("kind_words"))}
        self.words = self._lines("words")
        self._word_counts = self._parts["word_counts"].cast("I")
        self._counts = dict(zip(self.words, self._word_counts, strict=True))
        self.lexicon: Lexicon = from_lines(self._lines("phrases"), self._lines("concepts"))
        self.statutes = StatuteReader.from_lines(self._lines("acts"))

    def _lines(self, name: str) -> list[str]:
        text = str(self._parts[name], "utf-8")
        return text.split("\n") if text else []

    @cached_property
    def _texts(self) -> list[str]:
        return self._lines("texts")

    def text(self, doc: int) -> str:
        """An entry or title as it was written."""
        return self._texts[doc]

    def postings(self, term: int) -> memoryview:
        """The documents that hold a term."""
        ends = self._ends["postings"]
        return self._flat["postings"][ends[term] : ends[term + 1]]

    def forward(self, doc: int) -> memoryview:
        """The terms of a document."""
        ends = self._ends["forward"]
        return self._flat["forward"][ends[doc] : ends[doc + 1]]

    @cached_property
    def _sources(self) -> list[str]:
        return self._lines("sources")

    def source(self, doc: int) -> str:
        """The file and line of an entry, such as "entries_violence.tsv:12"; "title" for a title."""
        return self._sources[self.doc_source[doc]]

    def feature(self, name: str) -> int | None:
        """The number of a feature of the linear model; None where it learnt nothing of it."""
        return self._features.get(name)

    def kinds(self, word: str) -> "memoryview[int] | tuple[int, ...]":
        """The features that a word has by what it is a kind of."""
        for form in forms(word):
            number = self._kind_words.get(form)
            if number is not None:
                ends = self._ends["kinds"]
                return self._flat["kinds"][ends[number] : ends[number + 1]]
        return ()

    def feature_weights(self, feature: int) -> "tuple[memoryview[int], memoryview[int], float]":
        """The classes a feature speaks for or against, how strongly in steps, and the size of a step."""
        part = slice(self._feature_ends[feature], self._feature_ends[feature + 1])
        return self._feature_classes[part], self._feature_steps[part], self._feature_sizes[feature]

    def count(self, word: str) -> int:
        """How many lines use a word."""
        return self._counts.get(word, 0)

    def is_a_word(self, word: str) -> bool:
        """Whether a word, in this form or a plainer one, is in the dictionary of kinds."""
        return any(form in self._kind_words for form in forms(word))

    def words_like(self, word: str) -> "tuple[list[str], memoryview[int]]":
        """Known words that begin as `word` does, a little longer or shorter at most, with their counts."""
        reach = 1 if len(word) < 7 else 2
        start = self._place(word[0], len(word) - reach)
        end = self._place(word[0], len(word) + reach + 1)
        return self.words[start:end], self._word_counts[start:end]

    def _place(self, letter: str, size: int) -> int:
        return bisect_left(self.words, (letter, size), key=lambda known: (known[0], len(known)))
