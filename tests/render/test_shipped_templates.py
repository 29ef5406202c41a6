"""The templates that come with the package."""

import pytest

from infoview_md.errors import NotFound
from infoview_md.render.environment import template_folder, template_names, template_text


def test_the_shipped_templates_are_found_and_listed():
    assert template_folder().is_dir()
    assert "report.html.j2" in template_names()
    assert template_names() == sorted(template_names())
    assert template_text("report.html.j2").strip()


def test_a_wrong_name_is_answered_with_the_nearest():
    with pytest.raises(NotFound) as raised:
        template_text("report.htm.j2")
    assert raised.value.hint == "Did you mean report.html.j2?"


def test_no_file_outside_the_folder_is_a_template():
    for name in ("../pyproject.toml", "/etc/passwd", "html/../report.html.j2"):
        with pytest.raises(NotFound):
            template_text(name)
