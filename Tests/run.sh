#!/usr/bin/env bash
# All tests: the modules', the end-to-end ones with real processes and clients, and those of each plugin.
# HEARTH_TEST_CONFIGURATION=release runs the end-to-end games in release.
set -euo pipefail
cd "$(dirname "$0")/.."

swift build --build-tests
swift test --skip-build --skip '^EndToEndTests\.'
# Alone: what is tested here is also what happens when.
swift test --skip-build --filter '^EndToEndTests\.'

# A plugin is a package of its own: the root's `swift test` does not reach its tests. What they share is built once.
for tests in Plugins/*/Tests; do
    plugin=$(basename "$(dirname "$tests")")
    echo "== plugin $plugin"
    # Without its cache, SwiftPM sees at once which files of other packages have come and gone.
    swift test --disable-build-manifest-caching --package-path "Plugins/$plugin" --scratch-path .build-plugins
done
