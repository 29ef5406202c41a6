import tempfile
from pathlib import Path
from unicodedata import category, normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_md import replace


class TestSafeFileName:
    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("Jane Doe", "Jane Doe"),
            ("../../.ssh/authorized_keys", "ssh authorized_keys"),
            ("CON", "_CON"),
            ("nul.txt", "_nul.txt"),
            ("COM¹", "_COM¹"),
            ("Conrad", "Conrad"),
            ('Doe, Jane: "AI/ML" <lead>?', "Doe, Jane AI ML lead"),
            ("[[Jane]]|#1^x", "Jane 1 x"),
            ("  .Jane..  ", "Jane"),
            ("Jane\n\tDoe", "Jane Doe"),
            ("Jane\u00a0\u202fDoe", "Jane Doe"),
            ("Zoe\u0308", "Zo\u00eb"),
            ("\u202egpj.exe", "gpj.exe"),
            ("a\x00\x1b[31mb", "a 31mb"),
            ("\ud800x", "x"),
            ("", "Unnamed"),
            ("...", "Unnamed"),
            ("李明 (ACME)", "李明 (ACME)"),
            ("👩\u200d💻 Ada", "👩\u200d💻 Ada"),
        ],
    )
    def test_known_names(self, text, name):
        assert replace.safe_file_name(text) == name

    def test_a_long_name_is_cut_between_characters(self):
        assert replace.safe_file_name("é" * 400) == "é" * 90
        assert replace.safe_file_name("a" * 400) == "a" * 180
        assert len(replace.safe_file_name("con." + "a" * 400).encode()) == 180

    @given(st.text())
    def test_every_text_gives_a_name_that_every_system_can_store(self, text):
        name = replace.safe_file_name(text)
        assert 0 < len(name.encode()) <= 180
        assert not set(name) & set('/\\:*?"<>|#^[]')
        assert name == normalize("NFC", name)
        assert name == name.strip(" .")
        assert "Cc" not in {category(character) for character in name}
        assert replace.safe_file_name(name) == name

    @settings(max_examples=30)
    @given(st.text(min_size=1))
    def test_a_note_of_that_name_can_be_created(self, text):
        with tempfile.TemporaryDirectory() as vault:
            name = replace.safe_file_name(text) + ".md"
            replace.create(Path(vault), name, b"x")
            assert [path.name for path in Path(vault).iterdir()] == [name]
