using System.Text.Json.Serialization;

namespace Chaos.Agent;

/// <summary>Faults of the node's data directory.</summary>
[JsonDerivedType(typeof(DiskCreate), "disk-create")]
[JsonDerivedType(typeof(DiskLose), "disk-lose")]
[JsonDerivedType(typeof(DiskRecover), "disk-recover")]
[JsonDerivedType(typeof(DiskState), "disk-state")]
[JsonDerivedType(typeof(DiskFill), "disk-fill")]
[JsonDerivedType(typeof(DiskFree), "disk-free")]
[JsonDerivedType(typeof(FileList), "file-list")]
[JsonDerivedType(typeof(FileDamage), "file-damage")]
[JsonDerivedType(typeof(DataEmpty), "data-empty")]
[JsonDerivedType(typeof(DataSave), "data-save")]
[JsonDerivedType(typeof(DataRollBack), "data-roll-back")]
[JsonDerivedType(typeof(GateOpen), "gate-open")]
[JsonDerivedType(typeof(CallsSet), "calls-set")]
[JsonDerivedType(typeof(CallsState), "calls-state")]
internal abstract partial record AgentRequest
{
    /// <summary>A request about the data directory; one at a time is carried out.</summary>
    public abstract record Disk : AgentRequest;

    /// <summary>
    /// Make a blank disk (ext4) for the data directory and attach it to a loop device. Answered in <see cref="AgentReply.Disk"/>. It goes
    /// when nobody uses it any more and the agent has ended.
    /// </summary>
    public sealed record DiskCreate : Disk
    {
        /// <summary>Names the disk on the machine: letters, digits and dashes, at most 60.</summary>
        public required string Name { get; init; }
    }

    /// <summary>
    /// End all processes of the pod as a power failure does: what the node wrote to its disk and did not flush is lost. Answered in
    /// <see cref="AgentReply.Loss"/> when all are signalled; nothing can be said of the disk before <see cref="DiskRecover"/>.
    /// </summary>
    public sealed record DiskLose : Disk;

    /// <summary>
    /// Bring the disk of a node whose container has ended back, as the next start would, and tell what was on it. Answered in
    /// <see cref="AgentReply.Recovery"/>; waits some seconds for the engine to let the old file system go.
    /// </summary>
    public sealed record DiskRecover : Disk;

    /// <summary>What is the disk like? Answered in <see cref="AgentReply.Disk"/>.</summary>
    public sealed record DiskState : Disk;

    /// <summary>Fill up the disk. Answered in <see cref="AgentReply.Disk"/>.</summary>
    public sealed record DiskFill : Disk
    {
        /// <summary>How many bytes may be left for the node, 0 or more.</summary>
        public required long FreeBytes { get; init; }
    }

    /// <summary>Make the room free again. Answered in <see cref="AgentReply.Disk"/>.</summary>
    public sealed record DiskFree : Disk;

    /// <summary>Which files are there? Answered in <see cref="AgentReply.Files"/>.</summary>
    public sealed record FileList : Disk
    {
        /// <summary>A pattern of names, or of paths below the data directory, with * and ?.</summary>
        public required string Pattern { get; init; }
    }

    /// <summary>Damage a file of a stopped node.</summary>
    public sealed record FileDamage : Disk
    {
        /// <summary>Its path below the data directory.</summary>
        public required string Path { get; init; }

        /// <summary>The bits to flip.</summary>
        public IReadOnlyList<BitPlace>? Flips { get; init; }

        /// <summary>The length to cut it to, after that; null to keep it.</summary>
        public long? Length { get; init; }
    }

    /// <summary>Empty the data directory of a stopped node. Answered in <see cref="AgentReply.DataBytes"/> with what was in it.</summary>
    public sealed record DataEmpty : Disk;

    /// <summary>Keep a copy of the data directory of a stopped node. Answered in <see cref="AgentReply.DataBytes"/>.</summary>
    public sealed record DataSave : Disk
    {
        /// <summary>Names the copy: letters, digits and dashes. An older copy of that name is replaced.</summary>
        public required string Copy { get; init; }
    }

    /// <summary>Give a stopped node the copy as its data directory. Answered in <see cref="AgentReply.DataBytes"/>.</summary>
    public sealed record DataRollBack : Disk
    {
        /// <summary>The name under which it was kept.</summary>
        public required string Copy { get; init; }
    }

    /// <summary>
    /// Wait until the node's first process stands at its gate, put the layer over its data directory, let it go on. Asked after each start
    /// of the node's container.
    /// </summary>
    public sealed record GateOpen : Disk
    {
        /// <summary>The data directory in the node's container.</summary>
        public required string Directory { get; init; }
    }

    /// <summary>From now on answer calls on files of the data directory so. Answered in <see cref="AgentReply.Calls"/>.</summary>
    public sealed record CallsSet : Disk
    {
        /// <summary>The complete wish: it replaces the last one.</summary>
        public required CallWish Wish { get; init; }
    }

    /// <summary>What did the treatment do since it began? Answered in <see cref="AgentReply.Calls"/>.</summary>
    public sealed record CallsState : Disk;
}
