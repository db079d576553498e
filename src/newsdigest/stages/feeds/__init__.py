"""Page -> Feed: entries of every kind of feed."""
