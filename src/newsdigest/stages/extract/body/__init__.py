"""Tree, survey and claims -> the text of an article."""
