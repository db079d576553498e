"""Request -> Page or Failure, over HTTP: polite, bounded, and honest about what went wrong."""
