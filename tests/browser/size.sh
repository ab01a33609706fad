#!/bin/sh
# How large the report of ten thousand clusters is, and how soon it opens: the size is held, the times are printed.
#   tests/browser/size.sh PATH-TO-WIRECOPY [ARTICLES]
# Best with a release build: it scans a made-up collection of 172,000 articles, four CPU minutes; 30,000 make 1,766 clusters.
set -eu
cd "$(dirname "$0")/../.."
wirecopy=$1
articles=${2:-172000}
browser=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
if [ -z "$browser" ] || ! command -v node >/dev/null 2>&1; then
    echo "size of the page skipped: no node or no chromium"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$wirecopy" synth --articles "$articles" --seed 1 -o "$work/made-up"
"$wirecopy" scan "$work/made-up/articles.jsonl" --report "$work/many.html" -o "$work/many.txt"
node tests/browser/size.mjs "$browser" "$work/many.html"
