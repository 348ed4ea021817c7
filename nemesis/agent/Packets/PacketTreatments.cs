using System.Net;

namespace Chaos.Agent;

/// <summary>
/// Rules that send the packets of treated sources to the delay line, and the delay line. The line is there before the first rule, and goes
/// after the last one. Safe for concurrent use.
/// </summary>
internal sealed class PacketTreatments(AgentClock clock) : IPacketTreatments, IDisposable
{
    private readonly Lock gate = new();
    private readonly NftTable table = new(AgentProtocol.PacketTable);
    private readonly HashSet<IPAddress> queued = [];
    private DelayLine? line;
    private bool? native;
    private bool copying;

    /// <inheritdoc/>
    public IReadOnlyList<TreatedTraffic> Apply(IReadOnlyList<TreatedSource> sources)
    {
        lock (gate)
        {
            if (sources.Count == 0)
            {
                End();
                return State();
            }

            native ??= FindQueue();
            var wanted = sources.Select(source => IPAddress.Parse(source.Address)).ToHashSet();
            var copies = sources.Any(source => source.Duplicate > 0);
            line ??= new DelayLine(new PacketQueue(), clock);
            line.Set(sources);
            if (!queued.SetEquals(wanted) || copies != copying)
                Commit(wanted, copies);
            return Checked(wanted);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<TreatedTraffic> Read()
    {
        lock (gate)
            return State();
    }

    /// <inheritdoc/>
    public void DropHeld(IEnumerable<IPAddress> sources)
    {
        lock (gate)
        {
            foreach (var source in sources)
                line?.Drop(source);
        }
    }

    /// <inheritdoc/>
    public void Clear()
    {
        lock (gate)
            End();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        line?.Dispose();
        table.Dispose();
    }

    private static bool FindQueue()
    {
        if (PacketSupport.TryNativeQueue() is null)
            return true;
        return PacketSupport.TryCompatibleQueue() is not { } missing
            ? false
            : throw new AgentException(
                "Neither nf_tables (CONFIG_NFT_QUEUE) nor iptables (CONFIG_NFT_COMPAT, CONFIG_NETFILTER_XT_TARGET_NFQUEUE) can queue packets "
                + $"(errno {missing.Errno}).");
    }

    private void Commit(HashSet<IPAddress> wanted, bool copies)
    {
        if (copies && PacketSupport.TryCopies(native!.Value) is { } missing)
            throw new AgentException($"This kernel cannot copy packets (CONFIG_NFT_DUP_IPV4, errno {missing.Errno}).");
        // What is in the kernel is not known until the answer is there.
        queued.Clear();
        var batch = TreatMessages.Replace(table.Name, wanted, native!.Value, copies, out var changes);
        table.Commit(batch, changes, $"Treating packets of {wanted.Count} sources");
        queued.UnionWith(wanted);
        copying = copies;
    }

    private void End()
    {
        table.Remove();
        queued.Clear();
        line?.Dispose();
        line = null;
    }

    private List<TreatedTraffic> Checked(HashSet<IPAddress> wanted)
    {
        var state = State();
        return state.Count == wanted.Count && state.All(s => wanted.Contains(IPAddress.Parse(s.Address)))
            ? state
            : throw NftTable.Meddled($"Asked the kernel to queue packets of {wanted.Count} sources and found {state.Count} rules, not the same");
    }

    private List<TreatedTraffic> State() =>
    [
        .. table.List(TreatMessages.ListRules(table.Name), TreatMessages.ReadSource)
            .OfType<IPAddress>()
            .Select(source => line?.Of(source) ?? new TreatedTraffic(source.ToString(), 0, 0, 0, 0, 0, 0)),
    ];
}
