using Chaos.Checking;

namespace Chaos.Workloads;

/// <summary>Queues that are filled and emptied at the same time, and drained at the end: dequeues at every node until nothing comes.</summary>
public sealed class QueueWorkload : IWorkload
{
    private const string Values = "values";
    private const string Dequeues = "dequeues";
    private const string Delivery = "delivery";
    private const string Order = "order";

    /// <inheritdoc/>
    public string Name => "queue";

    /// <inheritdoc/>
    public string Summary => "Every acknowledged value comes out of its queue, nothing else does, and where asked for once and in order.";

    /// <inheritdoc/>
    public string OperationType => QueueOperations.TypeName;

    /// <inheritdoc/>
    public IReadOnlyList<OptionSpec> Parameters { get; } =
    [
        new(Values, "500", "Values of a queue before a fresh one takes its place; at least 1."),
        new(Dequeues, "45", "Dequeues, in percent of the operations, at most 99; what is left are enqueues."),
        new(Delivery, "at-least-once", "Whether a value may come twice (at-least-once), or not (exactly-once: then every dequeue is judged).")
        {
            Choices = ["at-least-once", "exactly-once"],
        },
        new(Order, "none", "Whether values come first in, first out (fifo); only with exactly-once.") { Choices = ["none", "fifo"] },
    ];

    /// <inheritdoc/>
    public WorkloadPlan CreatePlan(WorkloadSettings settings)
    {
        LoadLimits.Check(Name, settings);
        var values = LoadLimits.Number(Name, settings.Parameters, Values, 1, int.MaxValue);
        var dequeues = LoadLimits.Number(Name, settings.Parameters, Dequeues, 0, 99);
        var once = settings.Parameters[Delivery] == "exactly-once";
        var fifo = settings.Parameters[Order] == "fifo";
        if (fifo && !once)
            throw new UsageException("The workload queue judges the order only where each value comes once. Add delivery=exactly-once.");
        string[] functions = [QueueOperations.Enqueue, QueueOperations.Dequeue];
        IModel model = fifo ? SequenceModel.Queue : new BagModel();
        return new WorkloadPlan
        {
            Main = WindowGenerator.Create(settings.Keys, number => new QueueLoad($"q{number}", 1, values + 1, dequeues)).Paced(settings),
            Final = keys => WalkGenerator.Create(keys, (key, _) => QueueOperations.DequeueOf(key), end => end.Value.IsNull ? null : 0),
            Checkers =
            [
                new TotalQueueChecker(!once), .. once ? new[] { new LinearizabilityChecker(model) } : [], new OperationCoverageChecker(functions),
            ],
            Model = once ? model.Name : CheckerCatalog.TotalQueue,
            Functions = functions,
        };
    }
}
