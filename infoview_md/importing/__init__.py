"""From files of other programs to notes: read, match with what is known, plan; writing is done in one place.

Each card or row ends in a note, in a list, or is named in the summary with the reason.
"""
