using System.Net;

namespace Chaos.Agent;

/// <summary>Sends probes from, and counts those that arrive at, one UDP port.</summary>
internal sealed class UdpProbes : IProbes, IDisposable
{
    private readonly ProbeTally tally = new();
    private readonly ProbeSocket socket;
    private readonly AgentClock clock;

    /// <summary>Listens from now on.</summary>
    /// <exception cref="AgentException">The port is taken.</exception>
    public UdpProbes(AgentClock clock, int port)
    {
        this.clock = clock;
        socket = new ProbeSocket(port, ProbeDatagram.Bytes, Count).Listen();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProbeSent>> SendAsync(long nonce, IReadOnlyList<IPAddress> targets, int count, TimeSpan interval)
    {
        var sent = targets.Select(t => new ProbeSent(t.ToString(), 0)).ToArray();
        for (var sequence = 0; sequence < count; sequence++)
        {
            if (sequence > 0 && interval > TimeSpan.Zero)
                await Task.Delay(interval, clock.Time);
            var bytes = new ProbeDatagram(nonce, sequence).ToArray();
            for (var i = 0; i < sent.Length; i++)
                sent[i] = socket.Send(sent[i], targets[i], bytes);
        }

        return sent;
    }

    /// <inheritdoc/>
    public IReadOnlyList<ProbeSeen> Seen(long nonce) => tally.Of(nonce);

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();

    private void Count(IPAddress source, ReadOnlySpan<byte> bytes)
    {
        if (ProbeDatagram.TryRead(bytes, out var datagram))
            tally.Add(source, datagram, clock.NowNs);
    }
}
