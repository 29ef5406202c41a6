"""Dresses for what was decided elsewhere: terminal, Markdown, HTML, templates."""
