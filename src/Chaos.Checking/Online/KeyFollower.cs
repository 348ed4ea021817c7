using System.Numerics;

namespace Chaos.Checking;

/// <summary>Follows one object: what waits for others to end, and the configurations that all before it allows.</summary>
internal sealed class KeyFollower
{
    private readonly IModel model;
    private readonly OnlineLimits limits;
    private readonly Queue<(PendingCall Call, bool IsEnd)> waiting = [];
    private readonly List<PendingCall> pending = [];
    private readonly List<(PendingCall Sample, int Available)> openKinds = [];
    private OnlineConfiguration[] frontier;
    private ulong freeBits = ulong.MaxValue;

    /// <summary>Starts with an object in its initial state.</summary>
    public KeyFollower(IModel model, OnlineLimits limits)
    {
        this.model = model;
        this.limits = limits;
        frontier = [new OnlineConfiguration(0, model.Initial, [])];
    }

    /// <summary>Whether it became too large to be followed.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>How many configurations it holds.</summary>
    public int Configurations => frontier.Length;

    /// <summary>An operation begins.</summary>
    public PendingCall Begin(in Operation invocation)
    {
        var call = new PendingCall(invocation);
        waiting.Enqueue((call, false));
        if (waiting.Count > limits.Waiting) GiveUp();
        return call;
    }

    /// <summary>An operation ends. Answers a call that cannot have happened, or null.</summary>
    public PendingCall? End(PendingCall call, in Operation completion)
    {
        call.Completion = completion;
        waiting.Enqueue((call, true));
        while (!IsGivenUp && waiting.TryPeek(out var next) && next.Call.Completion is { } end)
        {
            waiting.Dequeue();
            if (!next.IsEnd) Enter(next.Call, end);
            else if (next.Call.Bit != 0 && !Pass(next.Call)) return IsGivenUp ? null : next.Call;
        }

        return null;
    }

    // The outcome is known by now: what certainly never happened is left out, what nobody knows may happen from here on.
    private void Enter(PendingCall call, in Operation end)
    {
        var observing = model as IObservingModel;
        if (end.Type is OperationType.Info)
        {
            if (observing?.IsObservation(call.Invocation, null) is not true) AddOpen(call);
            return;
        }

        call.IsObservation = observing?.IsObservation(call.Invocation, end) is true;
        if (end.Type is OperationType.Fail && !call.IsObservation) return;
        if (freeBits == 0)
        {
            GiveUp();
            return;
        }

        call.Bit = 1UL << BitOperations.TrailingZeroCount(freeBits);
        freeBits &= ~call.Bit;
        pending.Add(call);
    }

    private void AddOpen(PendingCall call)
    {
        var kind = openKinds.FindIndex(other =>
            other.Sample.Invocation.F == call.Invocation.F && other.Sample.Invocation.Value == call.Invocation.Value);
        if (kind < 0) openKinds.Add((call, 1));
        else openKinds[kind] = (openKinds[kind].Sample, openKinds[kind].Available + 1);
    }

    // Every way in which the returning call can have taken effect by now; false where there is none, or there are too many.
    private bool Pass(PendingCall returning)
    {
        var met = new OnlineFrontier();
        var passed = new OnlineFrontier();
        var open = new Stack<OnlineConfiguration>();
        foreach (var configuration in frontier) Meet(configuration);
        while (open.TryPop(out var place))
        {
            if ((place.Done & returning.Bit) != 0)
            {
                passed.Add(place with { Done = place.Done & ~returning.Bit });
                continue;
            }

            if (met.Count > limits.ConfigurationsPerReturn)
            {
                GiveUp();
                return false;
            }

            foreach (var call in pending)
            {
                if (call.IsObservation || (place.Done & call.Bit) != 0) continue;
                var step = model.Apply(place.State, call.Invocation, call.Completion);
                if (step.IsLegal) Meet(place with { Done = place.Done | call.Bit, State = step.State });
            }

            for (var kind = 0; kind < openKinds.Count; kind++)
            {
                if (place.UsedOf(kind) >= openKinds[kind].Available) continue;
                var step = model.Apply(place.State, openKinds[kind].Sample.Invocation, null);
                if (step.IsLegal && step.State != place.State) Meet(place.Using(kind, step.State));
            }
        }

        pending.Remove(returning);
        freeBits |= returning.Bit;
        frontier = [.. passed.All];
        return frontier.Length > 0;

        void Meet(OnlineConfiguration configuration)
        {
            configuration = WithObservations(configuration);
            if (met.Add(configuration)) open.Push(configuration);
        }
    }

    // An observation is taken as soon as it is legal: it changes nothing, and is legal nowhere better.
    private OnlineConfiguration WithObservations(OnlineConfiguration configuration)
    {
        var done = configuration.Done;
        foreach (var call in pending)
            if (call.IsObservation && (done & call.Bit) == 0 && model.Apply(configuration.State, call.Invocation, call.Completion).IsLegal)
                done |= call.Bit;
        return done == configuration.Done ? configuration : configuration with { Done = done };
    }

    private void GiveUp()
    {
        IsGivenUp = true;
        waiting.Clear();
        pending.Clear();
        openKinds.Clear();
        frontier = [];
    }
}
