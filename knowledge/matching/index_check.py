"""Checks the data behind the index: codes, patterns, contradictions, breadth. Matches and mends nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.catalogue import Catalogue
from knowledge.matching.entries import KINDS, Kind, pattern_faults, spelt_out
from knowledge.matching.lexicon import Lexicon, read_lexicon, rows
from knowledge.matching.prosecuted import PROSECUTED, Prosecuted, older_rows, ranked, read_prosecuted
from knowledge.matching.query import read_query
from knowledge.matching.statutes import ACTS, StatuteReader, act_lines
from knowledge.poc_categories import POC_CATEGORIES

STATUTES = "statutes.tsv"


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One thing that is wrong in a data file. `line` is 0 where it is the file, or all files, as a whole."""

    file: str
    line: int
    what: str
    fix: str

    def __str__(self) -> str:
        """One line for a log: file, line, what is wrong, what to do."""
        return f"{self.file}:{self.line}: {self.what}. {self.fix}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Goals:
    """How broad the index must be. The offences are counted in the order of `prosecuted.tsv`."""

    most: int = 200
    most_lines: int = 25
    most_kinds: int = 4
    next: int = 400
    next_lines: int = 6
    lines: int = 15_000
    offences: int = 600
    facts: float = 1 / 3
    references: int = 700


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of an entries file that has the three columns."""

    file: str
    number: int
    codes: tuple[str, ...]
    kind: str
    text: str

    def problem(self, what: str, fix: str) -> Problem:
        return Problem(file=self.file, line=self.number, what=what, fix=fix)


@dataclass(slots=True)
class _Data:
    """The files of one folder, read as far as they can be."""

    lines: list[_Line] = field(default_factory=list)
    references: list[_Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def check_index(folder: Path, catalogue: Catalogue, goals: Goals | None = None) -> list[Problem]:
    """Everything wrong in the entries, statutes and ranking of a folder, in the order of files and lines.

    `catalogue` is the standing list the codes must be on. Raises ValueError or OSError where the lexicon, the
    Acts or the ranking cannot be read at all.
    """
    goals = goals or Goals()
    lexicon = read_lexicon(folder)
    statutes = StatuteReader.from_lines(act_lines(folder))
    ranking = read_prosecuted(folder)
    data = _read(folder)
    found = [
        *data.problems,
        *_ranking_problems(ranking, catalogue, goals),
        *_line_problems(data.lines, catalogue, older_rows(ranking)),
        *_reference_problems(data.references, lexicon, statutes, catalogue, goals),
        *_contradictions([*data.lines, *data.references], lexicon, statutes),
        *_breadth_problems(data.lines, ranking, goals),
    ]
    return sorted(found, key=lambda problem: (problem.file, problem.line))


def _read(folder: Path) -> _Data:
    data = _Data()
    for path in sorted(folder.glob("entries_*.tsv")):
        for number, row in rows(path):
            if len(row) == 3 and row[0].strip() and row[2].strip():
                data.lines.append(_Line(path.name, number, tuple(row[0].split()), row[1], row[2]))
            else:
                data.problems.append(
                    Problem(
                        file=path.name,
                        line=number,
                        what=f"The line has {len(row)} columns, or an empty one: {row}",
                        fix="Write codes, kind and text with one tab between them.",
                    )
                )
    names = {row[0]: f"{row[2].split('|')[0]} {row[1]}" for _, row in rows(folder / ACTS)}
    for number, row in rows(folder / STATUTES):
        if len(row) == 3 and row[0] in names and row[2].strip():
            text = f"s{row[1]} {names[row[0]]}"
            data.references.append(
                _Line(STATUTES, number, tuple(row[2].split()), row[0] + " " + row[1], text)
            )
        else:
            data.problems.append(
                Problem(
                    file=STATUTES,
                    line=number,
                    what=f"The line is not Act, section and codes with an Act of {ACTS}: {row}",
                    fix=f"Write the Act as in the first column of {ACTS}, or add the Act there.",
                )
            )
    return data


def code_fault(code: str, catalogue: Catalogue) -> str:
    """Why a code may not be named by an entry; "" when it may."""
    offence = catalogue.get(code)
    if offence is None or offence.code != code:
        return "is not on the standing list"
    if not offence.is_national:
        return "is a local code"
    if not offence.is_prosecution:
        return "is no prosecution"
    return "" if offence.is_current else "is repealed or old"


def _ranking_problems(ranking: list[Prosecuted], catalogue: Catalogue, goals: Goals) -> Iterator[Problem]:
    """The ranking names whole, current offences once each, tiers never rising, bases we know."""
    order = ranked(ranking)
    times = Counter(row.code for row in ranking)
    bases = {"own", *(f"S4 {letter}" for letter in POC_CATEGORIES)}
    above = 5
    for row in ranking:
        rises = not row.same_as and (row.tier or 0) > above
        offence = catalogue.get(row.code)
        fault = code_fault(row.code, catalogue) or (
            "is an inchoate form" if offence and offence.suffix else ""
        )
        for wrong, what, fix in (
            (fault, f"{row.code} {fault}", "Name the whole, current offence."),
            (times[row.code] > 1, f"{row.code} is listed twice", "Keep one row."),
            (
                row.same_as and row.same_as not in order,
                f"{row.same_as} is not ranked",
                "Rank it, or mend it.",
            ),
            (rises, f"Tier {row.tier} below tier {above}", "Move the row up, or lower it."),
            (
                not row.same_as and row.basis not in bases,
                f"Basis {row.basis!r} unknown",
                "Say own or S4 A-L.",
            ),
        ):
            if wrong:
                yield Problem(file=PROSECUTED, line=row.line, what=what, fix=fix)
        if not row.same_as and row.tier is not None:
            above = min(above, row.tier)
    if len(order) < goals.most + goals.next:
        what = f"{len(order)} offences are ranked, {goals.most + goals.next} are wanted"
        yield Problem(file=PROSECUTED, line=0, what=what, fix="Add the offences that are prosecuted next.")


def _line_problems(lines: list[_Line], catalogue: Catalogue, older: dict[str, str]) -> Iterator[Problem]:
    """Each line for itself: kind, codes, pattern, and the same line twice."""
    faults = {code: code_fault(code, catalogue) for line in lines for code in line.codes}
    first: dict[tuple[str, str], _Line] = {}
    for line in lines:
        if line.kind not in KINDS:
            yield line.problem(
                f"The kind {line.kind!r} is unknown", f"Use one of {', '.join(sorted(KINDS))}."
            )
        for code in line.codes:
            if faults[code]:
                yield line.problem(f"{code} {faults[code]}", "Name a current national offence.")
        if len(set(line.codes)) < len(line.codes):
            yield line.problem("A code stands twice in the line", "Keep it once.")
        if line.codes[0] in older:
            newer = older[line.codes[0]]
            yield line.problem(
                f"{line.codes[0]} is an older row for {newer}",
                f"Put {newer} first and {line.codes[0]} after it.",
            )
        for fault in pattern_faults(line.text):
            yield line.problem(f"{fault[0].upper()}{fault[1:]}", "Mend the pattern.")
        seen = first.setdefault((line.codes[0], line.text.casefold()), line)
        if seen is not line:
            yield line.problem(f"The line is also {seen.file}:{seen.number}", "Keep one of the two.")


def _reference_problems(
    references: list[_Line], lexicon: Lexicon, statutes: StatuteReader, catalogue: Catalogue, goals: Goals
) -> Iterator[Problem]:
    """Statutes: good codes, a reference once, readable as the section of an Act, and enough of them."""
    first: dict[str, _Line] = {}
    for line in references:
        for code in line.codes:
            if fault := code_fault(code, catalogue):
                yield line.problem(f"{code} {fault}", "Name a current national offence.")
        query = read_query(line.text, lexicon, statutes)
        if line.kind.split()[0] not in query.acts or not query.sections or query.content:
            yield line.problem(f"{line.text!r} is not read as one Act and section", f"Mend it, or {ACTS}.")
        seen = first.setdefault(line.kind, line)
        if seen is not line:
            yield line.problem(f"The reference is also line {seen.number}", "Put the codes into one line.")
    if len(first) < goals.references:
        what = f"{len(first)} section references, {goals.references} are wanted"
        yield Problem(file=STATUTES, line=0, what=what, fix="Add the sections of Acts that are missing.")


def _contradictions(lines: list[_Line], lexicon: Lexicon, statutes: StatuteReader) -> Iterator[Problem]:
    """Words that the matcher reads alike must name the same offence first, wherever they stand.

    A text that may mean several offences is marked as such by listing them all in its line, best first; two
    lines that say the same may differ in what follows, but not in what is best.
    """
    keys: dict[str, str] = {}
    said: defaultdict[str, list[_Line]] = defaultdict(list)
    for line in lines:
        for text in spelt_out(line.text):
            plain = text.casefold()
            if plain not in keys:
                keys[plain] = read_query(plain, lexicon, statutes).key
            if keys[plain]:
                said[keys[plain]].append(line)
            else:
                yield line.problem(f"{text!r} has no word that the matcher reads", "Say more, or drop it.")
    told = set()
    for key, found in said.items():
        best = found[0]
        for line in found[1:]:
            if line.codes[0] != best.codes[0] and (best, line) not in told:
                told.add((best, line))
                yield line.problem(
                    f"{key!r} is {line.codes[0]} here and {best.codes[0]} at {best.file}:{best.number}",
                    "List both codes in both lines, the better one first, or take out the wrong one.",
                )


def _breadth_problems(lines: list[_Line], ranking: list[Prosecuted], goals: Goals) -> Iterator[Problem]:
    """Enough lines for the offences that matter. A line counts for the offence that it names first."""
    count = Counter(line.codes[0] for line in lines)
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        kinds[line.codes[0]].add(line.kind)
    for place, code in enumerate(ranked(ranking)[: goals.most + goals.next], start=1):
        most = place <= goals.most
        wanted, of_kinds = (goals.most_lines, goals.most_kinds) if most else (goals.next_lines, 1)
        if count[code] < wanted or len(kinds[code]) < of_kinds:
            what = f"{code}, place {place}, has {count[code]} entries of {len(kinds[code])} kinds"
            number = next(row.line for row in ranking if row.code == code)
            fix = f"Write more: {wanted} of {of_kinds} kinds are the least."
            yield Problem(file=PROSECUTED, line=number, what=what, fix=fix)
    facts = sum(line.kind == Kind.FACTS for line in lines)
    for reached, wanted_in_all, name in (
        (len(lines), goals.lines, "entries"),
        (len(count), goals.offences, "offences with entries"),
        (facts, goals.facts * len(lines), "entries of facts"),
    ):
        if reached < wanted_in_all:
            what = f"{reached} {name}, {wanted_in_all:.0f} are wanted"
            yield Problem(file="entries_*.tsv", line=0, what=what, fix="Write more.")
