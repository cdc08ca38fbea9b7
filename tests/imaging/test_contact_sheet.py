"""Pictures side by side under their labels."""

import numpy as np
import pytest

from mirstudio.imaging.contact_sheet import GAP, LABEL, PAPER, Cell, draw_sheet


def test_pictures_stand_in_rows():
    white, grey = np.ones((20, 60, 3), np.float32), np.full((30, 40, 3), 0.4, np.float32)
    sheet = draw_sheet([[Cell("a", white), Cell("b", grey)], [Cell("c", white * 2)]])
    assert sheet.shape == (20 + 30 + 2 * LABEL + 3 * GAP, 2 * 60 + 3 * GAP, 3)
    assert (sheet[GAP + LABEL : GAP + LABEL + 20, GAP : GAP + 60] == 1).all()
    second = sheet[GAP + LABEL : GAP + LABEL + 30, 2 * GAP + 60 : 2 * GAP + 100]
    np.testing.assert_allclose(second, 0.4, atol=1e-6)


def test_labels_stay_in_their_column():
    picture = np.zeros((10, 40, 3), np.float32)
    short, long = (draw_sheet([[Cell(t, picture), Cell("", picture)]]) for t in ("é", "long " * 9))
    paper = PAPER / 255
    line = slice(GAP, GAP + LABEL)
    assert (short[line, GAP : GAP + 40] > paper + 0.3).any()
    np.testing.assert_allclose(long[line, GAP + 40 + GAP :], paper, atol=1e-6)


def test_a_sheet_needs_a_picture():
    with pytest.raises(ValueError, match="needs a picture"):
        draw_sheet([[]])
