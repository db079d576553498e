"""Feeds, Memory -> Items, and the stories of a day that fit: what is new, and how much of it."""
