# Sourced after common.sh: builds the tool and the native programs, each only when its sources are newer than the last build.

tool="$artifacts/bin/Chaos.Cli/release/Chaos.Cli.dll"
tool_stamp="$artifacts/tool.stamp"
tool_sources=(src workloads nemesis reports docs/concepts
    Directory.Build.props Directory.Packages.props global.json .editorconfig BannedSymbols.txt BannedSymbols.Awaiters.txt)
native_architecture=$(uname -m | sed -e 's/x86_64/x64/' -e 's/amd64/x64/' -e 's/aarch64/arm64/')

# is_fresh STAMP SOURCE..: a directory's own time changes when a file in it is added or removed.
is_fresh() {
    local stamp=$1
    shift
    [ -e "$stamp" ] || return 1
    [ -z "$(cd "$root" && find "$@" -newer "$stamp" -print -quit 2>/dev/null)" ]
}

require_dotnet() {
    if ! have dotnet; then
        for place in "${DOTNET_ROOT:-}" "$HOME/.dotnet" /usr/share/dotnet /usr/lib/dotnet /usr/local/share/dotnet; do
            if [ -n "$place" ] && [ -x "$place/dotnet" ]; then
                export DOTNET_ROOT="$place" PATH="$PATH:$place"
                return 0
            fi
        done
        fail 3 "no 'dotnet' on the PATH. Chaos is built with the .NET SDK 10: https://dotnet.microsoft.com/download/dotnet/10.0" \
            "(Ubuntu: apt-get install dotnet-sdk-10.0; macOS: brew install dotnet-sdk)."
    fi
}

# SDKs 10.0.1xx and newer bands of 10.0 will do (global.json).
require_sdk() {
    require_dotnet
    dotnet --list-sdks 2>/dev/null | grep -q '^10\.' && return 0
    fail 3 "the dotnet on the PATH ($(command -v dotnet)) has no SDK 10; it has: $(dotnet --list-sdks 2>/dev/null | tr '\n' ';')" \
        "Get it from https://dotnet.microsoft.com/download/dotnet/10.0."
}

# dotnet_build LOG PROJECT..: quiet unless it fails.
dotnet_build() {
    local log="$log_directory/$1"
    shift
    # The compiler server may outlive us: it must not hold our lock.
    if ! dotnet build "$@" -c Release --artifacts-path "$artifacts" -nologo -v minimal >"$log" 2>&1 </dev/null 9>&-; then
        grep -E 'error|warning' "$log" | sort -u | head -n 30 >&2 || tail -n 30 "$log" >&2
        fail 70 "the build failed; the whole output is in $log."
    fi
}

build_tool_once() {
    is_fresh "$tool_stamp" "${tool_sources[@]}" && [ -e "$tool" ] && return 0
    require_sdk
    say "building from source (the first time takes a minute or two)"
    # The stamp dates from before the build: an edit meanwhile is built next time.
    touch "$tool_stamp.next"
    dotnet_build build.log "$root/src/Chaos.Cli/Chaos.Cli.csproj"
    mv "$tool_stamp.next" "$tool_stamp"
}

build_tool() {
    require_dotnet
    with_lock build build_tool_once
}

# build_native_once NAME FOLDER SCRIPT SOURCES..: FOLDER is where the script puts it below artifacts.
build_native_once() {
    local name=$1 folder=$2 script=$3 code=0
    shift 3
    local stamp="$artifacts/$folder.stamp" log="$log_directory/$folder.log"
    is_fresh "$stamp" "$@" eng/native.sh Directory.Build.props Directory.Packages.props global.json \
        && [ -e "$artifacts/$folder/$native_architecture/$name" ] && return 0
    require_sdk
    say "building the native program $name"
    touch "$stamp.next"
    "$root/$script" >"$log" 2>&1 </dev/null 9>&- || code=$?
    if [ "$code" = 69 ] && may_install && [ "${command_installs:-}" = 1 ]; then
        say "a C linker is needed for that: apt-get install gcc libc6-dev"
        code=0
        if apt_install gcc libc6-dev; then "$root/$script" >"$log" 2>&1 </dev/null 9>&- || code=$?; fi
    fi
    if [ "$code" != 0 ]; then
        tail -n 5 "$log" >&2
        say "$name could not be built; the whole output is in $log."
        return 0
    fi
    mv "$stamp.next" "$stamp"
}

# The tool says what it cannot do without an agent; so its absence is no failure here.
ensure_agent() {
    require_dotnet
    with_lock agent build_native_once chaos-agent agent nemesis/agent/build.sh nemesis/agent
}

# The same for the program that serves our own consensus nodes in containers.
ensure_node() {
    require_dotnet
    with_lock node build_native_once chaos-node node src/Chaos.Consensus.Host/build.sh src/Chaos.Consensus.Host src/Chaos.Consensus src/Chaos.Core
}
