"""The questions of the conversation: when each applies, what it reads and how its answer is played back."""
