"""Says how far a long job is: one line that changes on a terminal, few plain lines elsewhere. Knows no job."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

_EVERY_S = 0.2  # how often the line on a terminal changes
_TENTHS = 10
_FIRST_AT = 2000  # a shorter job needs no plain lines
_WITHOUT_SIZE = 10_000  # rows between plain lines where nobody knows how many there are


@contextmanager
def progress(what: str, *, is_quiet: bool) -> Iterator[Callable[[int, float | None], object]]:
    """What a job tells how far it is, for standard error; the line is cleared at the end. Quiet: told to nobody."""
    if is_quiet:
        yield lambda count, share: None
        return
    telling = Progress(sys.stderr, what)
    try:
        yield telling.done
    finally:
        telling.end()


class Progress:
    """Counts rows done and tells it to `out`. `what` is what is done to them, as in "1,000 rows matched"."""

    def __init__(self, out: TextIO, what: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        """In: where to tell it, what is done, a clock in seconds."""
        self._out = out
        self._what = what
        self._clock = clock
        self._is_terminal = out.isatty()
        self._begun = clock()
        self._told_at = self._begun
        self._told = 0
        self._width = 0

    def done(self, count: int, share: float | None = None) -> None:
        """So many rows are done, which is this share (0 to 1) of the work where that is known."""
        if self._is_terminal:
            self._rewrite(count, share)
        elif self._is_due(count, share):
            percent = "" if share is None else f" ({share:.0%})"
            print(f"{count:,} {self._what}{percent}", file=self._out, flush=True)

    def _is_due(self, count: int, share: float | None) -> bool:
        step = count // _WITHOUT_SIZE if share is None else int(share * _TENTHS)
        if step == self._told or count < _FIRST_AT or share == 1:
            return False
        self._told = step
        return True

    def _rewrite(self, count: int, share: float | None) -> None:
        now = self._clock()
        if now - self._told_at < _EVERY_S:
            return
        self._told_at = now
        line = f"{count:,} {self._what}"
        pace = count / (now - self._begun)
        if share:
            left_s = (now - self._begun) * (1 - share) / share
            line += f" ({share:.0%}), {pace:,.0f} a second, {_duration(left_s)} left"
        else:
            line += f", {pace:,.0f} a second"
        self._show(line)

    def _show(self, line: str) -> None:
        self._out.write(f"\r{line:<{self._width}}")
        self._out.flush()
        self._width = len(line)

    def end(self) -> None:
        """The job is over, well or not: the line on the terminal is cleared."""
        if self._width:
            self._show("")
            self._out.write("\r")
            self._out.flush()
            self._width = 0


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
