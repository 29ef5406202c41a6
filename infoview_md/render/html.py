"""The report and the numbers as one HTML page each: nothing is loaded, nothing runs, everything is escaped."""

from collections.abc import Mapping

from infoview_md.network.context import CONTEXTS as TEXT_CONTEXTS
from infoview_md.network.context import as_context, described
from infoview_md.network.referrals import ReferralTree
from infoview_md.network.report import Report
from infoview_md.network.stats import Stats
from infoview_md.render.environment import NO_OVERRIDES, render
from infoview_md.render.obsidian import Home, vault_name
from infoview_md.render.page_values import ReportPage, StatsPage

CONTEXTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    **TEXT_CONTEXTS,
    "report.html.j2": described(ReportPage),
    "stats.html.j2": described(StatsPage),
}
"""Template -> the names it gets, each with its meaning; all shipped templates that are asked for by name."""


def report_page(
    report: Report,
    *,
    tree: ReferralTree | None = None,
    home: Home | None = None,
    overrides: Mapping[str, str] = NO_OVERRIDES,
) -> str:
    """Make the page of a report: what is owed, the weeks ahead, the kinds, the referrals, the problems.

    Links open the notes in Obsidian, in the vault that is their `home`: the report's, unless it is said otherwise.
    Raises as `environment.render`.
    """
    from infoview_md.render.report_page import page_of

    page = page_of(report, tree, home or Home(vault_name(report.vault)))
    return render("report.html.j2", as_context(page), overrides=overrides)


def stats_page(
    stats: Stats,
    *,
    vault: str = "",
    tree: ReferralTree | None = None,
    home: Home | None = None,
    overrides: Mapping[str, str] = NO_OVERRIDES,
) -> str:
    """Make the page of the numbers, with charts; `vault` is the folder or name of the vault, `home` as above.

    Raises as `environment.render`.
    """
    from infoview_md.render.stats_page import page_of

    name = vault_name(vault)
    page = page_of(stats, tree, vault=name, home=home or Home(name))
    return render("stats.html.j2", as_context(page), overrides=overrides)
