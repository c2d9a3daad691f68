#!/usr/bin/env bash
# Fuzzes each parser for a while: Tests/Fuzz/run.sh [SECONDS_PER_TARGET] [TARGET...]
# An input that breaks a promise is written to .build-fuzz/found, and its path is printed. Give it to the corpus, where
# the root's tests replay it, when what it broke is mended.
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=${1:-60}
targets=("${@:2}")
[ ${#targets[@]} -gt 0 ] || targets=($(ls Tests/Fuzz/Corpus))

# The compiler obeys the last `-sanitize` alone, and SwiftPM gives two `--sanitize` in any order: so one names both. The
# first tells SwiftPM that `main` is libFuzzer's.
swift build --package-path Tests/Fuzz --scratch-path .build-fuzz -c release \
    --sanitize=fuzzer -Xswiftc -sanitize=fuzzer,address 2>&1 | { grep -v "Cannot export local symbol" || true; }

# A backtrace of Swift's own comes between the fuzzer and the crash. LeakSanitizer cannot follow the tagged pointers of
# Swift's enums.
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0
found=.build-fuzz/found
mkdir -p "$found"
failed=()
for target in "${targets[@]}"; do
    mkdir -p ".build-fuzz/corpus/$target"
    log=".build-fuzz/$target.log"
    if HEARTH_FUZZ=$target .build-fuzz/release/fuzz -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
        -artifact_prefix="$found/$target-" -print_final_stats=1 \
        ".build-fuzz/corpus/$target" "Tests/Fuzz/Corpus/$target" 2>"$log"; then
        echo "== $target: $(grep -a DONE "$log" | tail -1)"
    else
        failed+=("$target")
        echo "== $target failed, see $log"
        grep -aE "broken promise|Fatal error|SUMMARY|Test unit written" "$log" || tail -5 "$log"
    fi
done
[ ${#failed[@]} -eq 0 ] || { echo "Broken promises: ${failed[*]}"; exit 1; }
