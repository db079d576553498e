"""Text -> its outline: spans, tokens, sentences, and the names in it."""
