"""What is known of each language, and what is read by it: words, sentences, novelty."""
