using Chaos.Nemeses;
using Xunit;

namespace Chaos.ContainerTests;

/// <summary>The nemeses on real nodes: what they prove, and that nothing is left behind.</summary>
public sealed class NemesisTests(ThreeNodes nodes) : IClassFixture<ThreeNodes>, IRoleView, IFaultLog
{
    private static readonly HttpClient Http = new();
    private readonly FaultBudget budget = new();
    private readonly Dictionary<string, FaultRecord> records = [];
    private readonly CancellationToken cancellationToken = TestContext.Current.CancellationToken;

    public string? Leader => "n1";

    public IReadOnlyList<string> Voters => ["n1", "n2", "n3"];

    public IReadOnlyList<FaultRecord> Faults => [.. records.Values];

    void IFaultLog.Record(FaultRecord fault) => records[fault.Id] = fault;

    [Theory]
    [InlineData("partition:shape=isolated-leader")]
    [InlineData("partition:shape=one-way")]
    [InlineData("kill:target=leader")]
    [InlineData("pause:target=leader")]
    [InlineData("pause:target=leader:means=freezer")]
    [InlineData("restart:down=100ms", 8)]
    [InlineData("restart:down=100ms:stop=kill:target=n2+n3", 8)]
    [InlineData("crash-loop:up=100ms", 5)]
    [InlineData("cpu:cores=0.02", 3)]
    [InlineData("memory", 3)]
    [InlineData("clock:mode=bump:target=all")]
    [InlineData("clock:mode=strobe:target=leader")]
    [InlineData("clock:mode=drift:target=minority")]
    public async Task Each_family_bites_and_is_healed(string argument, int seconds = 1)
    {
        await ThreeNodes.UntilAsync("n1 answers", async () => await AnswersAsync("n1", TimeSpan.FromSeconds(1), cancellationToken));
        var nemesis = Create(argument);

        Assert.Equal(OperationType.Ok, (await BeginAsync(nemesis)).Type);
        await LoadAsync(TimeSpan.FromSeconds(seconds));
        await nemesis.HealAsync(Context(), cancellationToken);

        var fault = Assert.Single(Faults);
        Assert.True(fault.Effective, fault.Effect);
        Assert.True(fault.ToNs - fault.FromNs > 900_000_000);
        Assert.Empty((await nodes.Network.ProbeAsync(cancellationToken)).Broken);
        foreach (var node in Voters)
        {
            Assert.Equal(NodeProcessState.Running, (await nodes.Processes.InspectAsync(node, cancellationToken)).State);
            Assert.Equal(0, (await nodes.Clocks.ReadClockAsync(node, cancellationToken)).ClockOffsetNs);
        }
    }

    [Fact]
    public async Task A_node_that_is_killed_and_restarted_behind_a_cut_stays_cut_off()
    {
        var partition = Create("partition:shape=isolated-leader");
        var kill = Create("kill:target=n1");

        await BeginAsync(partition);
        await BeginAsync(kill);
        await kill.HealAsync(Context(), cancellationToken);
        await partition.HealAsync(Context(), cancellationToken);

        Assert.Equal(2, Faults.Count);
        Assert.All(Faults, fault => Assert.True(fault.Effective, fault.Effect));
    }

    // Writes through the node that stays, so that memory and processor are used.
    private async Task LoadAsync(TimeSpan time)
    {
        var value = Convert.ToBase64String(new byte[100_000]);
        for (var began = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(began) < time;)
        {
            var endpoint = nodes.Cluster.Nodes[0].EndpointOf("client");
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1), TimeProvider.System);
            using var content = new StringContent($$"""{"key":"a2V5","value":"{{value}}"}""");
            try
            {
                using var answer = await Http.PostAsync(new Uri($"http://{endpoint}/v3/kv/put"), content, limit.Token);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                // The node is away, or the majority is.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }
    }

    private INemesis Create(string argument)
    {
        var nemesis = NemesisArguments.Parse(argument).Single().Create(budget);
        Assert.Null(nemesis.WhyUnavailable(nodes.Cluster));
        return nemesis;
    }

    private ValueTask<Completion> BeginAsync(INemesis nemesis) =>
        nemesis.InvokeAsync(Context(), new(FaultCycle.BeginOf(nemesis.Name), null, Value.Of(0)), cancellationToken);

    private NemesisContext Context() => new()
    {
        Cluster = nodes.Cluster,
        Roles = this,
        Faults = this,
        Clock = new(TimeProvider.System),
        Random = Randomness.FromSeed(1),
        AnswersAsync = AnswersAsync,
    };

    private async ValueTask<bool> AnswersAsync(string node, TimeSpan timeout, CancellationToken token)
    {
        var endpoint = nodes.Cluster.Nodes.First(n => n.Name == node).EndpointOf("client");
        using var limit = new CancellationTokenSource(timeout, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        try
        {
            return (await Http.GetStringAsync(new Uri($"http://{endpoint}/version"), either.Token)).Length > 0;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
