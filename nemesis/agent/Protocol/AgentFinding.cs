namespace Chaos.Agent;

/// <summary>One thing that faults may need, tried out.</summary>
/// <param name="Name">"nft", "nft-queue", "xt-queue", "packet-copy", "tcp-rto-max", "tcp-reset", "pid-namespace", "net_admin", "kill",
/// "sys_admin", "loop", "ext4-shutdown", "fuse", "seccomp", "sys_ptrace", "clock", "freezer".</param>
/// <param name="Ok">Whether it works here.</param>
/// <param name="Detail">What was seen, and where it does not work, why and how to mend it.</param>
internal sealed record AgentFinding(string Name, bool Ok, string Detail);
