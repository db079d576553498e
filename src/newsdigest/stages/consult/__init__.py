"""A story's sentences -> a question in numbers; an answer in numbers -> what is printed."""
