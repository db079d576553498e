"""Page or plain text -> Article."""
