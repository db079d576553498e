"""Articles of a story -> KeyPoints."""
