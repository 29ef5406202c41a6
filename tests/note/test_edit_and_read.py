"""What an edit writes, the reader of the house reads; what the reader names, an edit finds."""

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from infoview_md.errors import CannotEdit
from infoview_md.note.body import outline
from infoview_md.note.edit import (
    add_log_item,
    add_task,
    append_to_list,
    remove_property,
    set_property,
    tick_task,
    untick_task,
)
from infoview_md.note.reading import read
from tests.note.generated import bodies, items, lists, notes, values

usual = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
signs = st.lists(
    st.sampled_from(
        [
            "📅 2026-11-25",
            "⏫",
            "🆔 a1",
            "#x",
            "➕ 2026-11-01",
            "[due:: 2026-11-25]",
            "(priority:: high)",
            "#waiting",
        ]
    ),
    max_size=4,
    unique=True,
)
words = st.sampled_from(
    ["call Ada", "send [[Ada|her]] the talk", "a: b, c", "`code` & more", "Ⅳ 🎉 done?", "x (y) [z]"]
)


def accepted(edit, *args, **options):
    try:
        return edit(*args, **options)
    except CannotEdit:
        assume(False)


def body_of(raw):
    reading = read(raw)
    return outline(reading.body, reading.body_line)


@usual
@given(raw=notes(), value=st.one_of(values, lists))
def test_the_reader_reads_the_value_that_was_set(raw, value):
    new = accepted(set_property, raw, "asked", value, replace_collection=True)
    was, now = read(raw).properties, read(new).properties
    if was:
        assert now["asked"] == value
        assert isinstance(now["asked"], bool) == isinstance(value, bool)
        assert {k: v for k, v in now.items() if k != "asked"} == {
            k: v for k, v in was.items() if k != "asked"
        }
        assert read(new).body == read(raw).body
        assert "asked" not in read(accepted(remove_property, new, "asked")).properties


@usual
@given(raw=notes(), item=items)
def test_the_reader_reads_the_item_that_was_added(raw, item):
    new = accepted(append_to_list, raw, "tags", item)
    now = read(new).properties["tags"]
    assert now == item or item in now or [[item[2:-2]]] == now


@usual
@given(
    text=words,
    signs=signs,
    box=st.sampled_from([" ", "/"]),
    end=st.sampled_from(["", " ^id1", "  "]),
    before=bodies(),
)
def test_a_task_that_the_reader_names_is_ticked(text, signs, box, end, before):
    task = f"\n- [{box}] {' '.join([text, *signs])}{end}\n".encode()
    raw = before + task
    named = [found for found in body_of(raw).tasks if found.text.startswith(text)]
    assume(named and before.count(b"call Ada") == 0)
    new = tick_task(raw, line=named[-1].line, text=named[-1].text, done_on="2026-11-22")
    (ticked,) = [found for found in body_of(new).tasks if found.line == named[-1].line]
    assert (ticked.is_done, ticked.done_on, ticked.text) == (True, "2026-11-22", named[-1].text)
    assert (ticked.due, ticked.block_id) == (named[-1].due, named[-1].block_id)
    opened = untick_task(new, line=ticked.line, text=ticked.text)
    assert opened == raw.replace(b"[/]", b"[ ]") if box == "/" else opened == raw


@usual
@given(raw=bodies(), kind=st.sampled_from(["email", "call", "Met"]), on=st.dates().map(str))
def test_the_reader_finds_the_log_item_that_was_added(raw, kind, on):
    new = accepted(add_log_item, raw, on=on, text=f"{kind}: about it")
    added = [item for item in body_of(new).log if item.text == "about it"]
    assert [(item.on, item.kind) for item in added] == [(on, kind.lower())]
    assert len(body_of(new).log) == len(body_of(raw).log) + 1


@usual
@given(raw=bodies())
def test_the_reader_finds_the_task_that_was_added_under_its_heading(raw):
    new = accepted(add_task, raw, heading="Next steps", text="write 📅 2026-12-01")
    (task,) = [task for task in body_of(new).tasks if task.text == "write"]
    assert (task.is_done, task.due, task.section.casefold()) == (False, "2026-12-01", "next steps")
