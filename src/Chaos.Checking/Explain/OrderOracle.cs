using System.Numerics;

namespace Chaos.Checking;

/// <summary>
/// Tries every order of a few calls that agrees with real time (Wing and Gong, Testing and verifying concurrent objects, 1993),
/// remembering only which sets of calls in which state it has been at. It shares nothing with the engines but the model: no prunings, no
/// numbering of values, no slots. So it can confirm what they say, and tell how far an order gets.
/// </summary>
internal sealed class OrderOracle
{
    /// <summary>The most calls that it takes.</summary>
    public const int MaxCalls = 64;

    private const int MaxPlaces = 100_000;
    private const int PollInterval = 1_024;
    private readonly IModel model;
    private readonly ObjectHistory part;
    private readonly Allowance? allowance;
    private readonly ulong[] earlier;
    private int visits;
    private readonly ulong completed;
    private readonly Dictionary<Place, (Place From, int Call)> seen = [];
    private Place best;

    private OrderOracle(IModel model, ObjectHistory part, Allowance? allowance)
    {
        this.model = model;
        this.allowance = allowance;
        this.part = part;
        var calls = part.Calls;
        earlier = new ulong[calls.Count];
        for (var i = 0; i < calls.Count; i++)
        {
            if (!calls[i].IsOpen) completed |= 1UL << i;
            for (var j = 0; j < calls.Count; j++)
                if (calls[j].Return < calls[i].Invoke) earlier[i] |= 1UL << j;
        }
    }

    /// <summary>Looks for a legal order of an object's calls; gives up where the allowance, if there is one, has run out.</summary>
    public static OracleFinding Ask(IModel model, ObjectHistory part, Allowance? allowance = null) =>
        part.Calls.Count > MaxCalls ? new OracleFinding(null, [], []) : new OrderOracle(model, part, allowance).Search();

    private OracleFinding Search()
    {
        best = new Place(0, model.Initial);
        seen[best] = (best, -1);
        var open = new Stack<Place>([best]);
        while (open.TryPop(out var place))
        {
            if (IsFurther(place)) best = place;
            if ((place.Done & completed) == completed) return Report(true);
            if (seen.Count > MaxPlaces || (visits++ % PollInterval == 0 && allowance?.Exhausted() is not null)) return Report(null);
            for (var call = part.Calls.Count - 1; call >= 0; call--)
            {
                if (!MayComeNext(place, call) || Apply(place, call) is not { IsLegal: true } step) continue;
                var next = new Place(place.Done | (1UL << call), step.State);
                if (seen.TryAdd(next, (place, call))) open.Push(next);
            }
        }

        return Report(false);
    }

    // More completed calls are further; with as many, the shorter way to them is the plainer one.
    private bool IsFurther(Place place)
    {
        var (calls, most) = (BitOperations.PopCount(place.Done & completed), BitOperations.PopCount(best.Done & completed));
        return calls > most || (calls == most && BitOperations.PopCount(place.Done) < BitOperations.PopCount(best.Done));
    }

    private bool MayComeNext(Place place, int call) =>
        (place.Done & (1UL << call)) == 0 && (earlier[call] & ~place.Done) == 0;

    private ModelStep Apply(Place place, int call) =>
        model.Apply(place.State, part.Invocation(part.Calls[call]), part.Completion(part.Calls[call]));

    private OracleFinding Report(bool? isLegal)
    {
        var order = new List<(int Call, Value State)>();
        for (var place = best; seen[place] is (var from, >= 0 and var call); place = from) order.Add((call, place.State));
        order.Reverse();
        var refusals = new List<(int Call, string Reason)>();
        for (var call = 0; call < part.Calls.Count; call++)
        {
            if (!MayComeNext(best, call)) continue;
            var step = Apply(best, call);
            refusals.Add((call, step.IsLegal ? "may take effect here, but leads no further" : step.Reason ?? "refused"));
        }

        return new OracleFinding(isLegal, order, refusals);
    }

    private readonly record struct Place(ulong Done, Value State);
}
