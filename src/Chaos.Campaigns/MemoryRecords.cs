namespace Chaos.Campaigns;

/// <summary>A run's faults and observations in memory, for one of many simulated runs. Not for several threads.</summary>
internal sealed class MemoryRecords : IRunRecords
{
    private readonly List<Observation> observations = [];
    private readonly List<FaultRecord> faults = [];
    private readonly Dictionary<string, int> positions = new(StringComparer.Ordinal);

    public CancellationToken Broken => CancellationToken.None;

    public string? Failure => null;

    public IReadOnlyList<FaultRecord> Faults => faults.ToArray();

    public IReadOnlyList<Observation> Observations => observations;

    public void Observe(Observation seen) => observations.Add(seen);

    public void Record(FaultRecord fault)
    {
        if (positions.TryGetValue(fault.Id, out var position))
        {
            faults[position] = fault;
            return;
        }

        positions.Add(fault.Id, faults.Count);
        faults.Add(fault);
    }
}
