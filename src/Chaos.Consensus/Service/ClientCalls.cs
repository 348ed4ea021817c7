namespace Chaos.Consensus;

/// <summary>
/// The commands of clients that a node has taken on, until they are answered. A command may be passed on several times, after a change of
/// leader or when nothing comes back; its session makes that exactly-once (Ongaro's thesis, section 6.3).
/// </summary>
/// <param name="host">The node's world.</param>
/// <param name="timer">The timer that it uses.</param>
/// <param name="retryNs">From one look at what is open to the next, ns; what was passed on is passed on again after twice that.</param>
/// <param name="requestNs">How long a command is tried, ns.</param>
/// <param name="passOn">Passes on, and marks the call as given where there is anybody who could carry it out.</param>
internal sealed class ClientCalls(IProgramHost host, int timer, long retryNs, long requestNs, Action<PendingCall> passOn)
{
    private readonly Dictionary<long, PendingCall> pending = [];
    private bool timerIsSet;

    /// <summary>The call with this number, if it is not answered yet.</summary>
    public PendingCall? Find(long call) => pending.GetValueOrDefault(call);

    public void TakeOn(long call, KeyValueCommand command)
    {
        var taken = new PendingCall(call, command, host.MonotonicNs);
        pending.Add(call, taken);
        passOn(taken);
        if (timerIsSet || !pending.ContainsKey(call)) return;
        timerIsSet = true;
        host.SetTimer(timer, retryNs);
    }

    public void PassOnAll()
    {
        foreach (var call in pending.Values.ToArray()) passOn(call);
    }

    /// <summary>Answers a call, unless that was done before.</summary>
    public void Answer(long call, KeyValueResult result)
    {
        if (pending.Remove(call)) host.Reply(call, new ClientReply(result));
    }

    /// <summary>The timer has run out.</summary>
    public void OnTimer()
    {
        var nowNs = host.MonotonicNs;
        foreach (var call in pending.Values.ToArray())
        {
            if (nowNs - call.StartedNs >= requestNs)
                Answer(call.Call, new(call.IsGiven ? ReplyStatus.Uncertain : ReplyStatus.NotServed, default, 0));
            else if (nowNs - call.PassedNs >= 2 * retryNs && MayRepeat(call))
                passOn(call);
        }

        timerIsSet = pending.Count > 0;
        if (timerIsSet) host.SetTimer(timer, retryNs);
    }

    // Without a session a second copy would take effect again.
    private static bool MayRepeat(PendingCall call) =>
        !call.IsGiven || call.Command.Session != 0 || call.Command.Action is KeyValueAction.Read or KeyValueAction.OpenSession;
}
