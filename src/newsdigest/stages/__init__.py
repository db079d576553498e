"""The stages: pure functions, noun in, noun out. No clock, network, disk, environment or chance."""
