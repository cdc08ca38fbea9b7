#!/bin/sh
# Signs mirstudio.app, packs it into a disk image and has Apple notarise it, as far as it can:
#   SIGNING_IDENTITY   "Developer ID Application: …"; without it the app is signed for this machine
#   NOTARY_PROFILE     of `xcrun notarytool store-credentials`; without it nothing is notarised
# usage: make_dmg.sh dist/mirstudio.app dist/mirstudio-VERSION-macos.dmg
set -eu
app=$1
image=$2
here=$(cd "$(dirname "$0")" && pwd)

# Innermost first: what lies in a bundle must be signed before the bundle is.
identity=${SIGNING_IDENTITY:--}
options="--force --options runtime --entitlements $here/entitlements.plist"
[ "$identity" = - ] || options="$options --timestamp"
find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' -o -perm -u+x \) -print0 |
    xargs -0 -n 50 codesign $options --sign "$identity"
codesign $options --sign "$identity" "$app"
codesign --verify --deep --strict "$app"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R "$app" "$folder/"
ln -s /Applications "$folder/Applications"
rm -f "$image"
hdiutil create -volname mirstudio -srcfolder "$folder" -format ULMO "$image"

if [ -n "${NOTARY_PROFILE:-}" ]; then
    codesign --force --timestamp --sign "$identity" "$image"
    xcrun notarytool submit "$image" --keychain-profile "$NOTARY_PROFILE" --wait
    xcrun stapler staple "$image"
else
    echo "Not notarised: NOTARY_PROFILE is not set."
fi
