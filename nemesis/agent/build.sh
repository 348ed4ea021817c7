#!/bin/sh
# Builds the agent as one static executable for Linux.
#
#   nemesis/agent/build.sh [--arch x64|arm64] [OUT]
#
# OUT is artifacts/agent/<arch>/chaos-agent under the repository's root unless given. Prints the path on standard output.
# Does nothing when the sources have not changed since OUT was built. May run several times at once.
# Exit codes: 0 built or up to date, 64 bad usage, 69 a tool is missing (the message names it), else dotnet's own.
set -eu

root=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)
. "$root/eng/native.sh"
native_build chaos-agent nemesis/agent/Chaos.Agent.csproj AgentNative agent nemesis/agent -- "$@"
