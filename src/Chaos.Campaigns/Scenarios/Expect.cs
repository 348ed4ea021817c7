using System.Globalization;

namespace Chaos.Campaigns;

/// <summary>The expectations that scenarios are made of, each about the time in which a fault was certainly in force.</summary>
internal static class Expect
{
    /// <summary>Nodes that are not struck by the fault, nor by another one that is named, get operations acknowledged before its end.</summary>
    public static Expectation ServesDuring(string fault, string text, string? besides = null) => Expectation.InTime(text, view =>
        During(view, fault, (one, fromNs, toNs) =>
        {
            var struck = StruckBy(view, one, besides);
            var done = view.Acknowledged(fromNs, toNs, node => !struck.Contains(node));
            return done.Count > 0
                ? new(true, $"{done.Count} operations, the first {Seconds(done.Min(entry => entry.TimeNs) - fromNs)} after its beginning")
                : new(false, $"none in {Seconds(toNs - fromNs)}");
        }));

    /// <summary>Nothing that was begun at the nodes that the fault strikes is acknowledged before its end.</summary>
    public static Expectation NoneDuring(string fault, string text) => Expectation.Never(text, view =>
        During(view, fault, (one, fromNs, toNs) => Nothing(view, fromNs, toNs, one.Nodes))) with
    { IsByNode = true };

    /// <summary>Nothing that was begun at any of these nodes is acknowledged before the fault's end.</summary>
    public static Expectation NobodyDuring(string fault, string text, IReadOnlyList<string> nodes) => Expectation.Never(text, view =>
        During(view, fault, (_, fromNs, toNs) => Nothing(view, fromNs, toNs, nodes))) with
    { IsByNode = true };

    /// <summary>Each node that the fault struck gets an operation acknowledged in time after its end.</summary>
    public static Expectation ServesAfter(string fault, string text) => Expectation.InTime(text, view =>
    {
        if (view.Fault(fault) is not { ToNs: { } endNs } one) return NotInForce(fault);
        var first = one.Nodes.Select(name => view.Acknowledged(endNs, endNs + view.ServeWithinNs, node => node == name)
            .Select(entry => (long?)entry.TimeNs).Min()).ToArray();
        return first.All(ns => ns is not null)
            ? new(true, $"within {Seconds(first.Max()!.Value - endNs)} after its end")
            : new(false, $"{string.Join(", ", one.Nodes.Where((_, at) => first[at] is null))} had none {Seconds(view.ServeWithinNs)} after its end");
    });

    /// <summary>A node that no named fault strikes is elected in a higher term before the fault's end.</summary>
    public static Expectation ElectsAnother(string fault, string text, string? besides = null) => Expectation.InTime(text, view =>
        During(view, fault, (one, fromNs, toNs) =>
        {
            if (view.Election(fromNs, toNs) is not { } elected) return new(false, $"no election was seen in {Seconds(toNs - fromNs)}");
            var before = view.TermBefore(fromNs);
            var holds = !StruckBy(view, one, besides).Contains(elected.Node!) && !(elected.Term <= before);
            return new(holds, string.Create(
                CultureInfo.InvariantCulture, $"{elected.Node} in term {elected.Term} after {before}, {Seconds(elected.SentNs - fromNs)} after its beginning"));
        }));

    /// <summary>A node that led says in time after the fault that it does not.</summary>
    public static Expectation FollowsAfter(string fault, string text) => Expectation.InTime(text, view =>
        view.Fault(fault) is not { ToNs: { } endNs } one
            ? NotInForce(fault)
            : view.FirstOtherRole(one.Nodes[0], NodeRole.Leader, endNs) is { } seen && seen.ReceivedNs <= endNs + view.ServeWithinNs
                ? new(true, $"{one.Nodes[0]} was {seen.Role.ToString().ToLowerInvariant()} {Seconds(seen.ReceivedNs - endNs)} after its end")
                : new(false, $"{one.Nodes[0]} told no other role within {Seconds(view.ServeWithinNs)}"));

    /// <summary>Operations are begun at the nodes that the fault strikes, and have no answer before its end.</summary>
    public static Expectation TakesWithoutAnswer(string fault, string text) => Expectation.InTime(text, view =>
        During(view, fault, (one, fromNs, toNs) =>
        {
            var count = view.Unacknowledged(fromNs, toNs, one.Nodes.Contains);
            return new(count > 0 ? true : null, $"{count} operations");
        })) with
    { IsByNode = true };

    /// <summary>Most of some nodes see exactly them as the members while the fault is in force.</summary>
    public static Expectation Members(string fault, string text, IReadOnlyList<string> members) => Expectation.InTime(text, view =>
        During(view, fault, (one, fromNs, toNs) => view.MembersSeenNs(members, one.AskedNs) is { } seenNs && seenNs <= toNs
            ? new(true, $"{Seconds(seenNs - one.AskedNs)} after the first was told to join")
            : new(false, "they did not")));

    /// <summary>Measures while a fault is certainly in force.</summary>
    public static Finding During(ScenarioView view, string fault, Func<FaultRecord, long, long, Finding> measure) =>
        view.Fault(fault) is { FromNs: { } fromNs, ToNs: { } toNs } one ? measure(one, fromNs, toNs) : NotInForce(fault);

    private static Finding Nothing(ScenarioView view, long fromNs, long toNs, IReadOnlyList<string> nodes)
    {
        var done = view.Acknowledged(fromNs, toNs, nodes.Contains);
        var left = view.Unacknowledged(fromNs, toNs, nodes.Contains);
        return done.Count > 0
            ? new(false, $"{done.Count} operations, the first at {done[0].Node}: {done[0].F} of {done[0].Key}", done[0].TimeNs)
            : left > 0 ? new(true, $"none of {left} operations") : new(null, "no operation was begun there");
    }

    private static HashSet<string> StruckBy(ScenarioView view, FaultRecord fault, string? besides) =>
        [.. fault.Nodes, .. besides is null ? [] : view.Fault(besides)?.Nodes ?? []];

    /// <summary>What is found where the fault was not in force.</summary>
    public static Finding NotInForce(string fault) => new(null, $"{fault} was not in force from beginning to end");

    /// <summary>A time in words.</summary>
    public static string Seconds(long ns) => string.Create(CultureInfo.InvariantCulture, $"{ns / 1e9:0.0} s");
}
