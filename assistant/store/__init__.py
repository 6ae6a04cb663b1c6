"""Keeps drafts and records for good. Import `assistant.store.store` late: it costs a third of a second."""
