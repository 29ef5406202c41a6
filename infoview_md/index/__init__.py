"""The SQLite cache of a vault: made of the notes alone, and deleted without a thought."""
