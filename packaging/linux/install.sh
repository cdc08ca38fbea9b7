#!/bin/sh
# Puts mirstudio into the menu and on the path of this user; with --remove, takes it away again.
# The folder itself stays where it is, and runs from there with or without this.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
share=${XDG_DATA_HOME:-$HOME/.local/share}
bin=$HOME/.local/bin
entry=$share/applications/mirstudio.desktop
icon=$share/icons/hicolor/256x256/apps/mirstudio.png
if [ "${1:-}" = --remove ]; then
    rm -f "$entry" "$icon" "$bin/mirstudio" "$bin/mirstudio-window"
    echo "Removed from the menu. Delete $here to be rid of the rest."
    exit 0
fi
mkdir -p "$(dirname "$entry")" "$(dirname "$icon")" "$bin"
sed "s|^Exec=.*|Exec=\"$here/mirstudio-window\" %F|" "$here/share/mirstudio.desktop" > "$entry"
cp "$here/share/mirstudio.png" "$icon"
ln -sf "$here/mirstudio" "$bin/mirstudio"
ln -sf "$here/mirstudio-window" "$bin/mirstudio-window"
echo "mirstudio is in the menu, and in $bin."
