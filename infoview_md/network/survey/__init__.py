"""Looking at notes that were kept without this program: which are people and talks, and where their facts stand."""
