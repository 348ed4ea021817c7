using System.Buffers.Binary;

namespace Chaos.Consensus.Host;

/// <summary>
/// One node as a process: a program and the world that it sees. One thread calls the program; sockets, timers and flushes become events
/// for that thread.
/// </summary>
internal sealed class NodeProcess : IProgramHost, IAsyncDisposable
{
    private readonly NodeArguments arguments;
    private readonly TimeProvider time;
    private readonly NodeOutput log;
    private readonly IProgramCodec codec;
    private readonly IProgram program;
    private readonly NodeEvents events = new();
    private readonly NodeTimers timers;
    private readonly NodeFlusher flusher;
    private readonly NodeDisk disk;
    private readonly PeerSender?[] peers;
    private readonly NodeListener listener;
    private readonly Dictionary<long, (ClientConnection Client, long Call)> calls = [];
    private readonly Randomness random;
    private ProgramMessage? lastSent;
    private byte[] lastFrame = [];
    private long draws;
    private long lastCall;

    private NodeProcess(NodeArguments arguments, TimeProvider time, NodeOutput log, Action<string> die)
    {
        (this.arguments, this.time, this.log) = (arguments, time, log);
        var recipe = arguments.System.Create(arguments.Options);
        codec = recipe.Codec;
        random = Randomness.FromSeed(MachineNoise());
        // No life of this node may give a call a number that another gave: they begin far apart.
        lastCall = (long)(random.For("calls").Bits() >> 2);
        timers = new(time);
        flusher = new(flush => events.Add(new(NodeEventKind.Flushed, flush)), why => die($"ended: the disk answered {why}"));
        disk = new(arguments.DataDirectory, flusher);
        var hello = new WireHello(arguments.System.Name, arguments.Place.Self);
        peers = [.. arguments.Endpoints.Select((endpoint, i) => i == arguments.Place.Self ? null : new PeerSender(endpoint, hello, time))];
        program = recipe.Create(arguments.Place, this);
        listener = new(arguments, events, log);
    }

    public long MonotonicNs => timers.NowNs;

    public long WallNs => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;

    /// <summary>Opens the disk and the port; nothing happens yet.</summary>
    /// <param name="arguments">What it is told.</param>
    /// <param name="time">Clocks.</param>
    /// <param name="log">Its log.</param>
    /// <param name="die">Ends the process at once, called with the last line of the log.</param>
    public static NodeProcess Create(NodeArguments arguments, TimeProvider time, NodeOutput log, Action<string> die) =>
        new(arguments, time, log, die);

    /// <summary>Runs the program on this thread; the answer is the exit code.</summary>
    public int Run()
    {
        try
        {
            log.Write($"{arguments.System.Name} node {arguments.Place.Nodes[arguments.Place.Self]} starts");
            flusher.Start();
            program.Start();
            while (true)
            {
                if (events.TryTake(timers.UntilNext(), out var next))
                {
                    if (next.Kind is NodeEventKind.Stop) return 0;
                    Happen(next);
                }

                while (timers.TryTakeDue(out var timer)) program.TimerFired(timer);
            }
        }
        catch (DiskRefusedException e)
        {
            log.Write($"ended: the disk answered {e.Message}");
            return 1;
        }
        catch (Exception e)
        {
            log.Write($"crashed: {e.GetType().Name}: {e.Message} {e.StackTrace}");
            return 70;
        }
    }

    /// <summary>Lets <see cref="Run"/> return.</summary>
    public void Stop() => events.Add(new(NodeEventKind.Stop, 0));

    public async ValueTask DisposeAsync()
    {
        await listener.DisposeAsync();
        foreach (var peer in peers)
        {
            if (peer is not null) await peer.DisposeAsync();
        }

        flusher.Dispose();
        disk.Dispose();
        events.Dispose();
    }

    public ulong NextRandom() => random.Bits(draws++);

    public void Send(int to, ProgramMessage message)
    {
        // One message often goes to all.
        if (!ReferenceEquals(message, lastSent))
        {
            lastFrame = WireFrame.OfMessage(codec, message);
            lastSent = message;
        }

        peers[to]?.Send(lastFrame);
    }

    public void SetTimer(int timer, long afterNs) => timers.Set(timer, afterNs);

    public void CancelTimer(int timer) => timers.Cancel(timer);

    public ReadOnlySpan<byte> Read(int file) => disk.Read(file);

    public void Append(int file, ReadOnlySpan<byte> bytes) => disk.Append(file, bytes);

    public void Replace(int file, ReadOnlySpan<byte> bytes) => disk.Replace(file, bytes);

    public long Flush() => disk.Flush();

    public void Reply(long call, ProgramMessage reply)
    {
        if (calls.Remove(call, out var waiting)) waiting.Client.Send(WireFrame.OfCall(codec, waiting.Call, reply));
    }

    public void Log(string line) => log.Write(line);

    private void Happen(in NodeEvent happening)
    {
        switch (happening.Kind)
        {
            case NodeEventKind.Message:
                if (Decode(happening) is { } message) program.Receive((int)happening.Number, message);
                break;
            case NodeEventKind.Flushed:
                program.Flushed(happening.Number);
                break;
            case NodeEventKind.Request:
                if (Decode(happening) is not { } request) break;
                calls.Add(++lastCall, (happening.Client!, happening.Number));
                program.Request(lastCall, request);
                break;
            case NodeEventKind.ClientGone:
                var client = happening.Client;
                foreach (var (call, _) in calls.Where(call => call.Value.Client == client).ToArray()) calls.Remove(call);
                break;
        }
    }

    private ProgramMessage? Decode(in NodeEvent happening)
    {
        try
        {
            return codec.Decode(happening.Content);
        }
        catch (FormatException e)
        {
            log.Write($"ignored {happening.Content!.Length} bytes that are no {happening.Kind}: {e.Message}");
            return null;
        }
    }

    // The libraries for secrets need others beside them, which a static program has not; the kernel's own source will do.
    private static ulong MachineNoise()
    {
        var bytes = new byte[8];
        using var source = File.OpenRead("/dev/urandom");
        source.ReadExactly(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }
}
