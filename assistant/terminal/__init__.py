"""The terminal app: a window on a conversation. It holds no rules, no knowledge and no SQL."""
