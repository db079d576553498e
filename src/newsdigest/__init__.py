"""newsdigest: key points and attributed quotes from the news, verbatim."""

__version__ = "0.1.0"
