"""The templates: what there are, what each is given, and a copy of one in the vault."""

from typing import TYPE_CHECKING

from infoview_md.acting.act import Act
from infoview_md.errors import NotFound
from infoview_md.preparing.own_templates import answer, folder_of, own_templates
from infoview_md.render.environment import template_names, template_text
from infoview_md.render.html import CONTEXTS
from infoview_md.writeback import Creation, Work

if TYPE_CHECKING:
    from infoview_md.session import Session


def listed(session: "Session") -> str:
    """List the templates by name; those of the vault are marked."""
    own = own_templates(session)
    state = {
        **dict.fromkeys(own.allowed, "yours"),
        **dict.fromkeys(own.unknown, "in your vault, not allowed yet"),
        **dict.fromkeys(own.refused, "in your vault, refused"),
    }
    names = sorted({*template_names(), *state})
    wide = max(len(name) for name in names)
    return "".join(f"{name:{wide}}  {state.get(name, '')}".rstrip() + "\n" for name in names)


def context_of(name: str) -> str:
    """Say what a template is given: each name with its meaning.  Raises `NotFound`."""
    text = template_text(name)
    if name not in CONTEXTS:
        raise NotFound(
            f"{name} is a part of other templates and is given nothing of its own.",
            hint=f"See it with: infoview-md templates show {name}" if text else "",
        )
    wide = max(len(field) for field, _ in CONTEXTS[name])
    return "".join(f"{field:{wide}}  {meaning}\n" for field, meaning in CONTEXTS[name])


def copy_act(session: "Session", name: str) -> Act:
    """Plan a copy of a shipped template in the vault.  Raises `NotFound`, and `CannotEdit` where there is one."""
    text, path = template_text(name), f"{folder_of(session)}/{name}"
    return Act(
        work=Work(
            sentence=f"Copied {name} to {path}; edit it there.",
            subject=f"Copy the template {name}",
            steps=(Creation(path=path, raw=text.encode()),),
        ),
        remarks=(f"What it is given: infoview-md templates show {name} --context",),
    )


def trust_copy(session: "Session", name: str) -> None:
    """Keep that the copy may be used: it is our own text until somebody edits it."""
    answer(session, {name: template_text(name)}, is_yes=True)
