namespace Chaos.Checking;

/// <summary>
/// Follows a run that is still going and tells the first violation of linearizability as soon as it is certain. It goes from return to
/// return like the search, with the same configurations, but breadth first: of each object it keeps the configurations that its past
/// allows, never the past itself. A return waits until every operation that began before it has ended, because what an operation
/// gave is needed to order it; so memory follows the operations in flight, and an object that is at rest is down to its possible states.
/// </summary>
/// <remarks>
/// An object whose configurations grow beyond the limits is not followed further, and so is every new object beyond the limit of
/// objects: then a violation may be missed here, but none is ever invented. The verdict on a run is that of
/// <see cref="LinearizabilityChecker"/> on the whole history. Not safe for several threads at once.
/// </remarks>
public sealed class OnlineChecker
{
    private readonly IModel model;
    private readonly OnlineLimits limits;
    private readonly Dictionary<string, KeyFollower> followers = new(StringComparer.Ordinal);
    private readonly Dictionary<int, (KeyFollower Follower, PendingCall Call)> open = [];

    /// <summary>Starts at the begin of a run.</summary>
    /// <param name="model">The model.</param>
    /// <param name="limits">What it may hold; null for the defaults.</param>
    public OnlineChecker(IModel model, OnlineLimits? limits = null)
    {
        this.model = model;
        this.limits = limits ?? new OnlineLimits();
    }

    /// <summary>The first violation; null while there is none. Nothing is followed after it.</summary>
    public OnlineViolation? Violation { get; private set; }

    /// <summary>How many objects are followed.</summary>
    public int Followed => followers.Count - GivenUp;

    /// <summary>How many objects are not followed any more, because they became too large.</summary>
    public int GivenUp { get; private set; }

    /// <summary>How many objects were never followed, because there were too many.</summary>
    public long Refused { get; private set; }

    /// <summary>How many configurations all objects hold together.</summary>
    public long Configurations { get; private set; }

    /// <summary>Takes the next entry of the history, in order. Notes and nemesis operations are passed over.</summary>
    /// <exception cref="HistoryFormatException">The operation is none of the model's.</exception>
    public void Observe(in Operation entry)
    {
        if (Violation is not null || !entry.IsClient) return;
        if (entry.Type is OperationType.Invoke) Begin(entry);
        else if (open.Remove(entry.Process, out var pending)) End(pending.Follower, pending.Call, entry);
    }

    private void Begin(in Operation invocation)
    {
        var key = model.KeyOf(invocation) ?? "";
        if (!followers.TryGetValue(key, out var follower))
        {
            if (followers.Count >= limits.Objects)
            {
                Refused++;
                return;
            }

            followers[key] = follower = new KeyFollower(model, limits);
            Configurations += follower.Configurations;
        }

        if (follower.IsGivenUp) return;
        open[invocation.Process] = (follower, follower.Begin(invocation));
    }

    private void End(KeyFollower follower, PendingCall call, in Operation completion)
    {
        if (follower.IsGivenUp) return;
        var before = follower.Configurations;
        var refused = follower.End(call, completion);
        Configurations += follower.Configurations - before;
        if (follower.IsGivenUp) GivenUp++;
        if (refused is not null) Violation = ViolationOf(refused);
    }

    private static OnlineViolation ViolationOf(PendingCall call)
    {
        var end = call.Completion!.Value;
        return new OnlineViolation(
            call.Invocation.Key,
            $"{ViolationText.Subject(call.Invocation)} at {ViolationText.Seconds(call.Invocation.TimeNs)} "
            + $"({CallWords.Whole(call.Invocation, end)}) fits no order of what came before it",
            end.Index,
            end.TimeNs);
    }
}
