"""Tables that a spreadsheet shows and does not run."""

import csv
import io

import pytest

from infoview_md.exchange import csv_out


@pytest.mark.parametrize(
    "formula",
    [
        "=HYPERLINK(1)",
        "+44 20 555",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\0=1",
        "＝1",
        "＋1",
        "－1",
        "＠1",
    ],
)
def test_what_a_spreadsheet_would_run_gets_a_quote_in_front(formula):
    text = csv_out.dumps(["Name"], [[formula]])
    assert next(csv.reader(io.StringIO(text.split("\r\n", 1)[1], newline="")))[
        0
    ] == "'" + formula.replace("\0", "")


@pytest.mark.parametrize("cell", ["Ada", "a=b", "", "'quoted", "1+1", -5, 2.5, None])
def test_everything_else_is_left_as_it_is(cell):
    assert csv_out.harmless(cell) == cell


def test_raw_leaves_formulas_alone():
    assert csv_out.dumps(["Phone"], [["+44"]], raw=True) == "Phone\r\n+44\r\n"


def test_cells_with_delimiters_quotes_and_breaks_are_quoted():
    text = csv_out.dumps(["Name", "Note"], [['A, "B"', "x\ny"], [None, 3]])
    assert text == 'Name,Note\r\n"A, ""B""","x\ny"\r\n,3\r\n'
