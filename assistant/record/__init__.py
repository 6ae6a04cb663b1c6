"""The finalisation record, the draft that becomes one, and the rules that say what is wrong with it."""
