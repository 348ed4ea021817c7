# Sourced after common.sh: a Docker engine that answers.
# Only where nobody chose another one (DOCKER_HOST), and only where the script may install.

engine_wait_seconds=60

# Only a command that starts real nodes needs an engine and the agent; the others must work without, and install nothing.
needs_engine() {
    case "${1:-}" in
        run | suite | sweep | prove | replay) ;;
        *) return 1 ;;
    esac
    starts_no_containers "$@" && return 1
    # 'run' without a system is bad usage: the tool says so.
    [ $# -gt 1 ] || return 1
    # Our own systems run in simulation where no engine answers, unless containers are asked for.
    ! { runs_own_system "$@" && ! asks_for_docker "$@"; }
}

# Whether the arguments ask for the simulation, also by a suite or by a stored run, or for help only.
starts_no_containers() {
    local argument previous=""
    # A replay runs where the original ran.
    if [ "${1:-}" = replay ] && grep -qs '"backend": *"simulation"' "${2:-}/run.json"; then return 0; fi
    for argument in "${@:2}"; do
        case "$previous $argument" in
            "--on simulation" | *" --on=simulation" | *" --help" | *" -h" | *" -?") return 0 ;;
        esac
        previous=$argument
    done
    case "$1" in
        suite) is_simulated_suite "${@:2}" ;;
        replay | shrink) is_simulated_run "${@:2}" ;;
        *) [ "${CHAOS_ON:-}" = simulation ] && ! asks_for_docker "$@" ;;
    esac
}

# Whether a suite file says 'on: simulation' in its defaults, and nothing else anywhere.
is_simulated_suite() {
    local argument
    for argument in "$@"; do
        [ -f "$argument" ] || continue
        awk '/^[^ #]/ { section = $1 }
             section == "defaults:" && /^ +on: *simulation *$/ { all = 1 }
             /(^|[ {,])on:/ && !/on: *simulation *([,}]|$)/ { other = 1 }
             END { exit !(all && !other) }' "$argument" && return 0
    done
    return 1
}

is_simulated_run() {
    local argument
    for argument in "$@"; do
        if [ -f "$argument/run.json" ] && grep -qE '"backend": *"simulation"' "$argument/run.json"; then return 0; fi
    done
    return 1
}

asks_for_docker() {
    local argument previous=""
    [ "${CHAOS_ON:-}" = docker ] && return 0
    for argument in "$@"; do
        case "$previous $argument" in
            "--on docker" | *" --on=docker") return 0 ;;
        esac
        previous=$argument
    done
    return 1
}

# Whether this is a run of one of our own systems, which may be in containers and need not.
runs_own_system() {
    local argument
    case "${1:-}" in
        run | prove) ;;
        *) return 1 ;;
    esac
    for argument in "${@:2}"; do
        case "$argument" in
            raft | paxos | paxos-single) return 0 ;;
        esac
    done
    return 1
}

# Whether the command may start nodes of our own systems: it names one, or its suite file or its stored run does.
mentions_own_system() {
    local argument
    for argument in "${@:2}"; do
        case "$argument" in
            *raft* | *paxos*) return 0 ;;
        esac
        if [ -f "$argument" ] && grep -qE 'raft|paxos' "$argument"; then return 0; fi
        if [ -f "$argument/run.json" ] && grep -qE '"(raft|paxos)' "$argument/run.json"; then return 0; fi
    done
    return 1
}

engine_answers() {
    if have docker; then
        timeout 15 docker version --format '{{.Server.Version}}' >/dev/null 2>&1
    else
        local socket=${DOCKER_HOST:-unix:///var/run/docker.sock}
        have perl && perl -MIO::Socket::UNIX -e '
            alarm 10;
            my $engine = IO::Socket::UNIX->new(Peer => $ARGV[0]) or exit 1;
            print $engine "GET /_ping HTTP/1.0\r\n\r\n";
            exit(<$engine> =~ / 200 / ? 0 : 1);' "${socket#unix://}" >/dev/null 2>&1
    fi
}

# What a person can do where this script may not.
engine_by_hand() {
    say "no Docker engine answers."
    if is_debian; then
        say "By hand, as root: apt-get install docker.io, then 'systemctl start docker' (without systemd: 'dockerd &')." \
            "A user who is not root must be in the group docker."
    else
        say "Install and start one: https://docs.docker.com/engine/install/"
    fi
    if [ "${CHAOS_NO_INSTALL:-}" = 1 ]; then
        say "CHAOS_NO_INSTALL=1 forbids that this script does it."
    fi
}

start_engine() {
    if [ -d /run/systemd/system ]; then
        say "starting it: systemctl start docker"
        systemctl start docker >>"$log_directory/install.log" 2>&1 9>&- || true
    else
        engine_log=$log_directory/dockerd.log
        say "starting it in the background: dockerd (log: $engine_log). It stays; to stop it: kill \$(cat /var/run/docker.pid)"
        setsid nohup dockerd >"$engine_log" 2>&1 </dev/null 9>&- &
        engine_pid=$!
    fi
}

wait_for_engine() {
    local waited=0
    while ! engine_answers; do
        waited=$((waited + 1))
        if [ "$waited" -gt "$engine_wait_seconds" ] || { [ -n "${engine_pid:-}" ] && ! kill -0 "$engine_pid" 2>/dev/null; }; then
            [ -n "${engine_log:-}" ] && grep -v 'level=info' "$engine_log" | tail -n 8 >&2
            say "the engine was started but does not answer. Its log: ${engine_log:-journalctl -u docker}"
            return 0
        fi
        sleep 1
    done
    say "the engine answers"
}

ensure_engine_once() {
    engine_answers && return 0
    if ! may_install; then
        engine_by_hand
        return 0
    fi
    if ! have dockerd; then
        say "no Docker engine answers. Installing this system's own: apt-get install docker.io (CHAOS_NO_INSTALL=1 forbids it)"
        apt_install docker.io iptables || return 0
    fi
    start_engine
    wait_for_engine
}

# Whatever is still missing is the tool's to report, with exit code 3.
ensure_engine() {
    if [ -n "${DOCKER_HOST:-}" ]; then
        # Somebody chose an engine: none is installed beside it; and where it is dead, nothing is installed at all.
        if engine_answers; then command_installs=1; fi
        return 0
    fi
    command_installs=1
    with_lock engine ensure_engine_once
}
