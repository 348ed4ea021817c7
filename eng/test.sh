#!/usr/bin/env bash
# ./chaos test [--full]: sets up what the tests need, runs them all, ends with 'N passed, N failed, N skipped'.
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
. "$root/eng/common.sh"
. "$root/eng/build.sh"
. "$root/eng/engine.sh"
. "$root/eng/browser.sh"
. "$root/eng/emulator.sh"

usage="usage: ./chaos test [--full]
  --full   adds the long property, fuzz and soak runs (CHAOS_TEST_FULL=1 for the tests)"

test_projects=(Chaos.Tests Chaos.ContainerTests Chaos.BrowserTests)
passed=0 failed=0 skipped=0

# part NAME COMMAND..: runs it and says how long it took.
part() {
    local name=$1 began=$SECONDS code=0
    shift
    printf '\n== %s\n' "$name"
    "$@" || code=$?
    printf '== %s: %d s\n' "$name" "$((SECONDS - began))"
    return "$code"
}

set_up() {
    ensure_engine
    ensure_agent
    ensure_node
    ensure_emulator
    # What was set up here must be used: with these a test fails, instead of being skipped, where it finds none.
    if [ -n "${DOCKER_HOST:-}" ] || engine_answers; then export CHAOS_REQUIRE_DOCKER=1; fi
    if ensure_browser; then
        export CHAOS_REQUIRE_BROWSER=1
    else
        say "no Chromium: the browser tests will be skipped (Debian: apt-get install chromium fonts-dejavu-core)."
    fi
}

# The build enforces the style rules; this adds what it does not see: spaces, line ends, final newlines.
check_format() {
    if ! (cd "$root" && dotnet format whitespace --folder . --verify-no-changes --exclude artifacts); then
        say "mend it with: dotnet format whitespace --folder ."
        return 1
    fi
}

build_all() {
    require_sdk
    with_lock build build_all_once
}

build_all_once() {
    touch "$tool_stamp.next"
    dotnet_build build-all.log "$root/Chaos.sln"
    mv "$tool_stamp.next" "$tool_stamp" # the tool is part of it
}

# attribute NAME FILE: a count of the <assembly> element.
attribute() { grep -o "<assembly [^>]*" "$2" | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' | head -n 1; }

run_project() {
    local name=$1 program="$artifacts/bin/$1/release/$1.dll" result="$artifacts/test-results/$1.xml" code=0
    mkdir -p "$artifacts/test-results"
    rm -f "$result"
    (cd "$root" && dotnet "$program" -noColor -noLogo -result-xml "$result") || code=$?
    if [ ! -s "$result" ] || ! attribute total "$result" >/dev/null; then
        say "$name ended with exit code $code and wrote no results; counted as one failure."
        failed=$((failed + 1))
        return 0
    fi
    local errors bad
    errors=$(attribute errors "$result")
    bad=$(($(attribute failed "$result") + ${errors:-0}))
    # A program that ended badly although it counted no failure has failed all the same.
    [ "$code" -ne 0 ] && [ "$bad" -eq 0 ] && bad=1
    passed=$((passed + $(attribute passed "$result")))
    failed=$((failed + bad))
    skipped=$((skipped + $(attribute skipped "$result")))
}

for argument in "$@"; do
    case "$argument" in
        --full) export CHAOS_TEST_FULL=1 ;;
        -h | --help)
            printf '%s\n' "$usage"
            exit 0
            ;;
        *) fail 64 "unknown argument '$argument' of ./chaos test."$'\n'"$usage" ;;
    esac
done

part "set-up" set_up
part "build" build_all || {
    printf '\n0 passed, 1 failed, 0 skipped\n'
    exit 70
}
part "format" check_format || failed=$((failed + 1))
for project in "${test_projects[@]}"; do
    if [ -e "$root/tests/$project/$project.csproj" ]; then
        part "$project" run_project "$project"
    fi
done

printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" -eq 0 ]
