"""The report and the numbers as one HTML page each: nothing is loaded, nothing runs, everything is escaped."""

from collections.abc import Mapping

from infoview_md.network.referrals import ReferralTree
from infoview_md.network.report import Report
from infoview_md.network.stats import Stats
from infoview_md.render.environment import NO_OVERRIDES, render


def report_page(
    report: Report,
    *,
    tree: ReferralTree | None = None,
    overrides: Mapping[str, str] = NO_OVERRIDES,
) -> str:
    """Make the page of a report: what is owed, the weeks ahead, the kinds, the referrals, the problems.

    Links open the notes in Obsidian.  Raises as `environment.render`.
    """
    from infoview_md.render.report_context import report_context

    return render("report.html.j2", report_context(report, tree), overrides=overrides)


def stats_page(
    stats: Stats,
    *,
    vault: str = "",
    tree: ReferralTree | None = None,
    overrides: Mapping[str, str] = NO_OVERRIDES,
) -> str:
    """Make the page of the numbers, with charts; `vault` is the folder or name that links open notes in.

    Raises as `environment.render`.
    """
    from infoview_md.render.obsidian import vault_name
    from infoview_md.render.stats_context import stats_context

    context = stats_context(stats, tree, vault_name(vault))
    return render("stats.html.j2", context, overrides=overrides)
