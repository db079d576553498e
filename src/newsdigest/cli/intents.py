"""What an option is for: the headings that a help page sorts options under."""

from __future__ import annotations

WHAT_TO_PRINT = "What to print"
READING = "Reading"
WHERE_AND_HOW = "Where and how"
RUNNING = "Running"
