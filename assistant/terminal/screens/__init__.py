"""The places of the terminal app, each with its own keys and one job."""
