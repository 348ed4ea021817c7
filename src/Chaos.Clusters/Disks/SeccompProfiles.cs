using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chaos.Clusters;

/// <summary>
/// Filters of system calls where the engine's own will not do. Such a filter replaces it, so it also refuses what containers are refused
/// there (Docker's page about seccomp lists those calls and why). It names what is refused and allows the rest, so that it does not age
/// with every new call of the kernel.
/// </summary>
internal static class SeccompProfiles
{
    private const int NotPermitted = 1, NotImplemented = 38;

    private static readonly string[] Flushes = ["fsync", "fdatasync", "sync_file_range", "syncfs", "sync", "msync"];

    private static readonly string[] Refused =
    [
        "acct", "add_key", "bpf", "clock_adjtime", "clock_settime", "create_module", "delete_module", "finit_module", "fsconfig", "fsmount",
        "fsopen", "fspick", "get_kernel_syms", "init_module", "ioperm", "iopl", "kcmp", "kexec_file_load", "kexec_load", "keyctl",
        "lookup_dcookie", "mount", "mount_setattr", "move_mount", "move_pages", "nfsservctl", "open_by_handle_at", "open_tree",
        "perf_event_open", "pivot_root", "process_vm_readv", "process_vm_writev", "query_module", "quotactl", "reboot", "request_key",
        "setns", "settimeofday", "stime", "swapoff", "swapon", "sysfs", "_sysctl", "umount", "umount2", "unshare", "uselib",
        "userfaultfd", "ustat", "vm86", "vm86old",
    ];

    // What an agent with the capability SYS_ADMIN is there for.
    private static readonly string[] OfAgent = ["mount", "umount", "umount2", "setns", "unshare"];

    // A filter cannot look into the arguments of clone3, and io_uring flushes without a call: programs fall back to what they had before.
    private static readonly string[] Absent = ["clone3", "io_uring_setup", "io_uring_enter", "io_uring_register"];

    // CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET.
    private static readonly ulong[] Namespaces = [0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000];

    private static readonly JsonSerializerOptions Format = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>For a node: every flush succeeds and does nothing. In the engine's form.</summary>
    public static string LyingFlushes { get; } = Write(
    [
        new(Flushes, "SCMP_ACT_ERRNO", 0),
        new(Refused, "SCMP_ACT_ERRNO", NotPermitted),
        new(Absent, "SCMP_ACT_ERRNO", NotImplemented),
        .. Namespaces.Select(flag => new Rule(
            ["clone"], "SCMP_ACT_ERRNO", NotPermitted, [new(0, flag, flag, "SCMP_CMP_MASKED_EQ")])),
    ]);

    /// <summary>For an agent that mounts: engines of today do not know the call that counts unflushed bytes (cachestat).</summary>
    public static string Agent { get; } = Write([new([.. Refused.Except(OfAgent)], "SCMP_ACT_ERRNO", NotPermitted)]);

    private static string Write(IReadOnlyList<Rule> rules) => JsonSerializer.Serialize(new Profile("SCMP_ACT_ALLOW", rules), Format);

    private sealed record Profile(
        [property: JsonPropertyName("defaultAction")] string DefaultAction,
        [property: JsonPropertyName("syscalls")] IReadOnlyList<Rule> Rules);

    private sealed record Rule(
        [property: JsonPropertyName("names")] IReadOnlyList<string> Names,
        [property: JsonPropertyName("action")] string Action,
        [property: JsonPropertyName("errnoRet")] int Errno,
        [property: JsonPropertyName("args")] IReadOnlyList<Argument>? Arguments = null);

    // A call whose argument, masked with the first value, equals the second.
    private sealed record Argument(
        [property: JsonPropertyName("index")] int Index,
        [property: JsonPropertyName("value")] ulong Value,
        [property: JsonPropertyName("valueTwo")] ulong ValueTwo,
        [property: JsonPropertyName("op")] string Operator);
}
