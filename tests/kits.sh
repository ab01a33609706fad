#!/usr/bin/env bash
# Scans labelled kits with default settings and holds the figures that README states.
#
# usage: tests/kits.sh KITS
#
# KITS holds a folder for each kit: articles.jsonl.gz (or a folder articles) and truth.tsv. Needs the release build.
set -euo pipefail
cd "$(dirname "$0")/.."
kits=$1
wirecopy=target/release/wirecopy
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# hold NAME VALUE OP LIMIT
failed=0
hold() {
    if awk -v x="$2" -v y="$4" "BEGIN { exit !(x $3 y) }"; then
        printf '  ok    %-58s %s\n' "$1" "$2"
    else
        printf '  FAIL  %-58s %s, should be %s %s\n' "$1" "$2" "$3" "$4"
        failed=1
    fi
}
figure() { python3 -c "import json,sys; d=json.load(open(sys.argv[1]))
for key in sys.argv[2].split('.'): d = d[key]
print(d)" "$work/$1.json" "$2"; }
# score NAME TRUTH...: scans what is in $inputs and scores it
score() {
    local name=$1; shift
    head -n 1 "$1" > "$work/$name.tsv"
    for truth in "$@"; do tail -n +2 "$truth" >> "$work/$name.tsv"; done
    "$wirecopy" eval --quiet --truth "$work/$name.tsv" "${inputs[@]}" --json > "$work/$name.json"
}

echo "five articles on one event"
inputs=("$kits/seeds/articles"); score seeds "$kits/seeds/truth.tsv"
hold "pairs of one source found and no other" "$(figure seeds all.f1)" == 1

echo "rewrites and same-event reports, one scan"
inputs=("$kits/rewrites/articles.jsonl.gz" "$kits/same-event/articles.jsonl.gz")
score rewrites "$kits/rewrites/truth.tsv" "$kits/same-event/truth.tsv"
hold "recall over pairs" "$(figure rewrites all.recall)" '>=' 0.95
hold "precision over pairs" "$(figure rewrites all.precision)" '>=' 0.99
hold "share of same-event pairs merged" "$(figure rewrites same_event.rate)" '<=' 0.01

echo "translated news, pairs of one language"
inputs=("$kits/translations-wmt/articles.jsonl.gz"); score wmt "$kits/translations-wmt/truth.tsv"
hold "F1 over pairs of one language" "$(figure wmt one_language.f1)" '>=' 0.98

exit $failed
