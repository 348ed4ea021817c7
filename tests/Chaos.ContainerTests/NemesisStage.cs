using Chaos.Nemeses;
using Xunit;

namespace Chaos.ContainerTests;

/// <summary>Real nodes with nemeses in front of them; n1 is said to lead.</summary>
internal sealed class NemesisStage : IRoleView, IFaultLog
{
    private static readonly HttpClient Http = new();
    private readonly Dictionary<string, FaultRecord> records = [];
    private readonly EtcdCluster nodes;
    private readonly FaultBudget budget;

    public NemesisStage(EtcdCluster nodes, bool beyondQuorum = false)
    {
        this.nodes = nodes;
        budget = new(beyondQuorum);
        Context = new()
        {
            Cluster = nodes.Cluster,
            Roles = this,
            Faults = this,
            Clock = new(TimeProvider.System),
            Random = Randomness.FromSeed(1),
            AnswersAsync = AnswersAsync,
        };
    }

    public NemesisContext Context { get; }

    public string? Leader => "n1";

    public IReadOnlyList<string> Voters => [.. nodes.Cluster.Nodes.Select(node => node.Name)];

    public IReadOnlyList<FaultRecord> Faults => [.. records.Values];

    void IFaultLog.Record(FaultRecord fault) => records[fault.Id] = fault;

    public INemesis Create(string argument)
    {
        var nemesis = NemesisArguments.Parse(argument).Single().Create(budget);
        Assert.Null(nemesis.WhyUnavailable(nodes.Cluster));
        return nemesis;
    }

    public ValueTask<Completion> BeginAsync(INemesis nemesis) => nemesis.InvokeAsync(
        Context, new(FaultCycle.BeginOf(nemesis.Name), null, Value.Of(0)), TestContext.Current.CancellationToken);

    /// <summary>Begins one fault, holds it for a moment, ends it, and returns its record.</summary>
    public async Task<FaultRecord> BeginAndEndAsync(string argument)
    {
        var nemesis = Create(argument);
        await BeginAsync(nemesis);
        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, TestContext.Current.CancellationToken);
        await nemesis.HealAsync(Context, TestContext.Current.CancellationToken);
        return Assert.Single(Faults);
    }

    public async ValueTask<bool> AnswersAsync(string node, TimeSpan timeout, CancellationToken token)
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
