#!/usr/bin/env bash
# The modules' tests under AddressSanitizer and ThreadSanitizer, each in a build of its own (a quarter of an hour).
# Tests/sanitizers.sh [address|thread ...]
set -euo pipefail
cd "$(dirname "$0")/.."

[ $# -gt 0 ] || set -- address thread
for sanitizer; do
    scratch=.build-$sanitizer
    swift build --build-tests --sanitize="$sanitizer" --scratch-path "$scratch"
    # LeakSanitizer cannot follow the tagged pointers of Swift's enums, and takes what is remembered for lost. What is
    # freed is kept back for a while, which a test that looks at memory must not take for a leak. A backtrace of Swift's
    # own comes between a sanitizer and its report.
    SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=16 \
        TSAN_OPTIONS="halt_on_error=1:suppressions=$PWD/Tests/thread-sanitizer.txt" \
        swift test --skip-build --sanitize="$sanitizer" --scratch-path "$scratch" --skip '^EndToEndTests\.'
done
