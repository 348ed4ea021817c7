#!/bin/sh
# Builds chaos-node, which serves one of our own consensus nodes, as one static executable for Linux.
#
#   src/Chaos.Consensus.Host/build.sh [--arch x64|arm64] [OUT]
#
# OUT is artifacts/node/<arch>/chaos-node under the repository's root unless given. Prints the path on standard output.
# Does nothing when the sources have not changed since OUT was built. May run several times at once.
# Exit codes: 0 built or up to date, 64 bad usage, 69 a tool is missing (the message names it), else dotnet's own.
set -eu

root=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)
. "$root/eng/native.sh"
native_build chaos-node src/Chaos.Consensus.Host/Chaos.Consensus.Host.csproj NodeNative node \
    src/Chaos.Consensus.Host src/Chaos.Consensus src/Chaos.Core -- "$@"
