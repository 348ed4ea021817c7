using Chaos.Nemeses;
using Xunit;

namespace Chaos.ContainerTests;

/// <summary>A cluster of its own: a member that has forgotten everything may take itself out of it.</summary>
public sealed class WipeTests(ThreeNodes nodes) : IClassFixture<ThreeNodes>, IRoleView, IFaultLog
{
    private readonly Dictionary<string, FaultRecord> records = [];

    public string? Leader => "n1";

    public IReadOnlyList<string> Voters => ["n1", "n2", "n3"];

    public IReadOnlyList<FaultRecord> Faults => [.. records.Values];

    void IFaultLog.Record(FaultRecord fault) => records[fault.Id] = fault;

    [Fact]
    public async Task A_node_that_was_wiped_starts_on_an_empty_directory_and_counts_as_faulty()
    {
        await ThreeNodes.UntilAsync("n3 is healthy", () => nodes.IsHealthyAsync("n3"));
        var budget = new FaultBudget();
        var wipe = NemesisArguments.Parse("wipe:target=n3").Single().Create(budget);
        var context = new NemesisContext
        {
            Cluster = nodes.Cluster,
            Roles = this,
            Faults = this,
            Clock = new(TimeProvider.System),
            Random = Randomness.FromSeed(1),
            AnswersAsync = (_, _, _) => new(true),
        };

        await wipe.InvokeAsync(
            context, new(FaultCycle.BeginOf(wipe.Name), null, Value.Of(0)), TestContext.Current.CancellationToken);
        await wipe.HealAsync(context, TestContext.Current.CancellationToken);

        var fault = Assert.Single(Faults);
        Assert.True(fault.Effective, fault.Effect);
        Assert.Contains("n3 lost its data directory of", fault.Effect, StringComparison.Ordinal);
        Assert.Equal(["n3"], budget.Faulty);
    }
}
