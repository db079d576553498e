"""A sample newsroom to try everything on: two outlets, their feeds and pages, on this machine."""
