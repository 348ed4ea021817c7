using System.Buffers;

namespace Chaos.Simulation;

/// <summary>All that happens between the machines: one queue of events, one network, one clock.</summary>
internal sealed class SimulationWorld : IVirtualEvents
{
    private readonly VirtualTime time;
    private readonly Randomness clientRandom;
    private readonly ArrayBufferWriter<byte> encoded = new();
    private SimulatedNode[] nodes = [];
    private long clientDraws;
    private long lastCall;

    public SimulationWorld(VirtualTime time, int nodeCount, SimulationWeather weather, Randomness random)
    {
        this.time = time;
        Weather = weather;
        Network = new(nodeCount, weather, random.For("network"));
        clientRandom = random.For("clients");
        time.Attach(this);
    }

    /// <summary>Encodes and decodes every message; null to pass them by reference.</summary>
    public IProgramCodec? Codec { get; set; }

    /// <summary>Keeps messages between nodes; null for none.</summary>
    public MessageTrace? Trace { get; set; }

    public EventQueue Queue { get; } = new();

    public SimulatedNetwork Network { get; }

    public SimulationWeather Weather { get; }

    public EventCounts Counts { get; } = new();

    public long NowNs => time.GetTimestamp();

    public long NextNs => Queue.NextNs;

    public IReadOnlyList<SimulatedNode> Nodes => nodes;

    public void Populate(SimulatedNode[] machines) => nodes = machines;

    public void Run(long limitNs)
    {
        while (Queue.NextNs <= limitNs && Queue.Count > 0)
        {
            Counts.Seen++;
            Counts.PendingSum += Queue.Count;
            time.AdvanceTo(Queue.Take(out var happening));
            Happen(happening);
            if (time.MustYield) return;
        }
    }

    public void Send(int from, int to, ProgramMessage message)
    {
        var traced = Trace?.Sent(NowNs, nodes[from].Name, nodes[to].Name, message);
        if (!Network.TrySend(from, to, NowNs, out var firstNs, out var secondNs)) return;
        if (Codec is not null) message = Copy(message);
        var happening = new SimulationEvent { Kind = SimulationEventKind.Message, Node = to, From = from, Content = message, Owner = traced };
        Queue.Add(firstNs, happening);
        if (secondNs > 0) Queue.Add(secondNs, happening);
    }

    public void SendDatagram(int from, int to, DatagramProbe probe, int number)
    {
        if (!Network.TrySend(from, to, NowNs, out var firstNs, out var secondNs)) return;
        var happening = new SimulationEvent
        {
            Kind = SimulationEventKind.Datagram,
            Node = to,
            From = from,
            Number = number,
            Owner = probe,
        };
        Queue.Add(firstNs, happening);
        if (secondNs > 0) Queue.Add(secondNs, happening);
    }

    /// <summary>A client's request sets out; answers with the number of the call.</summary>
    public long SendRequest(SimulatedConnection connection, int node, ProgramMessage request)
    {
        Queue.Add(AtClientDelay(), new()
        {
            Kind = SimulationEventKind.Request,
            Node = node,
            Number = ++lastCall,
            Content = request,
            Owner = connection,
        });
        return lastCall;
    }

    public void SendReply(SimulatedConnection connection, long call, ProgramMessage reply) => Queue.Add(AtClientDelay(), new()
    {
        Kind = SimulationEventKind.Reply,
        Number = call,
        From = (int)ProgramCallState.Answered,
        Content = reply,
        Owner = connection,
    });

    public void SendEnd(SimulatedConnection connection, long call, ProgramCallState state) => Queue.Add(AtClientDelay(), new()
    {
        Kind = SimulationEventKind.Reply,
        Number = call,
        From = (int)state,
        Owner = connection,
    });

    private void Happen(in SimulationEvent happening)
    {
        switch (happening.Kind)
        {
            case SimulationEventKind.Reply:
                ((SimulatedConnection)happening.Owner!).End(
                    happening.Number, (ProgramCallState)happening.From, (ProgramMessage?)happening.Content);
                break;
            case SimulationEventKind.Datagram:
                if (!Network.IsCut(happening.From, happening.Node, NowNs))
                    ((DatagramProbe)happening.Owner!).Arrived(happening.From, happening.Node, (int)happening.Number, NowNs);
                break;
            case SimulationEventKind.Message when Network.IsCut(happening.From, happening.Node, NowNs):
                break; // the cut came while it was on its way
            default:
                if (happening is { Kind: SimulationEventKind.Message, Owner: MessageRecord?[] traced }) MessageTrace.Arrived(traced, NowNs);
                nodes[happening.Node].Happen(happening);
                break;
        }
    }

    private ProgramMessage Copy(ProgramMessage message)
    {
        encoded.ResetWrittenCount();
        Codec!.Encode(message, encoded);
        return Codec.Decode(encoded.WrittenSpan);
    }

    private long AtClientDelay() => NowNs + Weather.ClientDelay.Draw((uint)clientRandom.Bits(clientDraws++));
}
