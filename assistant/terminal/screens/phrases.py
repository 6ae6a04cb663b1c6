"""What the main screen itself says, beside the conversation. No widgets."""

from typing import TYPE_CHECKING

from assistant.conversation.shown import Action, Kind, Message
from assistant.terminal.keys import TALK_KEYS
from knowledge.errors import FinaliseError

if TYPE_CHECKING:
    from assistant.conversation.conversation import Conversation

WELCOME = Message(
    kind=Kind.TOLD,
    text="Answer in your own words. You can type help, why, back or skip at any time. Every answer is kept.",
)
NOT_SENT = Message(
    kind=Kind.WARNING, text="What you typed is not sent. Enter sends it; ctrl+q again leaves without it."
)
NO_CARD = Message(kind=Kind.TOLD, text="There is no offence yet whose card could be shown.")
LOADING = Message(kind=Kind.TOLD, text="Loading the offence list…")
TRY_AGAIN = Message(kind=Kind.TOLD, text="Press Enter to try again, or ctrl+q to leave.")
DRAFT_GONE = Message(kind=Kind.TOLD, text="That draft is no longer there. This is a new case.")


def as_message(error: FinaliseError) -> Message:
    """A fault a person can put right, as a message."""
    return Message(kind=Kind.WRONG, text=f"{error.what} {error.fix}")


def no_guidance(slug: str) -> Message:
    """That a topic is not written."""
    return Message(
        kind=Kind.TOLD, text=f"There is no guidance on “{slug.partition('#')[0].replace('-', ' ')}” yet."
    )


def kept_words(talk: "Conversation") -> str:
    """How safe what was entered is."""
    if talk.written is not None:
        return f"Recorded as {talk.written.reference}"
    return "All answers kept" if talk.is_begun else ""


def without_last_question(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """The messages save the question being asked, which the question box shows."""
    return messages[:-1] if messages and messages[-1].kind is Kind.ASKED else messages


def with_their_keys(actions: tuple[Action, ...]) -> tuple[tuple[Action, str], ...]:
    """Each action with its hint and, where it has one, its key."""
    keys = {key.says: key.shown for key in TALK_KEYS if key.says}
    return tuple(
        (action, ", ".join(part for part in (action.hint, keys.get(action.words)) if part) or action.words)
        for action in actions
    )
