"""Answers many texts in order, in this process or in several. Knows neither files nor how matching is done."""

import ctypes
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

from knowledge.errors import FinaliseError

Answer = tuple[str, ...]
Answering = Callable[[str], Answer]
Start = Callable[[], Answering]
"""Makes what answers texts. Runs once in each process, so it must be a function of a module."""

MOST_PROCESSES = 61  # what Windows can wait for
_BY_DEFAULT = 8  # each holds an index of its own in memory
_AHEAD = 4  # chunks in flight for each process
_REMEMBERED = 10_000  # answers kept, for lists in which the same words come again and again
_LONGEST_REMEMBERED = 300  # characters


class WorkerStopped(FinaliseError):
    """One of the processes ended before its work was done."""

    def __init__(self) -> None:
        super().__init__(
            "One of the processes that answer the texts was ended from outside or ran out of memory.",
            fix="Nothing is written. Try again, with --processes 1 if it happens again.",
        )


class _StartFailed(FinaliseError):
    """What answers texts could not be made in another process; its words came from there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Some rows with the text of each, and how much of the source is read with them (0 to 1, None: not known)."""

    rows: list[list[str]]
    texts: list[str]
    read: float | None = None


@dataclass(frozen=True, slots=True)
class _Fault:
    what: str
    fix: str


def usual_processes() -> int:
    """How many processes to use where nobody says: one for each core this program may use, eight at most."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, _BY_DEFAULT)


def answered(
    chunks: Iterable[Chunk], start: Start, processes: int = 1
) -> Generator[tuple[Chunk, list[Answer]], None, None]:
    """Each chunk with the answers to its texts, in order.

    With several processes only a few chunks are in memory at a time. Close the iterator to stop the processes.
    Raises WorkerStopped when one ends early, and what `start` raises.
    """
    if processes <= 1:
        answer = remembering(start())
        for chunk in chunks:
            yield chunk, [answer(text) for text in chunk.texts]
        return
    try:
        with _pool(start, processes) as pool:
            waiting: deque[tuple[Chunk, Future[list[Answer] | _Fault]]] = deque()
            for chunk in chunks:
                waiting.append((chunk, pool.submit(_answer_all, chunk.texts)))
                if len(waiting) >= processes * _AHEAD:
                    yield _result(*waiting.popleft())
            while waiting:
                yield _result(*waiting.popleft())
    except BrokenProcessPool as error:
        raise WorkerStopped from error


def _result(chunk: Chunk, future: "Future[list[Answer] | _Fault]") -> tuple[Chunk, list[Answer]]:
    found = future.result()
    if isinstance(found, _Fault):
        raise _StartFailed(found.what, fix=found.fix)
    return chunk, found


def remembering(answer: Answering) -> Answering:
    """The same answers, those to short texts kept a while for when the text comes again."""
    kept = lru_cache(maxsize=_REMEMBERED)(answer)
    return lambda text: kept(text) if len(text) <= _LONGEST_REMEMBERED else answer(text)


@contextmanager
def _pool(start: Start, processes: int) -> Iterator[ProcessPoolExecutor]:
    """A pool whose processes are all started and deaf to Ctrl-C; at the end they stop within a text."""
    context = multiprocessing.get_context("spawn")  # the same on every system, and safe beside threads
    # Without a lock, which a killed process might keep for ever.
    stop = context.RawValue(ctypes.c_bool, False)
    pool = ProcessPoolExecutor(processes, context, _begin, (start, stop))
    try:
        with _deaf_to_interrupts():
            for _ in range(processes):
                pool.submit(_answer_all, [])
        yield pool
    finally:
        stop.value = True
        pool.shutdown(cancel_futures=True)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Ctrl-C does nothing meanwhile, nor ever in a process started meanwhile."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler if before is None else before)


class _Worker:
    """What one process of the pool knows."""

    start: Start
    stop: ctypes.c_bool


def _begin(start: Start, stop: ctypes.c_bool) -> None:
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # the terminal sends Ctrl-C to all; the first process decides
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _Worker.start, _Worker.stop = staticmethod(start), stop


def _end_with_parent() -> None:
    """Ends this process when the one that started it is gone, however that ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@lru_cache(maxsize=1)
def _answering() -> Answering:
    return remembering(_Worker.start())


def _answer_all(texts: list[str]) -> list[Answer] | _Fault:
    try:
        answer = _answering()
    except FinaliseError as fault:
        return _Fault(fault.what, fault.fix)  # as words, since an error with words of its own cannot travel
    found = []
    for text in texts:
        if _Worker.stop.value:
            break
        found.append(answer(text))
    return found
