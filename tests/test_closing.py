"""Whatever is owed in whatever vault: closing it closes it, or says in a sentence what stands in the way."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infoview_md.acting.closing import CLOSERS, close
from infoview_md.acting.deed import Said
from infoview_md.acting.owed import owed_to
from infoview_md.dates import Moment
from infoview_md.errors import CannotEdit, Mistake, NotFound, UsageMistake
from infoview_md.network.kinds import KINDS
from infoview_md.session import Session
from infoview_md.sync.owing import whole_network
from infoview_md.writeback import plan
from tests.commands import _own_folders  # noqa: F401 - a fixture

NOW = Moment("2026-11-22T10:00")
PEOPLE = ("Ada", "Ben", "Cy")
DAYS = ("2026-11-02", "2026-11-10", "2026-11-19", "2026-11-21", "2026-11-24")
ASKS_BACK = {"write_up", "try_another", "schedule", "birthday", "prepare"}


@st.composite
def contacts(draw: st.DrawFn) -> str:
    lines = ["type: contact", f"company: {draw(st.sampled_from(['Acme', 'Bolt']))}"]
    facts = ("asked", "replied", "nudged", "reach_out_by", "last_contact", "told_landed")
    known = [name for name in facts if draw(st.integers(0, 3)) == 0]
    lines += [f"{name}: {draw(st.sampled_from(DAYS))}" for name in known]
    if draw(st.integers(0, 2)) == 0:
        lines.append(f'referred_by: "[[{draw(st.sampled_from(PEOPLE))}]]"')
    if draw(st.integers(0, 2)) == 0:
        lines += ["cadence: 1w", f"birthday: 1980-{draw(st.sampled_from(['11-22', '11-25']))}"]
    if draw(st.integers(0, 4)) == 0:
        lines.append(f"snoozed_until: {draw(st.sampled_from(DAYS))}")
    body = draw(
        st.sampled_from(
            [
                "",
                "- [ ] send it 📅 2026-11-20\n- [ ] send it 📅 2026-11-25\n",
                "- [ ] hers #waiting [due:: 2026-11-21]\n- [x] old 📅 2026-11-01\n",
                "- [ ] each week 🔁 every week 📅 2026-11-20\n",
                "## Log\n\n- 2026-11-18 call: hello\n",
            ]
        )
    )
    return "---\n" + "\n".join(lines) + "\n---\n" + body


@st.composite
def interviews(draw: st.DrawFn) -> str:
    people = draw(st.lists(st.sampled_from([*PEOPLE, "Nobody Yet"]), min_size=1, max_size=2))
    day = draw(st.sampled_from(DAYS))
    at = draw(st.sampled_from([day, f"{day}T15:00", f"{day} 09:30"]))
    lines = ["type: interview", f"date: {at}", "contact:"]
    lines += [f'  - "[[{one}]]"' for one in people]
    if draw(st.booleans()):
        lines += ["referrals:", f'  - "[[{draw(st.sampled_from([*PEOPLE, "Dot"]))}]]"']
    if draw(st.booleans()):
        lines.append(f"status: {draw(st.sampled_from(['done', 'scheduled', 'proposed']))}")
    body = draw(
        st.sampled_from(
            [
                "",
                "## Notes\n\nA lot.\n",
                "## Preparation\n\n- [ ] read\n- [x] ask\n",
                "## Next steps\n\n- [ ] the map 📅 2026-11-20\n",
            ]
        )
    )
    return "---\n" + "\n".join(lines) + "\n---\n" + body


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    people=st.tuples(*[contacts() for _ in PEOPLE]),
    talks=st.lists(interviews(), min_size=1, max_size=3),
    has_landed=st.booleans(),
)
def test_what_is_closed_is_closed(tmp_path_factory, people, talks, has_landed):
    root = tmp_path_factory.mktemp("vault")
    (root / "infoview.toml").write_text('timezone = "UTC"\n')
    notes = dict(zip((f"Contacts/{one}.md" for one in PEOPLE), people, strict=True))
    notes |= {f"Interviews/Talk {number}.md": text for number, text in enumerate(talks)}
    if has_landed:
        notes["Search.md"] = "---\ntype: search\nstarted: 2026-01-01\nlanded: 2026-11-12\n---\n"
    for path, text in notes.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text)
    session = Session(root=root, at=NOW)
    keys = list(session.ask(whole_network).contacts)
    for row in [row for key in keys for row in owed_to(session, key)]:
        _close_and_open_again(session, row)
    session.close()


def _close_and_open_again(session, row):
    key = row.contact_path or f"?{row.contact.casefold()}"
    act, changes, refusal = None, [], None
    try:
        act = close(session, row, Said(on=Moment("2026-11-22")))
        changes = plan(session.root, act.work)
    except Mistake as mistake:
        refusal = mistake
    if refusal is not None:
        assert _is_explained(row, refusal)
        return
    assert changes
    for change in changes:
        (session.root / change.path).write_bytes(change.after)
    session.refresh()
    if act.closes:
        assert row.id not in {one.id for one in owed_to(session, key)}, row
    for change in changes:
        (session.root / change.path).write_bytes(change.before)
    session.refresh()
    assert row.id in {one.id for one in owed_to(session, key)}


def _is_explained(row, mistake):
    """Tell whether a follow-up may refuse to be closed in this way."""
    if isinstance(mistake, NotFound):
        return not row.contact_path and "infoview-md" in mistake.hint
    if isinstance(mistake, CannotEdit):
        return mistake.code == "recurring-task"
    has_touch_today = row.kind == "stay_in_touch" and row.opened.startswith("2026-11-22")
    return isinstance(mistake, UsageMistake) and (row.kind in ASKS_BACK or has_touch_today)


def test_every_kind_has_its_way_to_be_closed():
    assert set(CLOSERS) == set(KINDS)
