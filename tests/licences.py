"""Holds the licences of what the program is built from to those that go with MIT OR Apache-2.0, and the default build to Rust.

usage: tests/licences.py [FEATURE...]

Reads `cargo metadata`; needs no network once the crates are there. Prints each licence with the number of crates that the
program links or is built by, and fails where one is not allowed or not named. What only tests and benchmarks use is not
part of the program. Without a FEATURE it fails as well where a crate links a library or has what builds C.
"""

import collections
import json
import re
import subprocess
import sys

# Those that ask for their text to be passed on, and no more.
ALLOWED = {
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "bzip2-1.0.6", "CC0-1.0",
    "ISC", "MIT", "Unicode-3.0", "Unlicense", "Zlib",
}


# What a crate that compiles or finds C is built by.
BUILDERS = {"autotools", "bindgen", "cc", "cmake", "pkg-config", "system-deps", "vcpkg"}

# Crates with one of these, or a `links` key, that bring no C to a program, and why.
NO_C = {
    "iana-time-zone-haiku": "compiled for Haiku alone",
    "rayon-core": "its `links` key keeps a program from holding it twice; there is no library",
    "wasm-bindgen-shared": "its `links` key keeps a program from holding it twice; compiled for WebAssembly alone",
}


def allowed(expression):
    """Whether an SPDX expression can be met with ALLOWED alone. `/` is how old crates write OR."""
    tokens = re.findall(r"\(|\)|[^()\s]+", expression.replace("/", " OR "))

    def any_of():
        held = all_of()
        while tokens and tokens[0] == "OR":
            tokens.pop(0)
            held = all_of() or held
        return held

    def all_of():
        held = one()
        while tokens and tokens[0] == "AND":
            tokens.pop(0)
            held = one() and held
        return held

    def one():
        token = tokens.pop(0)
        if token == "(":
            held = any_of()
            tokens.pop(0)
            return held
        if tokens and tokens[0] == "WITH":
            token = " ".join([token, tokens.pop(0), tokens.pop(0)])
        return token in ALLOWED

    return any_of()


features = ["--features", ",".join(sys.argv[1:])] if sys.argv[1:] else []
told = subprocess.run(["cargo", "metadata", "--format-version", "1", "--locked", *features], capture_output=True, check=True)
metadata = json.loads(told.stdout)
packages = {package["id"]: package for package in metadata["packages"]}
nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
shipped, todo = set(), [metadata["resolve"]["root"]]
while todo:
    crate = todo.pop()
    if crate in shipped:
        continue
    shipped.add(crate)
    for dependency in nodes[crate]["deps"]:
        if any(kind["kind"] != "dev" for kind in dependency["dep_kinds"]):
            todo.append(dependency["pkg"])
counts, wrong = collections.Counter(), []
for crate in shipped:
    package = packages[crate]
    licence = package["license"] or "none named"
    counts[licence] += 1
    if package["license"] is None or not allowed(package["license"]):
        wrong.append(f"{package['name']} {package['version']}: {licence}")
    if not (package["source"] or "registry").startswith("registry"):
        wrong.append(f"{package['name']} {package['version']}: not from the registry")
with_c = {}
for crate in shipped:
    package = packages[crate]
    for dependency in nodes[crate]["deps"]:
        builds = any(kind["kind"] == "build" for kind in dependency["dep_kinds"])
        if builds and packages[dependency["pkg"]]["name"] in BUILDERS:
            with_c[package["name"]] = f"built by {packages[dependency['pkg']]['name']}"
    if package["links"]:
        with_c[package["name"]] = f"links {package['links']}"
if not features:
    wrong.extend(f"{name}: {why}" for name, why in with_c.items() if name not in NO_C)
    wrong.extend(f"{name}: listed as without C, and needs no listing" for name in NO_C if name not in with_c)
for licence, count in counts.most_common():
    print(f"{count:4}  {licence}")
print(f"{len(shipped)} crates")
for name in sorted(with_c):
    print(f"{name}: {with_c[name]}; {NO_C.get(name, 'C')}")
if wrong:
    sys.exit("not allowed:\n  " + "\n  ".join(sorted(wrong)))
