"""What the commands do to notes: from an open session and words to a `Work`, decided purely; then written in one place.

Each module holds one sort of deed; `act` shows or performs any of them.
"""
