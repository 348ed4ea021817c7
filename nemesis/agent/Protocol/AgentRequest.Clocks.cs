using System.Text.Json.Serialization;

namespace Chaos.Agent;

/// <summary>The requests about wall clocks.</summary>
[JsonDerivedType(typeof(SetWall), "set-wall")]
[JsonDerivedType(typeof(ReadWall), "read-wall")]
internal abstract partial record AgentRequest
{
    /// <summary>
    /// From now on the wall clocks of all processes of the pod go so, also of those that start later. It replaces the last wish; all
    /// zeroes give the true time back. Answered in <see cref="AgentReply.Wall"/> when it is in force; it is an error if a process does
    /// not go by it. The monotonic clock is not touched.
    /// </summary>
    public sealed record SetWall : AgentRequest
    {
        /// <summary>Ahead of the true time by this, ns; at most about 100 years.</summary>
        public long OffsetNs { get; init; }

        /// <summary>The offset grows by so many parts in a million of the time that passes; from -500,000 to 500,000.</summary>
        public double DriftPpm { get; init; }

        /// <summary>Every second period of this length shows the true time, ns; 0 where none does, else at least 100,000.</summary>
        public long StrobeNs { get; init; }
    }

    /// <summary>How do the wall clocks go? Answered in <see cref="AgentReply.Wall"/>, read back from the processes' memory.</summary>
    public sealed record ReadWall : AgentRequest;
}
