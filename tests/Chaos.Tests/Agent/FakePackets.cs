using System.Globalization;
using System.Net;
using Chaos.Agent;

namespace Chaos.Tests.Agent;

/// <summary>Treats and measures nothing, and writes down what it was asked for.</summary>
internal sealed class FakePackets(List<string> log) : IPacketTreatments, IWayProbes
{
    private IReadOnlyList<TreatedSource> treated = [];

    public IReadOnlyList<TreatedTraffic> Apply(IReadOnlyList<TreatedSource> sources)
    {
        log.AddRange(sources.Select(source => string.Create(
            CultureInfo.InvariantCulture, $"packets: treat {source.Address} {source.DelayUs} {source.Loss}")));
        treated = sources;
        return Read();
    }

    public IReadOnlyList<TreatedTraffic> Read() => [.. treated.Select(source => new TreatedTraffic(source.Address, 0, 0, 0, 0, 0, 0))];

    public void DropHeld(IEnumerable<IPAddress> sources) => log.Add($"drop held {string.Join(",", sources)}");

    public void Clear()
    {
        log.Add("packets: clear");
        treated = [];
    }

    public Task<IReadOnlyList<ProbeSent>> SendAsync(long nonce, IReadOnlyList<IPAddress> targets, int count, TimeSpan interval, int bytes)
    {
        log.Add($"packets: measure {nonce} {bytes}");
        return Task.FromResult<IReadOnlyList<ProbeSent>>([.. targets.Select(target => new ProbeSent(target.ToString(), count))]);
    }

    public IReadOnlyList<MeasuredWay> Measured(long nonce) => [];
}
