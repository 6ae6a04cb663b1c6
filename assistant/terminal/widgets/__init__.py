"""The parts of the screens. Each is given values and posts messages; none knows the conversation."""
