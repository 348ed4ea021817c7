# Sourced by the scripts of this folder and by ../chaos. Expects $root.
# Everything here speaks to stderr: stdout belongs to the tool (--json).

artifacts="$root/artifacts"
log_directory="$artifacts/log"
mkdir -p "$log_directory"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

say() { printf 'chaos: %s\n' "$*" >&2; }

# fail CODE SENTENCE..: 3 is a failure of the infrastructure, 64 bad usage, 70 a bug of ours.
fail() {
    local code=$1
    shift
    say "$*"
    exit "$code"
}

have() { command -v "$1" >/dev/null 2>&1; }

is_debian() { [ "$(uname -s)" = Linux ] && [ -e /etc/debian_version ] && have apt-get; }

# Whether this script may install packages of the distribution.
may_install() { [ "${CHAOS_NO_INSTALL:-}" != 1 ] && is_debian && [ "$(id -u)" = 0 ]; }

# apt_install PACKAGE..: the lists are refreshed once a call of the script.
apt_install() {
    local log="$log_directory/install.log"
    export DEBIAN_FRONTEND=noninteractive
    if [ -z "${apt_updated:-}" ]; then
        apt-get -o DPkg::Lock::Timeout=300 update </dev/null >>"$log" 2>&1 || say "apt-get update failed (see $log); going on with the lists at hand."
        apt_updated=1
    fi
    apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@" </dev/null >>"$log" 2>&1 9>&- && return 0
    tail -n 15 "$log" >&2
    say "apt-get could not install: $*. The whole output is in $log."
    return 1
}

# with_lock NAME COMMAND..: one at a time among all calls of this clone. Children that live on must close descriptor 9.
with_lock() {
    local name=$1
    shift
    if have flock; then
        (
            flock 9
            "$@"
        ) 9>"$artifacts/$name.lock"
    else
        "$@" # no flock (macOS): two first calls at the same time may disturb each other
    fi
}
