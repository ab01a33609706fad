#!/bin/sh
# What other programs make of the outputs: GraphML read by networkx, DOT drawn by Graphviz, Parquet read by DuckDB or pyarrow.
#   tests/readers.sh [PATH-TO-WIRECOPY]
# Uses what is installed and installs nothing; says what it skipped. PYTHON is the Python to use.
set -eu
cd "$(dirname "$0")/.."
wirecopy=${1:-}
if [ -z "$wirecopy" ]; then
    cargo build --quiet
    wirecopy=target/debug/wirecopy
fi
python=${PYTHON:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for format in graphml dot; do
    "$wirecopy" scan corpus/newsroom --quiet --format $format -o "$work/graph.$format"
done
"$wirecopy" scan corpus/newsroom --quiet --pairs "$work/pairs.jsonl" >/dev/null
if $python -c 'import networkx' 2>/dev/null; then
    $python - "$work" <<'PYTHON'
import json, sys, networkx
work = sys.argv[1]
graph = networkx.read_graphml(work + "/graph.graphml")
pairs = [json.loads(line) for line in open(work + "/pairs.jsonl", encoding="utf-8")]
names = networkx.get_node_attributes(graph, "label")
edges = {(names[a], names[b], data["relation"], data["known"]) for a, b, data in graph.edges(data=True)}
assert edges == {(p["a"], p["b"], p["relation"], p["directed"]) for p in pairs}, "every match is an edge, and nothing else"
clusters = {data["cluster"] for _, data in graph.nodes(data=True) if "cluster" in data}
assert clusters == set(range(1, len(clusters) + 1))
print(f"graphml: {graph.number_of_nodes()} nodes and {graph.number_of_edges()} edges in networkx {networkx.__version__}")
PYTHON
else
    echo "graphml: skipped, no python3 with networkx"
fi
if command -v dot >/dev/null 2>&1; then
    dot -Tsvg "$work/graph.dot" -o "$work/graph.svg" 2>"$work/complaints"
    test ! -s "$work/complaints"
    echo "dot: $(grep -c 'class="node"' "$work/graph.svg") nodes, $(grep -c 'class="cluster"' "$work/graph.svg") clusters drawn by $(dot -V 2>&1)"
else
    echo "dot: skipped, no graphviz"
fi
"$wirecopy" scan corpus/newsroom --quiet --format parquet -o "$work/tables"
"$wirecopy" scan corpus/newsroom --quiet --format json -o "$work/scan.json"
if $python -c 'import duckdb' 2>/dev/null || $python -c 'import pyarrow' 2>/dev/null; then
    $python - "$work" <<'PYTHON'
import json, sys
work = sys.argv[1]
try:
    import duckdb
    reader = "DuckDB " + duckdb.__version__
    def rows(name):
        # As a time of a zone it would take another module to show.
        times = "REPLACE (epoch_ms(published_from) AS published_from, epoch_ms(published_to) AS published_to)"
        found = duckdb.sql(f"SELECT * {times if name == 'articles' else ''} FROM '{work}/tables/{name}.parquet'")
        return [dict(zip(found.columns, row)) for row in found.fetchall()]
except ImportError:
    import pyarrow, pyarrow.parquet
    reader = "pyarrow " + pyarrow.__version__
    def rows(name):
        return pyarrow.parquet.read_table(f"{work}/tables/{name}.parquet").to_pylist()
scan = json.load(open(work + "/scan.json", encoding="utf-8"))
articles, pairs, clusters = map(rows, ("articles", "pairs", "clusters"))
for row, known in zip(articles, scan["articles"], strict=True):
    assert {key: row[key] for key in known} == known, (row, known)
assert any(row["published_from"] is not None and row["published_from"] < row["published_to"] for row in articles)
for row, known in zip(clusters, scan["clusters"], strict=True):
    assert row["size"] == len(known["members"])
    assert {key: row[key] for key in known} == known, (row, known)
lines = [json.loads(line) for line in open(work + "/pairs.jsonl", encoding="utf-8")]
for row, known in zip(pairs, lines, strict=True):
    same = ["a", "b", "relation", "directed", "confidence", "jaccard", "a_in_b", "b_in_a"]
    assert [row[key] for key in same] == [known[key] for key in same]
    assert [row["a_language"], row["b_language"]] == known["languages"]
    passages = [{"a": [p["a_start"], p["a_end"]], "b": [p["b_start"], p["b_end"]]} for p in row["passages"]]
    assert passages == known["passages"]
    assert row["shared_words"] == sum(p["words"] for p in row["passages"])
print(f"parquet: {len(articles)} articles, {len(pairs)} pairs and {len(clusters)} clusters in {reader}")
PYTHON
else
    echo "parquet: skipped, no python3 with duckdb or pyarrow"
fi
