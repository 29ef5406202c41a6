"""Managed blocks in notes: what each shows, the ticks in them, and making them anew.

`refresh_blocks` is the way in for a command; `Keeping` is the same for a watcher, call by call.
"""

from infoview_md.dashboard.keeping import Keeping
from infoview_md.dashboard.refreshing import Refreshed, refresh_blocks

__all__ = ["Keeping", "Refreshed", "refresh_blocks"]
