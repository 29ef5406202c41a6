"""Obsidian's side of a vault: its settings folder, its list of vaults, and the files it shows views from."""
