#!/usr/bin/env bash
# Fuzzes one reader, or all, with libFuzzer and AddressSanitizer:  Tests/Fuzz/run.sh votable 600
#
# Tests/Fuzz/<Name>Fuzz.swift holds LLVMFuzzerTestOneInput and, on its first lines, what it needs:
#   // fuzz-target: VOTable                 the library target to build and link
#   // fuzz-libraries: libxml-2.0 zlib      what pkg-config links
# A corpus is kept in .build/fuzz/corpus/<name>; files in Tests/Fuzz/Seeds/<name> and paths after the time seed it.
# What crashes is left in .build/fuzz/crashes/<name>-* and the script fails.
set -euo pipefail
cd "$(dirname "$0")/../.."
name=${1:?usage: Tests/Fuzz/run.sh NAME [SECONDS] [SEED_FOLDER…]}
seconds=${2:-60}
shift $(($# < 2 ? $# : 2))
if [ "$name" = all ]; then
    for file in Tests/Fuzz/*Fuzz.swift; do
        one=$(basename "$file" Fuzz.swift)
        Tests/Fuzz/run.sh "${one,,}" "$seconds"
    done
    exit
fi
source=$(find Tests/Fuzz -maxdepth 1 -iname "${name}Fuzz.swift" | head -1)
[ -n "$source" ] || { echo "there is no Tests/Fuzz/${name}Fuzz.swift" >&2; exit 2; }
target=$(sed -n 's,^// fuzz-target: ,,p' "$source")
libraries=$(sed -n 's,^// fuzz-libraries: ,,p' "$source")
scratch=$PWD/.build/fuzz
binary=$scratch/$name
corpus=$scratch/corpus/$name
seeds=("$@")
[ -d "Tests/Fuzz/Seeds/$name" ] && seeds+=("Tests/Fuzz/Seeds/$name")
mkdir -p "$corpus" "$scratch/crashes"

swift build -j 2 --target "$target" --scratch-path "$scratch" \
    -Xswiftc -sanitize=fuzzer,address -Xcc -fsanitize=fuzzer-no-link,address
products=$scratch/debug
maps=()
for map in "$products"/*.build/module.modulemap; do maps+=(-Xcc "-fmodule-map-file=$map"); done
for folder in Sources/C*/; do
    [ -f "$folder/module.modulemap" ] && maps+=(-Xcc "-fmodule-map-file=$PWD/$folder/module.modulemap")
done
# Only the objects of the target and of what it imports: others have a main, or need more libraries.
objects=()
while read -r dependency; do
    while IFS= read -r object; do objects+=("$object"); done < <(find "$products/$dependency.build" -name '*.o' 2>/dev/null)
done < <(swift package describe --type json 2>/dev/null | python3 -c '
import json, sys
targets = {t["name"]: t.get("target_dependencies", []) for t in json.load(sys.stdin)["targets"]}
seen, todo = set(), [sys.argv[1]]
while todo:
    name = todo.pop()
    if name not in seen:
        seen.add(name)
        todo += targets.get(name, [])
print("\n".join(sorted(seen)))' "$target")
# shellcheck disable=SC2046,SC2086
swiftc -O -sanitize=fuzzer,address -parse-as-library "$source" -o "$binary" -I "$products/Modules" "${maps[@]}" \
    $(pkg-config --cflags $libraries | sed 's/-I/-Xcc -I/g') "${objects[@]}" $(pkg-config --libs $libraries)

# Swift's runtime keeps some memory on purpose, so leaks are not looked for.
ASAN_OPTIONS=detect_leaks=0 nice -n 19 "$binary" "$corpus" "${seeds[@]}" \
    -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 \
    -artifact_prefix="$scratch/crashes/$name-" -verbosity="${FUZZ_VERBOSITY:-1}"
