"""Buttons that are an icon."""

from mirstudio.gui.tool_button import tool_button


def test_a_button_is_called_what_its_tip_says_without_the_keys(qapp):
    button = tool_button("layers", "The batch as a list  (Ctrl+B)", 18)
    assert button.accessibleName() == "The batch as a list"
    assert button.toolTip() == "The batch as a list  (Ctrl+B)"
    assert button.iconSize().width() == 18
    assert not button.icon().isNull()
    button.deleteLater()
