#!/bin/sh
# What other programs make of the graphs: GraphML read by networkx, DOT drawn by Graphviz.
#   tests/readers.sh [PATH-TO-WIRECOPY]
# Uses what is installed and installs nothing; says what it skipped.
set -eu
cd "$(dirname "$0")/.."
wirecopy=${1:-}
if [ -z "$wirecopy" ]; then
    cargo build --quiet
    wirecopy=target/debug/wirecopy
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for format in graphml dot; do
    "$wirecopy" scan corpus/newsroom --quiet --format $format -o "$work/graph.$format"
done
"$wirecopy" scan corpus/newsroom --quiet --pairs "$work/pairs.jsonl" >/dev/null
if python3 -c 'import networkx' 2>/dev/null; then
    python3 - "$work" <<'PYTHON'
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
