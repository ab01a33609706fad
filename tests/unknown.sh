#!/usr/bin/env bash
# How well translations are found in languages that wirecopy has no table of: builds it without the common words of
# twenty-six languages, so that it does not know these languages, and scans each with the English originals.
#
# usage: tests/unknown.sh KITS
set -euo pipefail
cd "$(dirname "$0")/.."
kits=$1
without='cy|de|eu|fi|fj|fr|ha|hi|hu|ig|ku|mt|nl|pl|ro|ru|so|sq|sv|tg|tr|ur|uz|vi|wo|yo'
languages='cym deu eus fin fij fra hau hin hun ibo kmr mlt nld pol ron rus som sqi swe tgk-Cyrl tur urd uzb vie wol yor'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r Cargo.toml Cargo.lock src benches "$work"
sed -Ei "/^($without)\t/d" "$work/src/text/commonness.tsv"
CARGO_TARGET_DIR=$PWD/target/unknown cargo build --release --quiet --manifest-path "$work/Cargo.toml"
python3 tests/languages.py target/unknown/release/wirecopy "$kits/translations-ntrex" "$work" $languages |
    awk '{ print; sum += $2 } END { printf "mean F1 %.4f\n", sum / NR }'
