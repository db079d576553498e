"""The journeys: stages composed over ports, readable top to bottom. Order, never content."""
