"""The templates that come with the package."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import infoview_md
from infoview_md.errors import NotFound
from infoview_md.render import sandbox
from infoview_md.render.environment import template_folder, template_names, template_text

PACKAGE = Path(infoview_md.__file__).parent


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


@pytest.mark.parametrize("name", template_names())
def test_every_template_is_understood_and_ends_with_a_newline(name):
    texts = {one: template_text(one) for one in template_names()}
    sandbox._environment(tuple(texts.items())).get_template(name)
    assert texts[name].endswith("\n")


def test_in_an_installed_package_the_templates_are_inside_of_it(tmp_path):
    installed = tmp_path / "infoview_md"
    shutil.copytree(PACKAGE, installed, ignore=shutil.ignore_patterns("__pycache__"))
    (installed / "templates").mkdir()
    (installed / "templates" / "only.j2").write_text("x")
    asked = "from infoview_md.render import environment as e; print(e.template_folder(), *e.template_names())"
    said = subprocess.run(
        [sys.executable, "-c", asked], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout.split()
    assert said == [str(installed / "templates"), "only.j2"]
