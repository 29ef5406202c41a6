"""Dress answers: text for the terminal, Markdown, HTML pages, and the user's own templates."""
