"""newsdigest: key points and attributed quotes from the news, verbatim."""
