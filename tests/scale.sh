#!/bin/sh
# scale.sh WIRECOPY FOLDER [ARTICLES...]: made-up collections of so many articles (100000 if none is given), whose copies are
# known: seconds of the processor, the most memory, and recall and precision of the pairs by relation, of the whole job and of
# --copies-only with --memory 1G. A collection of a million takes 7 GB of the disk with what is found in it, and some minutes.
set -eu
wirecopy=$1
folder=$2
shift 2
for articles in "${@:-100000}"; do
    made=$folder/$articles
    [ -e "$made/truth.tsv" ] || "$wirecopy" synth --articles "$articles" -o "$made"
    for options in "" "--copies-only --memory 1G"; do
        echo "== $articles articles ${options:-(whole job)}"
        # shellcheck disable=SC2086 # the options are several words
        /usr/bin/time -f "%U + %S s of the processor, %e s, %M KB" \
            "$wirecopy" scan -q $options --format jsonl -o "$made/found.jsonl" "$made/articles.jsonl"
        "$wirecopy" eval --truth "$made/truth.tsv" --scan "$made/found.jsonl"
        rm "$made/found.jsonl"
    done
done
