"""A memory for informational interviews, kept in plain Markdown notes."""

__version__ = "0.1.0"
