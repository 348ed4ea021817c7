# Sourced by the scripts that compile one of our programs to machine code, one static executable for Linux. Expects $root and sets
# nothing of its caller's but $arch and $out. POSIX shell.
#
#   native_build NAME PROJECT SWITCH FOLDER SOURCES.. -- ARGUMENTS..
#
# NAME is the program's file, PROJECT its project file, SWITCH the property that asks for machine code, FOLDER where it goes below
# artifacts, SOURCES the folders and files that it is made from, ARGUMENTS those of the script: [--arch x64|arm64] [OUT].
# Exit codes: 0 built or up to date, 64 bad usage, 69 a tool is missing (the message names it), else dotnet's own.

native_say() { printf '%s\n' "$*" >&2; }
native_missing() { native_say "Cannot build $native_name: $1"; exit 69; }

native_build() {
    native_name=$1 native_project=$2 native_switch=$3 native_folder=$4
    shift 4
    native_sources=
    while [ "$1" != -- ]; do native_sources="$native_sources $1"; shift; done
    shift
    native_arguments "$@"
    native_home="$root/artifacts/$native_folder/$arch"
    [ -n "$out" ] || out="$native_home/$native_name"
    mkdir -p "$native_home" "$(dirname -- "$out")"
    if command -v flock >/dev/null 2>&1; then
        # The later of two builds waits here for the first, and finds its work done. (After '||' a shell ignores 'set -e'.)
        ( flock 8; native_build_once ) 8>"$native_home/.lock" || exit $?
    else
        native_build_once
    fi
    printf '%s\n' "$out"
}

native_arguments() {
    host=unknown
    case "$(uname -m)" in
        x86_64|amd64) host=x64 ;;
        aarch64|arm64) host=arm64 ;;
    esac
    arch=$host out=
    while [ $# -gt 0 ]; do
        case "$1" in
            --arch) [ $# -ge 2 ] || { native_say "Expected x64 or arm64 after --arch."; exit 64; }; arch=$2; shift ;;
            -h|--help) native_say "usage: build.sh [--arch x64|arm64] [OUT]"; exit 0 ;;
            -*) native_say "Unknown option $1. Expected: build.sh [--arch x64|arm64] [OUT]"; exit 64 ;;
            *) [ -z "$out" ] || { native_say "Expected one OUT, found '$out' and '$1'."; exit 64; }; out=$1 ;;
        esac
        shift
    done
    case "$arch" in
        x64|arm64) ;;
        *) native_say "$native_name exists for x64 and arm64, not for '$arch'. Expected: --arch x64|arm64"; exit 64 ;;
    esac
}

native_hash() {
    cd "$root"
    {
        # shellcheck disable=SC2086 # several paths
        find $native_sources -type f \( -name '*.cs' -o -name '*.csproj' -o -name 'build.sh' \) ! -path '*/bin/*' ! -path '*/obj/*' | LC_ALL=C sort
        printf '%s\n' Directory.Build.props Directory.Packages.props global.json
    } | xargs sha256sum | sha256sum | cut -d' ' -f1
}

native_tools() {
    triple= cross=
    if [ "$arch" != "$host" ]; then
        [ "$host" = x64 ] || native_missing "on $host only $host can be built."
        triple=aarch64-linux-gnu-
        cross="-p:ObjCopyName=aarch64-linux-gnu-objcopy"
        command -v "${triple}gcc" >/dev/null 2>&1 \
            || native_missing "no compiler for $arch. Debian, Ubuntu: apt-get install gcc-aarch64-linux-gnu libc6-dev-arm64-cross clang lld"
    fi
    if command -v clang >/dev/null 2>&1 && command -v ld.lld >/dev/null 2>&1; then
        tools="-p:LinkerFlavor=lld"
        try="clang -fuse-ld=lld"
        [ -z "$cross" ] || try="clang --target=aarch64-linux-gnu -fuse-ld=lld"
    elif [ -z "$cross" ] && command -v gcc >/dev/null 2>&1; then
        tools="-p:CppCompilerAndLinker=gcc -p:LinkerFlavor=bfd"
        try="gcc"
    else
        native_missing "no linker. Debian, Ubuntu: apt-get install gcc libc6-dev; Fedora: dnf install gcc glibc-static (clang with lld does as well)."
    fi
    trial=$(mktemp)
    trap 'rm -f "$trial"' EXIT
    printf 'int main(void) { return 0; }\n' | $try -static -x c - -o "$trial" >&2 \
        || native_missing "'$try -static' cannot link a program. Debian, Ubuntu: apt-get install libc6-dev; Fedora: dnf install glibc-static."
}

native_build_once() {
    hash=$(native_hash)
    if [ -x "$out" ] && [ "$(cat "$out.sources" 2>/dev/null || true)" = "$hash" ]; then return 0; fi
    [ "$(uname -s)" = Linux ] || native_missing "its machine code is linked on Linux, and this is $(uname -s). Take it from a released package."
    command -v dotnet >/dev/null 2>&1 || native_missing "there is no dotnet on the PATH. Install the .NET SDK that global.json names."
    native_tools
    native_say "Building $native_name for linux-$arch (about 20 s) ..."
    # shellcheck disable=SC2086 # the tools are several words
    DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 dotnet publish "$root/$native_project" \
        -c Release -r "linux-$arch" --artifacts-path "$native_home/work" --disable-build-servers -v quiet \
        "-p:$native_switch=true" $tools $cross >&2 || exit $?
    built=$(find "$native_home/work/publish" -type f -name "$native_name" | head -n 1)
    [ -n "$built" ] || { native_say "dotnet publish ended well and left no $native_name under $native_home/work/publish."; exit 70; }
    { cp "$built" "$out.new" && chmod 755 "$out.new" && mv -f "$out.new" "$out"; } || exit 70
    printf '%s\n' "$hash" > "$out.sources"
}
