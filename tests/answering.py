"""Stand-ins for what answers texts, so that other processes can load them by name: cheap, counting, fragile."""

import os
import socket

from assistant.match_file import COLUMNS
from assistant.match_pool import Answer, Answering
from knowledge.errors import FinaliseError


def cells(text: str, note: str = "") -> Answer:
    """The cells of an answer that says which text it is to, and `note`."""
    return (f"CODE {text}", note, *[""] * (len(COLUMNS) - 2))


def cheap() -> Answering:
    """Answers at once."""
    return cells


def naming_its_process() -> Answering:
    """Answers with the number of the process that answers."""
    return lambda text: cells(text, str(os.getpid()))


def meeting() -> Answering:
    """Tells the door whose number the environment names which process this is, and begins when it is let in."""
    with socket.create_connection(("127.0.0.1", int(os.environ["MEETING"]))) as door:
        door.sendall(str(os.getpid()).encode())
        door.recv(1)
    return cells


def counting() -> Answering:
    """Answers with how many texts this process was asked before."""
    asked: list[str] = []

    def answer(text: str) -> Answer:
        asked.append(text)
        return cells(text, str(len(asked)))

    return answer


def fragile() -> Answering:
    """Ends its process at the text "the end"."""

    def answer(text: str) -> Answer:
        if text == "the end":
            os._exit(9)
        return cells(text)

    return answer


def damaged() -> Answering:
    """Cannot be made."""
    raise FinaliseError("The list of offences is damaged.", fix="Install Finalise again.")
