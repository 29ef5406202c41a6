"""The files of other programs: a few in miniature here, and any folder of real ones that INFOVIEW_FOREIGN_FILES names."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SWEEP = Path(__file__).parents[1] / "benchmarks" / "foreign_files.py"

FILES = {
    "two.vcf": "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada Roe\r\nEMAIL:ada@x.example\r\nTEL:+1 503 555\r\n"
    "END:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n",
    "agent.vcf": "BEGIN:VCARD\nFN:Ada Roe\nAGENT:\nBEGIN:VCARD\nFN:Bob\nEND:VCARD\nEND:VCARD\n",
    "people.csv": "Name;E-Mail\nAda;ada@x.example\n;\n;x\nAda;ada@x.example\n",
    "notes.txt": "Dear diary,\n",
}


def sweep(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SWEEP), *words], capture_output=True, text=True, check=False
    )


def test_each_card_and_row_of_every_file_is_accounted_for(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    ran = sweep(str(tmp_path))
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.splitlines() == [
        "4 files, 1 of them refused with a reason",
        "4 cards and rows in {'new': 3, 'known': 0, 'possible': 0, 'unusable': 2}",
        "1 cards compared with vobject",
        "0 files not as they should be",
    ]


@pytest.mark.skipif(
    "INFOVIEW_FOREIGN_FILES" not in os.environ, reason="INFOVIEW_FOREIGN_FILES names no folder"
)
def test_each_card_and_row_of_a_folder_of_real_files_is_accounted_for():
    ran = sweep(os.environ["INFOVIEW_FOREIGN_FILES"], "--seconds", "120")
    assert ran.returncode == 0, ran.stdout
