using System.Buffers.Binary;
using System.Net;

namespace Chaos.Agent;

/// <summary>
/// Holds packets in the kernel's queue until each is due, on a thread of its own: the agent's answer to kernels without netem, and the
/// same behaviour on those with it. Safe for concurrent use.
/// </summary>
internal sealed class DelayLine : IDisposable
{
    private const long LateNs = 1_000_000, MostNapNs = 20_000_000;
    private const int MostAtOnce = 512;

    private readonly Lock gate = new();
    private readonly Dictionary<uint, LinkShaper> shapers = [];
    private readonly IPacketQueue queue;
    private readonly AgentClock clock;
    private readonly PacketDice dice;
    private readonly Thread thread;
    private PriorityQueue<HeldPacket, (long DueNs, long Order)> held = new();
    private long order;
    private bool stopping;

    /// <summary>Begins to serve the queue; it owns it.</summary>
    public DelayLine(IPacketQueue queue, AgentClock clock)
    {
        this.queue = queue;
        this.clock = clock;
        dice = new PacketDice((ulong)clock.NowNs);
        thread = new Thread(Serve) { IsBackground = true, Name = "delay line", Priority = ThreadPriority.Highest };
        thread.Start();
    }

    /// <summary>Treats these sources and no others. What is held of others goes on at once, in order.</summary>
    public void Set(IReadOnlyList<TreatedSource> sources)
    {
        lock (gate)
        {
            var wanted = sources.ToDictionary(source => KeyOf(IPAddress.Parse(source.Address)));
            foreach (var gone in shapers.Keys.Where(key => !wanted.ContainsKey(key)).ToList())
            {
                shapers.Remove(gone);
                Release(gone, accepted: true);
            }

            foreach (var (key, treatment) in wanted)
            {
                if (shapers.TryGetValue(key, out var shaper))
                    shaper.Treatment = treatment;
                else
                    shapers[key] = new LinkShaper(dice) { Treatment = treatment };
            }
        }
    }

    /// <summary>Drops what is held of a source: it has been cut off meanwhile.</summary>
    public void Drop(IPAddress source)
    {
        lock (gate)
            Release(KeyOf(source), accepted: false);
    }

    /// <summary>What happened to the packets of a source so far.</summary>
    public TreatedTraffic Of(IPAddress source)
    {
        lock (gate)
        {
            var key = KeyOf(source);
            return shapers.TryGetValue(key, out var shaper)
                ? new(
                    source.ToString(), shaper.Packets, shaper.Lost, shaper.Overflowed, shaper.Copied,
                    held.UnorderedItems.Count(item => item.Element.Source == key), shaper.Late)
                : new(source.ToString(), 0, 0, 0, 0, 0, 0);
        }
    }

    /// <summary>Lets everything go on and gives the queue back.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (stopping)
                return;
            stopping = true;
        }

        thread.Join();
        Set([]);
        // What came in meanwhile is not ours any more.
        while (queue.TryNext(out var id, out _, out _))
            queue.Decide(id, accepted: true, copied: false);
        queue.Flush();
        queue.Dispose();
    }

    private static uint KeyOf(IPAddress address) => BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());

    private void Serve()
    {
        while (true)
        {
            long napNs;
            lock (gate)
            {
                if (stopping)
                    return;
                Take();
                GoOn(clock.NowNs);
                queue.Flush();
                napNs = held.TryPeek(out _, out var next) ? next.DueNs - clock.NowNs : MostNapNs;
            }

            if (napNs > 0)
                queue.Wait(Math.Min(napNs, MostNapNs));
        }
    }

    private void Take()
    {
        for (var taken = 0; taken < MostAtOnce && queue.TryNext(out var id, out var source, out var bytes); taken++)
        {
            var nowNs = clock.NowNs;
            if (!shapers.TryGetValue(source, out var shaper))
                queue.Decide(id, accepted: true, copied: false);
            else if (shaper.Decide(nowNs, bytes) is { DueNs: { } dueNs } fate)
                held.Enqueue(new HeldPacket(id, source, dueNs, fate.Copied), (dueNs, order++));
            else
                queue.Decide(id, accepted: false, copied: false);
        }
    }

    private void GoOn(long nowNs)
    {
        while (held.TryPeek(out var packet, out var due) && due.DueNs <= nowNs)
        {
            held.Dequeue();
            if (nowNs - due.DueNs > LateNs && shapers.TryGetValue(packet.Source, out var shaper))
                shaper.Late++;
            queue.Decide(packet.Id, accepted: true, packet.Copied);
        }
    }

    private void Release(uint source, bool accepted)
    {
        var kept = new PriorityQueue<HeldPacket, (long DueNs, long Order)>();
        while (held.TryDequeue(out var packet, out var due))
        {
            if (packet.Source == source)
                queue.Decide(packet.Id, accepted, copied: false);
            else
                kept.Enqueue(packet, due);
        }

        held = kept;
        queue.Flush();
    }
}
