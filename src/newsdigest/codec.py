"""Models <-> JSON-able dict, with a schema number."""

SCHEMA = "newsdigest/1"
