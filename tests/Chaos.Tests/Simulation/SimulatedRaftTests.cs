using Chaos.Checking;
using Xunit;

namespace Chaos.Tests.Simulation;

public sealed class SimulatedRaftTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void A_healthy_cluster_serves_everything_linearizably(int nodes)
    {
        var run = SmallRun.Execute(seed: 1, nodes);

        Assert.Null(run.Outcome.Failure);
        Assert.Empty(run.Crashes);
        var completions = run.Outcome.History.Where(entry => entry.IsClient && entry.Type is not OperationType.Invoke).ToArray();
        Assert.InRange(completions.Count(entry => entry.Type is OperationType.Ok || entry.Error == Operation.MismatchError), 2_000, 3_000);
        Assert.Equal(Verdict.Valid, Check(run));
    }

    private static Verdict Check(SmallRun run) => new LinearizabilityChecker(new RegisterModel())
        .Check(new(run.Outcome.History, [], []), new(), CancellationToken.None).Verdict;
}
