"""What other programs get of a vault: address books, calendars, tables, a database."""
