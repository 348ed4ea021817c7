using Chaos.Checking;

namespace Chaos.Workloads;

/// <summary>Append-only logs: appends, polls of new and of old stretches, and at the end a scan of every log from its begin at every node.</summary>
public sealed class LogWorkload : IWorkload
{
    private const string Values = "values";
    private const string Polls = "polls";
    private const string Most = "most";

    /// <inheritdoc/>
    public string Name => "log";

    /// <inheritdoc/>
    public string Summary =>
        "Every acknowledged value stays at its one offset, and all polls see one order, without gaps, duplicates or inventions.";

    /// <inheritdoc/>
    public string OperationType => LogOperations.TypeName;

    /// <inheritdoc/>
    public IReadOnlyList<OptionSpec> Parameters { get; } =
    [
        new(Values, "500", "Values of a log before a fresh one takes its place, where logs are made as they are used; at least 1."),
        new(Polls, "40", "Polls, in percent of the operations, at most 99; what is left are appends."),
        new(Most, "32", "Values of a poll at the most; 1 to 10000."),
    ];

    /// <inheritdoc/>
    public WorkloadPlan CreatePlan(WorkloadSettings settings)
    {
        LoadLimits.Check(Name, settings);
        var values = LoadLimits.Number(Name, settings.Parameters, Values, 1, int.MaxValue - 1);
        var polls = LoadLimits.Number(Name, settings.Parameters, Polls, 0, 99);
        var most = LoadLimits.Number(Name, settings.Parameters, Most, 1, 10_000);
        string[] functions = [LogOperations.Append, LogOperations.Poll];
        return new WorkloadPlan
        {
            Main = WindowGenerator.Create(settings.Keys, number => new LogLoad($"l{number}", 1, values + 1, polls, most, 0)).Paced(settings),
            Final = keys => WalkGenerator.Create(keys, (key, from) => LogOperations.PollOf(key, from, most), NextOffset),
            Checkers = [new LogChecker(), new OperationCoverageChecker(functions)],
            Model = CheckerCatalog.OffsetLog,
            Functions = functions,
        };
    }

    private static long? NextOffset(Operation poll) =>
        poll.Value.Kind is ValueKind.List && poll.Value.AsList() is [.., var last] ? last.AsList()[0].AsInteger() + 1 : null;
}
