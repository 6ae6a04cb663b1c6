"""Measures how easy a text is to read, by Flesch. Changes no text."""

import re

_SENTENCE_END = re.compile(r"[.!?:;]+(?:\s|$)|\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"(?<![aeiouyl])e$|(?<=[aeiouy][^aeioudty])es$|(?<=[^aeioutd])ed$")


def syllables(word: str) -> int:
    """About how many syllables an English word has; at least one.

    >>> [syllables(word) for word in ("plea", "charge", "charges", "dropped", "victim", "unsuccessful")]
    [1, 1, 2, 1, 2, 4]
    """
    bare = word.lower().replace("’", "'").split("'")[0]
    return max(1, len(_VOWELS.findall(_SILENT_END.sub("", bare))))


def reading_ease(text: str) -> float:
    """The Flesch reading ease: 100 is very easy, 60 and above is plain English, 30 is for specialists.

    A line of a list counts as a sentence. Text without words counts as 100.
    """
    sentences = [part for part in _SENTENCE_END.split(text) if _WORD.search(part)]
    words = [word for part in sentences for word in _WORD.findall(part)]
    if not words:
        return 100.0
    return 206.835 - 1.015 * len(words) / len(sentences) - 84.6 * sum(map(syllables, words)) / len(words)
