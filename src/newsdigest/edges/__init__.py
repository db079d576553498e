"""The edges: the only rooms that touch the world. Thin; they translate and decide nothing."""
