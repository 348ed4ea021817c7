#!/bin/sh
# Builds the agent as one static executable for Linux.
#
#   nemesis/agent/build.sh [--arch x64|arm64] [OUT]
#
# OUT is artifacts/agent/<arch>/chaos-agent under the repository's root unless given. Prints the path on standard output.
# Does nothing when the sources have not changed since OUT was built. May run several times at once.
# Exit codes: 0 built or up to date, 64 bad usage, 69 a tool is missing (the message names it), else dotnet's own.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH= cd -- "$here/../.." && pwd)

say() { printf '%s\n' "$*" >&2; }
missing() { say "Cannot build the agent: $1"; exit 69; }

host=unknown
case "$(uname -m)" in
    x86_64|amd64) host=x64 ;;
    aarch64|arm64) host=arm64 ;;
esac

arch=$host
out=
while [ $# -gt 0 ]; do
    case "$1" in
        --arch) [ $# -ge 2 ] || { say "Expected x64 or arm64 after --arch."; exit 64; }; arch=$2; shift ;;
        -h|--help) sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 0 ;;
        -*) say "Unknown option $1. Expected: build.sh [--arch x64|arm64] [OUT]"; exit 64 ;;
        *) [ -z "$out" ] || { say "Expected one OUT, found '$out' and '$1'."; exit 64; }; out=$1 ;;
    esac
    shift
done
case "$arch" in
    x64|arm64) ;;
    *) say "The agent exists for x64 and arm64, not for '$arch'. Expected: --arch x64|arm64"; exit 64 ;;
esac

home="$root/artifacts/agent/$arch"
[ -n "$out" ] || out="$home/chaos-agent"
mkdir -p "$home" "$(dirname -- "$out")"

# The newest of concurrent builds waits here for the first, and finds its work done.
if command -v flock >/dev/null 2>&1 && [ "${CHAOS_AGENT_LOCKED:-}" != "$home" ]; then
    set -- --arch "$arch" "$out"
    CHAOS_AGENT_LOCKED="$home" exec flock "$home/.lock" sh "$here/build.sh" "$@"
fi

hash=$(
    cd "$root"
    {
        find nemesis/agent -type f \( -name '*.cs' -o -name '*.csproj' -o -name 'build.sh' \) \
            ! -path '*/bin/*' ! -path '*/obj/*' | LC_ALL=C sort
        printf '%s\n' Directory.Build.props Directory.Packages.props global.json
    } | xargs sha256sum | sha256sum | cut -d' ' -f1
)
if [ -x "$out" ] && [ "$(cat "$out.sources" 2>/dev/null || true)" = "$hash" ]; then
    printf '%s\n' "$out"
    exit 0
fi

[ "$(uname -s)" = Linux ] || missing "its machine code is linked on Linux, and this is $(uname -s). Take it from a released package."
command -v dotnet >/dev/null 2>&1 || missing "there is no dotnet on the PATH. Install the .NET SDK that global.json names."

triple=
cross=
if [ "$arch" != "$host" ]; then
    [ "$host" = x64 ] || missing "on $host only $host can be built."
    triple=aarch64-linux-gnu-
    cross="-p:ObjCopyName=aarch64-linux-gnu-objcopy"
    command -v "${triple}gcc" >/dev/null 2>&1 \
        || missing "no compiler for $arch. Debian, Ubuntu: apt-get install gcc-aarch64-linux-gnu libc6-dev-arm64-cross clang lld"
fi
if command -v clang >/dev/null 2>&1 && command -v ld.lld >/dev/null 2>&1; then
    tools="-p:LinkerFlavor=lld"
    try="clang -fuse-ld=lld"
    [ -z "$cross" ] || try="clang --target=aarch64-linux-gnu -fuse-ld=lld"
elif [ -z "$cross" ] && command -v gcc >/dev/null 2>&1; then
    tools="-p:CppCompilerAndLinker=gcc -p:LinkerFlavor=bfd"
    try="gcc"
else
    missing "no linker. Debian, Ubuntu: apt-get install gcc libc6-dev; Fedora: dnf install gcc glibc-static (clang with lld does as well)."
fi
trial=$(mktemp)
trap 'rm -f "$trial"' EXIT
printf 'int main(void) { return 0; }\n' | $try -static -x c - -o "$trial" >&2 \
    || missing "'$try -static' cannot link a program. Debian, Ubuntu: apt-get install libc6-dev; Fedora: dnf install glibc-static."

say "Building the agent for linux-$arch (about 20 s) ..."
# shellcheck disable=SC2086 # the tools are several words
DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 dotnet publish "$here/Chaos.Agent.csproj" \
    -c Release -r "linux-$arch" --artifacts-path "$home/work" --disable-build-servers -v quiet \
    -p:AgentNative=true $tools $cross >&2

built=$(find "$home/work/publish" -type f -name chaos-agent | head -n 1)
[ -n "$built" ] || { say "dotnet publish ended well and left no chaos-agent under $home/work/publish."; exit 70; }
cp "$built" "$out.new"
chmod 755 "$out.new"
mv -f "$out.new" "$out"
printf '%s\n' "$hash" > "$out.sources"
printf '%s\n' "$out"
