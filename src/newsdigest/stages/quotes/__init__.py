"""Article -> Quotes: what was said, by whom, or by nobody we know."""
