"""Articles -> Stories: repeats folded, never dropped."""
