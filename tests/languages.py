"""Scans each language of a kit together with the originals, and prints language, F1, precision and recall over pairs,
the worst first.

usage: tests/languages.py WIRECOPY KIT WORK [LANGUAGE...]
"""

import collections
import concurrent.futures
import gzip
import json
import os
import subprocess
import sys

wirecopy, kit, work, *wanted = sys.argv[1:]
with open(os.path.join(kit, "truth.tsv"), encoding="utf-8") as file:
    rows = [line.rstrip("\n").split("\t") for line in file][1:]
truth = {row[0]: row for row in rows}
originals = {row[2] for row in rows if row[3] == "original"}
lines = collections.defaultdict(list)
with gzip.open(os.path.join(kit, "articles.jsonl.gz"), "rt", encoding="utf-8") as file:
    for line in file:
        lines[truth[json.loads(line)["id"]][2]].append(line)


def pairs(sizes):
    return sum(size * (size - 1) // 2 for size in sizes)


def scan(language):
    path = os.path.join(work, language + ".jsonl")
    with open(path, "w", encoding="utf-8") as file:
        for part in originals | {language}:
            file.writelines(lines[part])
    run = [wirecopy, "scan", path, "--format", "jsonl", "--quiet", "--threads", "1"]
    found = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    groups, clusters = collections.Counter(), collections.defaultdict(collections.Counter)
    for line in found.splitlines():
        record = json.loads(line)
        group = truth[record["id"]][1]
        groups[group] += 1
        if record["cluster"] is not None:
            clusters[record["cluster"]][group] += 1
    joined = pairs(sum(cluster.values()) for cluster in clusters.values())
    right = sum(pairs(cluster.values()) for cluster in clusters.values())
    wanted = pairs(groups.values())
    return 2 * right / (joined + wanted), right / joined if joined else 1.0, right / wanted, language


with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    for f1, precision, recall, language in sorted(pool.map(scan, wanted or set(lines) - originals)):
        print(f"{language}\t{f1:.4f}\t{precision:.4f}\t{recall:.4f}")
