"""Our own style-sheet rules, laid over qdarkstyle's; `$name` is a tone of `theme.Colors`."""

RULES = """
QWidget { background-color: transparent; color: $text; }
#window, QDialog { background-color: $panel; }
QStackedWidget, QLabel { border: none; padding: 0; }
QToolTip {
    background-color: $raised; color: $text; border: 1px solid $groove; border-radius: 4px;
    padding: 4px 6px;
}
#topBar, #strip { background-color: $bar; }
#canvas { background-color: $canvas; }
QLabel:disabled, QCheckBox:disabled { background-color: transparent; color: $disabled; }
#quiet { color: $quiet; }
#section {
    color: $quiet; font-size: 9pt; font-weight: 600; letter-spacing: 1px;
}
#overlay { background-color: rgba(20, 20, 20, 200); border-radius: 6px; border: none; }
#overlayName { color: #a8a8a8; }
#overlayValue { color: #f0f0f0; }
#badge {
    background-color: $raised; color: $accent_text; border-radius: 4px; padding: 2px 6px;
}
#photoName { font-weight: 600; }
#error { color: $error; }
#warning { color: $accent_text; }
#emptyTitle { font-size: 15pt; font-weight: 600; }
#dialogTitle { font-size: 13pt; font-weight: 600; }

QToolButton {
    background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 5px;
    margin: 0;
}
QToolButton:hover { background-color: $hover; }
QToolButton:checked, QToolButton:pressed { background-color: $raised; }
QToolButton:disabled { background: transparent; color: $disabled; }
QToolButton:focus { border: 1px solid $accent_text; }

QToolButton#small { padding: 1px; border-radius: 4px; }
QToolButton#small:disabled { background: transparent; border: 1px solid transparent; }
QScrollArea#panelScroll { background: transparent; border: none; padding: 0; }

QPushButton {
    background-color: $raised; color: $text; border: 1px solid transparent; border-radius: 6px;
    padding: 5px 14px; min-height: 18px;
}
QPushButton:hover { background-color: $groove; }
QPushButton:pressed { background-color: $hover; }
QPushButton:focus { border: 1px solid $accent_text; }
QPushButton:disabled { background-color: $raised; color: $disabled; padding: 5px 14px; }
QPushButton#main {
    background-color: $accent; color: $on_accent; font-weight: 600; padding: 7px 14px;
}
QPushButton#main:hover { background-color: $accent_hover; }
QPushButton#main:pressed { background-color: $accent; }
QPushButton#main:focus { border: 1px solid $text; }
QPushButton#main:disabled { background-color: $raised; color: $disabled; }
QPushButton#main[quietly="true"] { background-color: $raised; color: $text; }
QPushButton#main[quietly="true"]:hover { background-color: $groove; }
QPushButton#link {
    background: transparent; color: $accent_text; border: none; padding: 2px; text-align: center;
}
QPushButton#link:hover { color: $text; }
QPushButton#link:focus { border-bottom: 1px solid $accent_text; border-radius: 0; }

QPushButton#task {
    background: transparent; border: none; border-radius: 6px; text-align: left;
    padding: 0 10px; min-height: 36px; max-height: 36px;
}
QPushButton#task::menu-indicator { image: none; }
QPushButton#task:hover { background-color: $hover; }
QPushButton#task:checked { background-color: $raised; color: $accent_text; font-weight: 500; }
QPushButton#task:focus { border: 1px solid $accent_text; }

QComboBox {
    background-color: $raised; border: 1px solid transparent; border-radius: 6px;
    padding: 4px 8px; min-height: 20px;
}
QComboBox:hover { background-color: $groove; border: 1px solid transparent; }
QComboBox:focus, QComboBox:on { border: 1px solid $accent_text; }
QComboBox::drop-down { border: none; width: 26px; subcontrol-position: center right; }
QComboBox::down-arrow, QComboBox::down-arrow:on, QComboBox::down-arrow:hover,
QComboBox::down-arrow:focus { image: none; }
QComboBox QAbstractItemView {
    background-color: $raised; border: 1px solid $groove; border-radius: 6px; padding: 4px;
    selection-background-color: $groove; selection-color: $accent_text; outline: none;
}
QLineEdit, QSpinBox, QDoubleSpinBox {
    background-color: $raised; border: 1px solid transparent; border-radius: 6px;
    padding: 4px 8px; min-height: 20px; selection-background-color: $accent;
    selection-color: $on_accent;
}
QLineEdit:hover, QSpinBox:hover, QDoubleSpinBox:hover {
    border: 1px solid transparent; background-color: $groove;
}
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus { border: 1px solid $accent_text; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    subcontrol-origin: margin; subcontrol-position: center right; width: 0; height: 0;
    border: none; margin: 0; padding: 0; image: none;
}
QAbstractSpinBox::up-arrow, QAbstractSpinBox::down-arrow,
QAbstractSpinBox::up-arrow:off, QAbstractSpinBox::down-arrow:off {
    image: none; width: 0; height: 0;
}
QAbstractSpinBox QLineEdit {
    background: transparent; border: none; padding: 0 8px; min-height: 0;
}
QLineEdit#value {
    background: transparent; border: 1px solid transparent; border-radius: 4px;
    padding: 1px 0 1px 4px; min-height: 18px;
}
QLineEdit#value:hover { background-color: $hover; }
QLineEdit#value:focus { background-color: $raised; border: 1px solid $accent_text; }

QProgressBar {
    background-color: $groove; border: none; border-radius: 3px; min-height: 6px; max-height: 6px;
}
QProgressBar::chunk { background-color: $accent; border-radius: 3px; }

QMenu {
    background-color: $raised; border: 1px solid $groove; border-radius: 6px; padding: 4px;
}
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 4px; background: transparent; }
QMenu::item:selected { background-color: $groove; color: $text; }
QMenu::item:checked { color: $accent_text; }
QMenu::indicator { width: 0; }
QMenu::separator { height: 1px; background: $groove; margin: 4px 8px; }

QListView#plainList, QListView#plainList:focus {
    background: transparent; border: none; padding: 0; outline: none;
}
QListWidget#plainList::item {
    border-radius: 6px; padding: 0 8px; border: 1px solid transparent; color: $text;
}
QListWidget#plainList::item:hover { background-color: $hover; }
QListWidget#plainList::item:selected { background-color: $raised; color: $accent_text; }
QListWidget#plainList:focus::item:selected { border: 1px solid $accent_text; }
QListView#filmstrip { background: transparent; border: none; padding: 0; outline: none; }
QScrollBar:horizontal { background: transparent; height: 6px; margin: 0; border: none; }
QScrollBar::handle:horizontal {
    background: $groove; border-radius: 3px; min-width: 24px; border: none;
}
QScrollBar::handle:horizontal:hover { background: $disabled; border: none; }
QScrollBar:vertical { background: transparent; width: 6px; margin: 0; border: none; }
QScrollBar::handle:vertical {
    background: $groove; border-radius: 3px; min-height: 24px; border: none;
}
QScrollBar::handle:vertical:hover { background: $disabled; border: none; }
QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical {
    width: 0; height: 0; margin: 0; border: none; border-image: none; image: none;
}
QScrollBar::add-line:horizontal, QScrollBar::sub-line:horizontal {
    width: 0; height: 0; margin: 0; border: none; border-image: none; image: none;
}
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
