"""Text -> sentences, words and normal forms, shared by the stages."""
