using Xunit;

namespace Chaos.Tests.Cli;

public sealed class ProveTests
{
    [Fact]
    public async Task Three_nodes_are_proven_in_the_shapes_that_they_have_and_the_others_are_named_with_the_reason()
    {
        var ran = await Tool.RunAsync(
            "prove no-split-brain raft --on simulation --nodes 3 --seed 11".Split(' '), TestContext.Current.CancellationToken);

        Assert.True(ran.ExitCode == 0, ran.Error);
        Assert.Contains("raft 0.1.0 with 3 nodes: no split-brain in ", ran.Output, StringComparison.Ordinal);
        Assert.Contains("    isolated-leader     3      3 of 3", ran.Output, StringComparison.Ordinal);
        Assert.Contains("    halves              4      3 of 3", ran.Output, StringComparison.Ordinal);
        Assert.Contains("  majorities-ring: Does not apply: it needs 4 nodes, and there are 3.", ran.Output, StringComparison.Ordinal);
        Assert.Contains("  Again: ./chaos prove no-split-brain raft --nodes 3 --on simulation --seed 11", ran.Output, StringComparison.Ordinal);
    }
}
