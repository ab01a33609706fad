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

echo "translated news, one scan"
inputs=("$kits/translations-wmt/articles.jsonl.gz"); score wmt "$kits/translations-wmt/truth.tsv"
hold "F1 over pairs of one language" "$(figure wmt one_language.f1)" '>=' 0.98
hold "F1 over pairs of two languages" "$(figure wmt two_languages.f1)" '>=' 0.98

echo "123 articles in 128 languages, one scan"
inputs=("$kits/translations-ntrex/articles.jsonl.gz"); score ntrex "$kits/translations-ntrex/truth.tsv"
hold "F1 over pairs" "$(figure ntrex all.f1)" '>=' 0.99

echo "the same, a scan for each language with the English originals"
python3 tests/languages.py "$wirecopy" "$kits/translations-ntrex" "$work" > "$work/languages.tsv"
head -n 12 "$work/languages.tsv" | sed 's/^/        /'
hold "mean F1" "$(awk -F'\t' '{ sum += $2 } END { printf "%.4f", sum / NR }' "$work/languages.tsv")" '>=' 0.99
hold "lowest F1, Dzongkha" "$(head -n 1 "$work/languages.tsv" | cut -f 2)" '>=' 0.78
hold "lowest F1 of the others" "$(sed -n 2p "$work/languages.tsv" | cut -f 2)" '>=' 0.94

exit $failed
