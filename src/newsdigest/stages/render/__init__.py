"""Digest -> str, one module a format."""
