"""Points, quotes -> the same, cut at their ends and explained by words of their articles."""
