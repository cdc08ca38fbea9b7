#!/bin/sh
# Installs the Debian package into a clean Debian, uses it there, and takes it away again.
#
#     tools/prove_deb.sh dist/mirstudio_0.1.0_amd64.deb [RESULTS]
#
# Needs root, and of Debian: debootstrap xvfb xdotool scrot. RESULTS (dist/proof) gets a log, the
# screenshot of the restored photo in the window, and the files that were written. MIRROR names
# another mirror of Debian, DEBIAN another release, ROOT a folder for the clean Debian, which is
# made there once and used again.
set -eu
package=$(realpath "$1")
results=${2:-dist/proof}
mirror=${MIRROR:-http://deb.debian.org/debian}
release=${DEBIAN:-bookworm}
base=${ROOT:-/var/tmp/mirstudio-proof}
here=$base/once
display=${PROOF_DISPLAY:-:97}
user=someone
photo=/home/$user/photos/street.png

mkdir -p "$results"
results=$(realpath "$results")
log=$results/log.txt
: > "$log"

say() { echo "== $*" | tee -a "$log"; }
fail() { say "FAILED: $*"; exit 1; }
inside() { chroot "$here" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
    DEBIAN_FRONTEND=noninteractive "$@" >> "$log" 2>&1; }
as_user() { chroot --userspec="$user:$user" "$here" env -i PATH=/usr/bin:/bin HOME="/home/$user" \
    LANG=C.UTF-8 DISPLAY="$display" "$@" >> "$log" 2>&1; }

# Waits until a command succeeds: until SECONDS COMMAND …
until_so() {
    left=$1; shift
    while ! "$@" > /dev/null 2>&1; do
        left=$((left - 1)); [ "$left" -gt 0 ] || return 1
        sleep 1
    done
}
written() { [ -n "$(find "$here/home/$user" -path "$1" -newer "$here/tmp/began" | head -n 1)" ]; }

xvfb=""; window=""
clean_up() {
    [ -z "$window" ] || kill "$window" 2> /dev/null || true
    [ -z "$xvfb" ] || kill "$xvfb" 2> /dev/null || true
    for place in tmp/.X11-unix dev/shm dev proc; do
        umount "$here/$place" 2> /dev/null || true
    done
}
trap clean_up EXIT

if [ ! -e "$base/clean/bin/sh" ]; then
    say "A clean Debian, $release"
    mkdir -p "$base"
    debootstrap --variant=minbase "$release" "$base/clean" "$mirror" >> "$log" 2>&1
fi
rm -rf --one-file-system "$here"
cp -a "$base/clean" "$here"
cp /etc/resolv.conf "$here/etc/resolv.conf"
mount -t proc proc "$here/proc"
mount --bind /dev "$here/dev"
mount --bind /dev/shm "$here/dev/shm"
inside useradd --create-home "$user"

say "Install $(basename "$package")"
cp "$package" "$here/tmp/mirstudio.deb"
inside apt-get update
find "$here/usr" "$here/etc" -xdev | sort > "$base/before"
inside apt-get install -y --no-install-recommends /tmp/mirstudio.deb || fail "it does not install"
inside sh -c 'command -v python3' && fail "Python is there"
inside dpkg -L mirstudio
rm "$here/tmp/mirstudio.deb"

say "On the console"
touch "$here/tmp/began"
mkdir "$here/home/$user/photos"
sample=/usr/lib/mirstudio/_internal/mirstudio/_data/resources/samples/street-in-burano.png
cp "$here$sample" "$here$photo"
chroot "$here" chown -R "$user:$user" "/home/$user"
as_user mirstudio self-check || fail "the self-check"
as_user mirstudio restore "$photo" -o "/home/$user/console.png" --task denoise || fail "restoring"
cp "$here/home/$user/console.png" "$results/console.png"

say "In the window"
Xvfb "$display" -screen 0 1280x800x24 -ac -nolisten tcp >> "$log" 2>&1 &
xvfb=$!
mkdir -p "$here/tmp/.X11-unix"
until_so 20 test -S "/tmp/.X11-unix/X${display#:}" || fail "Xvfb"
mount --bind /tmp/.X11-unix "$here/tmp/.X11-unix"
chroot --userspec="$user:$user" "$here" env -i PATH=/usr/bin:/bin HOME="/home/$user" \
    LANG=C.UTF-8 DISPLAY="$display" mirstudio-window "$photo" >> "$log" 2>&1 &
window=$!
export DISPLAY="$display"
until_so 120 xdotool search --onlyvisible --name mirstudio || fail "no window"
id=$(xdotool search --onlyvisible --name mirstudio | tail -n 1)
xdotool windowsize --sync "$id" 1280 800 || true
xdotool windowmove "$id" 0 0
xdotool windowfocus "$id"
# What is opened is restored without being asked, and kept when it is done.
until_so 600 written '*/.cache/mirstudio/results/*.npz' || { scrot -o "$results/window.png"; fail "nothing restored in the window"; }
# The view takes a moment to become sharp.
sleep 10
scrot -o "$results/window.png"
xdotool key ctrl+shift+e
sleep 3
scrot -o "$results/export.png"
xdotool key Return
until_so 60 written '*/photos/street-*' || fail "nothing exported from the window"
find "$here/home/$user/photos" -type f | tee -a "$log"
kill -0 "$window" || fail "the window has crashed"
kill "$window"
wait "$window" || true
window=""

say "Uninstall"
umount "$here/tmp/.X11-unix"
inside apt-get purge -y mirstudio
inside apt-get autoremove -y --purge
[ ! -e "$here/usr/lib/mirstudio" ] || fail "its folder is still there"
find "$here/usr" "$here/etc" -xdev | sort > "$base/after"
# What is new by name must be nobody's but the system's caches.
left=$(comm -13 "$base/before" "$base/after" | grep -i mirstudio || true)
[ -z "$left" ] || fail "left behind: $left"
rm -rf --one-file-system "$here/tmp/began"
say "All of it works: installed, restored on the console and in the window, uninstalled."
