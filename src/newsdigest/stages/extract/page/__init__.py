"""What a page says: its tree, the places of its text, its claims, its scripts."""
