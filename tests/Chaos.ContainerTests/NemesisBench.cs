using Chaos.Clusters;
using Chaos.Nemeses;
using Xunit;

namespace Chaos.ContainerTests;

/// <summary>Drives nemeses by hand on real nodes; n1 counts as the leader.</summary>
internal sealed class NemesisBench(DockerCluster cluster) : IRoleView, IFaultLog
{
    private static readonly HttpClient Http = new();
    private readonly FaultBudget budget = new();
    private readonly Dictionary<string, FaultRecord> records = [];
    private readonly CancellationToken cancellationToken = TestContext.Current.CancellationToken;

    public string? Leader => "n1";

    public IReadOnlyList<string> Voters => [.. cluster.Nodes.Select(node => node.Name)];

    public IReadOnlyList<FaultRecord> Faults => [.. records.Values];

    void IFaultLog.Record(FaultRecord fault) => records[fault.Id] = fault;

    public INemesis Create(string argument)
    {
        var nemesis = NemesisArguments.Parse(argument).Single().Create(budget);
        Assert.Null(nemesis.WhyUnavailable(cluster));
        return nemesis;
    }

    public ValueTask<Completion> BeginAsync(INemesis nemesis) =>
        nemesis.InvokeAsync(Context(), new(FaultCycle.BeginOf(nemesis.Name), null, Value.Of(0)), cancellationToken);

    public ValueTask HealAsync(INemesis nemesis) => nemesis.HealAsync(Context(), cancellationToken);

    public async Task<bool> AnswersAsync(string node) => await AnswersAsync(node, TimeSpan.FromSeconds(1), cancellationToken);

    private NemesisContext Context() => new()
    {
        Cluster = cluster,
        Roles = this,
        Faults = this,
        Clock = new(TimeProvider.System),
        Random = Randomness.FromSeed(1),
        AnswersAsync = AnswersAsync,
    };

    private async ValueTask<bool> AnswersAsync(string node, TimeSpan timeout, CancellationToken token)
    {
        var endpoint = cluster.Nodes.First(n => n.Name == node).EndpointOf("client");
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
