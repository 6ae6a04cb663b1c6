"""The dialogue from a person's words to a finalisation record. No Textual, no database, no printing."""
