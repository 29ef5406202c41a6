"""Keeping the index of a vault fresh for as long as it runs: the loop behind `infoview-md watch`."""

from infoview_md.watching.bell import Bell
from infoview_md.watching.loop import watch
from infoview_md.watching.options import Outcome, Times, Wish

__all__ = ["Bell", "Outcome", "Times", "Wish", "watch"]
