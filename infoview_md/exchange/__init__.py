"""Foreign formats to records and back, pure: no files, no clock, no environment."""
