#!/bin/sh
# The HTML report in a real browser: every view, links, search, filters, keys, hostile text; no error, no request.
#   tests/browser/run.sh [PATH-TO-WIRECOPY]
# Uses Node and Chromium where they are installed and installs nothing; SCREENSHOTS=FOLDER keeps pictures to compare.
set -eu
cd "$(dirname "$0")/../.."
wirecopy=${1:-}
if ! command -v node >/dev/null 2>&1; then
    echo "browser test skipped: no node"
    exit 0
fi
browser=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
if [ -z "$browser" ]; then
    echo "browser test skipped: no chromium"
    exit 0
fi
if [ -z "$wirecopy" ]; then
    cargo build --quiet
    wirecopy=target/debug/wirecopy
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$wirecopy" scan corpus/newsroom --quiet --report "$work/newsroom.html" >"$work/newsroom.txt"
"$wirecopy" scan corpus/newsroom --quiet --threads 1 --report "$work/again.html" >/dev/null
cmp "$work/newsroom.html" "$work/again.html"
node tests/browser/hostile.mjs "$work/hostile"
"$wirecopy" scan "$work/hostile" --quiet --report "$work/hostile.html" >/dev/null
"$wirecopy" compare corpus/newsroom/strait-talks/17-rift-newswire.md corpus/newsroom/strait-talks/08-rift-newswire.md \
    --report "$work/pair.html" >/dev/null
# The rules of accessibility are axe-core's, which is fetched for the test alone.
axe=${AXE:-}
if [ -z "$axe" ] && command -v npm >/dev/null 2>&1 &&
    npm install --silent --no-save --no-audit --no-fund --ignore-scripts --prefix "$work/axe" axe-core >/dev/null 2>&1; then
    axe=$work/axe/node_modules/axe-core/axe.min.js
fi
test -n "$axe" || echo "axe-core skipped: npm cannot fetch it"
AXE=$axe node tests/browser/page.mjs "$browser" "$work"
