using System.Globalization;
using Chaos.Agent;

namespace Chaos.Clusters;

/// <summary>
/// Wall clocks through the agents: each shifts what the processes of its pod are told when they ask for the time, also those that start
/// later.
/// </summary>
internal sealed class DockerClockFaults(IReadOnlyList<Pod> pods) : IClockFaults
{
    private readonly Dictionary<string, Pod> byName = pods.ToDictionary(pod => pod.Name, StringComparer.Ordinal);

    /// <inheritdoc/>
    public async ValueTask<EffectTime> SetClockAsync(string node, ClockProgram program, CancellationToken cancellationToken)
    {
        var answer = await PodOf(node).Agent.AskAsync(
            new AgentRequest.SetWall
            {
                OffsetNs = NsOf(program.Offset),
                DriftPpm = program.DriftPpm,
                StrobeNs = program.StrobeEvery is { } every ? NsOf(every) : 0,
            },
            cancellationToken);
        return answer.Effect;
    }

    /// <inheritdoc/>
    public async ValueTask<EffectTime> ResetClockAsync(string node, CancellationToken cancellationToken)
    {
        var effect = await SetClockAsync(node, new ClockProgram(), cancellationToken);
        if (await ReadClockAsync(node, cancellationToken) is { ClockOffsetNs: not (null or 0) } wrong)
            throw new ClusterException(
                $"The wall clock of {node} was reset, but {wrong.Detail}. The run's later results cannot be trusted.");
        return effect;
    }

    /// <inheritdoc/>
    public async ValueTask<Observation> ReadClockAsync(string node, CancellationToken cancellationToken)
    {
        var agent = PodOf(node).Agent;
        var answer = await agent.AskAsync(new AgentRequest.ReadWall(), cancellationToken);
        var processes = answer.Reply.Wall?.Processes ?? [];
        var most = processes.MaxBy(process => Math.Abs(process.OffsetNs));
        return new Observation
        {
            Kind = ObservationKind.Clock,
            Node = node,
            SentNs = answer.Effect.EarliestNs,
            ReceivedNs = answer.Effect.LatestNs,
            ClockOffsetNs = most?.OffsetNs,
            ClockSinceNs = processes.Max(process => process.SinceNs) is { } sinceNs ? agent.LatestNs(sinceNs) : null,
            Detail = DetailOf(processes),
        };
    }

    // Nothing to say where all clocks are alike.
    private static string? DetailOf(IReadOnlyList<WallProcess> processes)
    {
        if (processes.Count == 0)
            return "no process runs";
        return processes.Select(process => process.OffsetNs).Distinct().Count() == 1 && processes.All(process => process.GoesByWish)
            ? null
            : string.Join("; ", processes.Select(process => string.Create(
                CultureInfo.InvariantCulture,
                $"process {process.Pid} is {process.OffsetNs / 1e6:+0.###;-0.###;0} ms from the true time{(process.Why is { } why ? $" ({why})" : "")}")));
    }

    private static long NsOf(TimeSpan time) => checked(time.Ticks * TimeSpan.NanosecondsPerTick);

    private Pod PodOf(string node) => byName.TryGetValue(node, out var pod)
        ? pod
        : throw new ArgumentException($"There is no node '{node}' in this cluster.", nameof(node));
}
