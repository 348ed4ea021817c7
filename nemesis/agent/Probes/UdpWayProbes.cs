using System.Net;

namespace Chaos.Agent;

/// <summary>Sends timed datagrams from, and measures those that arrive at, one UDP port.</summary>
internal sealed class UdpWayProbes : IWayProbes, IDisposable
{
    private const int RoomBytes = 1 << 22, HeaderBytes = 28;

    private readonly TimedTally tally = new();
    private readonly ProbeSocket socket;
    private readonly AgentClock clock;

    /// <summary>Listens from now on.</summary>
    /// <exception cref="AgentException">The port is taken.</exception>
    public UdpWayProbes(AgentClock clock, int port)
    {
        this.clock = clock;
        socket = new ProbeSocket(port, TimedDatagram.MostBytes, Count).WithRoomFor(RoomBytes).Listen();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProbeSent>> SendAsync(
        long nonce, IReadOnlyList<IPAddress> targets, int count, TimeSpan interval, int bytes)
    {
        var sent = targets.Select(t => new ProbeSent(t.ToString(), 0)).ToArray();
        var datagram = new byte[bytes];
        for (var sequence = 0; sequence < count; sequence++)
        {
            if (sequence > 0 && interval > TimeSpan.Zero)
                await Task.Delay(interval, clock.Time);
            for (var i = 0; i < sent.Length; i++)
            {
                new TimedDatagram(nonce, sequence, clock.NowNs).WriteTo(datagram);
                sent[i] = socket.Send(sent[i], targets[i], datagram);
            }
        }

        return sent;
    }

    /// <inheritdoc/>
    public IReadOnlyList<MeasuredWay> Measured(long nonce) => tally.Of(nonce);

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();

    private void Count(IPAddress source, ReadOnlySpan<byte> bytes)
    {
        if (TimedDatagram.TryRead(bytes, out var datagram))
            tally.Add(source, datagram, bytes.Length + HeaderBytes, clock.NowNs);
    }
}
