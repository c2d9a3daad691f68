#!/usr/bin/env bash
# What takes too long for Tests/run.sh: half an hour of faults while players trade and talk, a game that `hearth init`
# makes, then what finds memory errors, data races and input that no parser expects. For a night, and before a release.
#
#   bash Tests/long.sh                       all of it
#   HEARTH_CHAOS_MINUTES=5 bash Tests/long.sh
set -euo pipefail
cd "$(dirname "$0")/.."

# In release: what players meet. A seed that failed can be played again: hearth bench --chaos --seed N
echo "== chaos"
swift build -c release
.build/release/hearth bench --chaos --minutes "${HEARTH_CHAOS_MINUTES:-30}" ${HEARTH_CHAOS_SEED:+--seed "$HEARTH_CHAOS_SEED"}

echo "== a game of one's own"
HEARTH_TEST_INIT=1 swift test --filter 'EndToEndTests.EndToEnd/(Init|WireVersions)'

echo "== sanitizers"
bash Tests/sanitizers.sh

echo "== fuzzing"
bash Tests/Fuzz/run.sh "${HEARTH_FUZZ_SECONDS:-600}"
