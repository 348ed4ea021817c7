using System.Net;
using System.Runtime.ExceptionServices;

namespace Chaos.Agent;

/// <summary>
/// Carries out requests. Everything up to the first wait of a request happens in the order of the requests; waits (between probes,
/// for the effect of a signal) let others pass.
/// </summary>
internal sealed class RequestHandler(
    AgentClock clock, Lease lease, ICuts cuts, IPodProcesses processes, IProbes probes, IDoctor doctor,
    IDisks disks, IWallClocks wallClocks, IFreezer freezer, NetworkRequests network)
{
    private const int LeastLeaseMs = 100, MostLeaseMs = 600_000;
    private const int MostDatagrams = 1000, MostIntervalMs = 10_000;
    private const int MostSettleMs = 60_000;
    private static readonly TimeSpan SettlePoll = TimeSpan.FromMilliseconds(2);

    /// <summary>Answers a request; never throws for what it asks.</summary>
    public async Task<AgentReply> HandleAsync(AgentRequest request)
    {
        var fromNs = clock.NowNs;
        var reply = new AgentReply { Id = request.Id, FromNs = fromNs, ToNs = fromNs, WallNs = 0 };
        try
        {
            reply = await CarryOutAsync(request, reply);
        }
        catch (Exception e) when (e is AgentException or FormatException)
        {
            reply = reply with { Error = e.Message };
        }
        catch (Exception e)
        {
            reply = reply with { Error = $"The agent failed at this request, which is a defect of its own: {e.GetType().Name}: {e.Message}" };
        }

        return reply with { ToNs = clock.NowNs, WallNs = clock.WallNs };
    }

    /// <summary>The answer to a line that is no request.</summary>
    public AgentReply Refuse(long id, string error)
    {
        var now = clock.NowNs;
        return new AgentReply { Id = id, FromNs = now, ToNs = now, WallNs = clock.WallNs, Error = error };
    }

    /// <summary>Ends every fault of the network and of the clocks, then every process of the pod where the agent owns it.</summary>
    /// <exception cref="AgentException">Something could not be ended; all the rest was.</exception>
    public void Clear()
    {
        ExceptionDispatchInfo? first = null;
        foreach (var end in new Action[] { cuts.Clear, network.Clear, wallClocks.Clear, EndProcesses, freezer.Thaw })
        {
            try
            {
                end();
            }
            catch (Exception e)
            {
                first ??= ExceptionDispatchInfo.Capture(e);
            }
        }

        first?.Throw();
    }

    private void EndProcesses()
    {
        // Stopped processes die of it too, frozen ones when they are thawed.
        if (Environment.ProcessId == 1)
            processes.Send(AgentSignal.Kill, null);
    }

    private async Task<AgentReply> CarryOutAsync(AgentRequest request, AgentReply reply)
    {
        switch (request)
        {
            case AgentRequest.Hello:
                return reply with { Identity = doctor.Identify(lease.Ms) };
            case AgentRequest.Clock:
                return reply;
            case AgentRequest.Lease wish:
                lease.Renew(RequestChecks.Within(wish.Ms, LeastLeaseMs, MostLeaseMs, "ms of a lease"));
                return reply;
            case AgentRequest.Cut cut:
                return reply with { Cut = Cut(RequestChecks.Addresses(cut.Sources)) };
            case AgentRequest.CutState:
                return reply with { Cut = cuts.Read() };
            case AgentRequest.Heal:
                cuts.Clear();
                return reply with { Cut = cuts.Read() };
            case AgentRequest.Probe probe:
                return reply with { Sent = await SendAsync(probe) };
            case AgentRequest.Seen seen:
                return reply with { Seen = probes.Seen(seen.Nonce) };
            case AgentRequest.Processes:
                return reply with { Processes = Listed() };
            case AgentRequest.Signal signal:
                return await SignalAsync(signal, reply);
            case AgentRequest.SetWall wish:
                return WallRequests.Set(wallClocks, wish, reply);
            case AgentRequest.ReadWall:
                return reply with { Wall = wallClocks.Read() };
            case AgentRequest.Freeze:
                await freezer.FreezeAsync();
                return reply with { Processes = Listed() };
            case AgentRequest.Thaw:
                freezer.Thaw();
                return reply with { Processes = Listed() };
            case AgentRequest.Doctor:
                return reply with { Findings = await doctor.ExamineAsync() };
            case AgentRequest.Network wish:
                return await network.CarryOutAsync(wish, reply);
            case AgentRequest.Disk disk:
                return await disks.CarryOutAsync(disk, reply);
            case AgentRequest.Stop:
                Clear();
                return reply;
            default:
                throw new AgentException($"This agent does not know the request {request.GetType().Name}.");
        }
    }

    private IReadOnlyList<CutSource> Cut(List<IPAddress> sources)
    {
        var inForce = cuts.Apply(sources);
        network.DropHeld(sources);
        return inForce;
    }

    private Task<IReadOnlyList<ProbeSent>> SendAsync(AgentRequest.Probe probe) => probes.SendAsync(
        probe.Nonce,
        [.. RequestChecks.Addresses(probe.Targets)],
        RequestChecks.Within(probe.Count, 1, MostDatagrams, "datagrams to each target"),
        TimeSpan.FromMilliseconds(RequestChecks.Within(probe.IntervalMs, 0, MostIntervalMs, "ms between datagrams")));

    private async Task<AgentReply> SignalAsync(AgentRequest.Signal request, AgentReply reply)
    {
        var settle = TimeSpan.FromMilliseconds(RequestChecks.Within(request.SettleMs, 0, MostSettleMs, "ms to settle"));
        if (request.Pids is { } pids && pids.FirstOrDefault(p => p < 2, 2) is var pid and < 2)
        {
            throw new AgentException(
                $"Process {pid} cannot be signalled: expected ids from 2 on (1 is the agent). Leave pids out to signal all.");
        }

        processes.Send(request.Number, request.Pids);
        // What is frozen may not die; what has the signal already runs nothing of its own any more.
        if (request.Number is AgentSignal.Kill)
            freezer.Thaw();
        var left = await SettledAsync(request, settle);
        return reply with
        {
            Processes = Listed(),
            Error = left.Count == 0
                ? null
                : $"{request.Number} shows no effect on {left.Count} processes after {request.SettleMs} ms: "
                    + $"{string.Join(", ", left)}. They may wait for a disk.",
        };
    }

    private IReadOnlyList<AgentProcess> Listed()
    {
        var all = processes.List();
        return freezer.IsFrozen ? [.. all.Select(process => process with { State = AgentProcess.Frozen })] : all;
    }

    private async Task<IReadOnlyList<int>> SettledAsync(AgentRequest.Signal request, TimeSpan settle)
    {
        if (settle == TimeSpan.Zero)
            return [];
        var began = clock.Time.GetTimestamp();
        while (true)
        {
            var left = processes.Unaffected(request.Number, request.Pids);
            if (left.Count == 0 || clock.Time.GetElapsedTime(began) >= settle)
                return left;
            await Task.Delay(SettlePoll, clock.Time);
        }
    }
}
