"""What a link means: the note it leads to, as Obsidian would resolve it, and whether that is a contact."""

from infoview_md.index.relations import Candidates
from infoview_md.index.store import Edge
from infoview_md.network.network import ghost_key
from infoview_md.note.links import name_key, resolve
from infoview_md.sync.reading import RawEdge


def resolved(edge: RawEdge, source: str, find: Candidates) -> Edge:
    """Resolve one link of the note `source`.

    Of several notes with the name, one that is the only contact among them is meant: nobody interviews a project.
    """
    if edge.field == "company":
        return Edge(edge.field, edge.target, "", edge.target, "", edge.line)
    key = name_key(edge.target.rsplit("/", 1)[-1])
    found = dict(find(key))
    answer = resolve(edge.target, source=source, candidates=list(found))
    path, finding = answer.path or "", ""
    if answer.is_ambiguous:
        people = [one for one in answer.candidates if found.get(one) == "contact"]
        path = people[0] if len(people) == 1 else path
        finding = "" if len(people) == 1 else "ambiguous:" + "\n".join(answer.candidates)
    elif not path and edge.field != "referrals":
        finding = "dangling:"
    if path and found.get(path) != "contact":
        path, finding = "", f"stranger:{path}"
    return Edge(edge.field, edge.target, key, path or ghost_key(edge.target), finding, edge.line)
