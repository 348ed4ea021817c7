namespace Chaos.Checking;

/// <summary>The rules of a set that only grows, on one set.</summary>
/// <param name="set">The set; what is known of its elements is noted in it.</param>
/// <param name="durabilityOnly">Whether only what is lost or invented counts.</param>
/// <param name="found">Takes what is broken: each missing element once, with the first read that lacks it.</param>
internal sealed class SetRules(GrowingSet set, bool durabilityOnly, Findings found)
{
    /// <summary>How many elements are lost: missing, and seen by no later read.</summary>
    public int LostCount { get; private set; }

    /// <summary>Checks all rules.</summary>
    public void Check()
    {
        foreach (var read in set.Reads) Know(read);
        foreach (var read in set.Reads) CheckSeen(read);
        CheckMissing();
        if (!durabilityOnly) CheckChain();
    }

    private void Know(SetRead read)
    {
        foreach (var element in read.Elements)
        {
            if (!set.Adds.TryGetValue(element, out var add)) continue;
            add.LastSeen = Math.Max(add.LastSeen, read.Invoke);
            if (durabilityOnly || read.Return >= add.Known) continue;
            add.Known = read.Return;
            add.KnownBy = read.Invoke;
        }
    }

    private void CheckSeen(SetRead read)
    {
        if (read.Twice is { } twice)
            Report(InvariantNames.DuplicateElement, [read.Invoke], read.Return, $"{What(twice)} is twice in {Words(read)}.");
        foreach (var element in read.Elements)
        {
            if (!set.Adds.TryGetValue(element, out var add))
            {
                Report(InvariantNames.PhantomElement, [read.Invoke], read.Return, $"{What(element)} is in {Words(read)}, but nobody added it.");
            }
            else if (add.Type is OperationType.Fail)
            {
                Report(
                    InvariantNames.PhantomElement, [add.Invoke, read.Invoke], read.Return,
                    $"{What(element)} is in {Words(read)}, but its add had certainly failed.");
            }
            else if (add.Invoke > read.Return)
            {
                Report(
                    InvariantNames.PhantomElement, [read.Invoke, add.Invoke], read.Return,
                    $"{What(element)} is in {Words(read)}, but its add began only at {At(add.Invoke)}.");
            }
        }
    }

    // An element must be in a read that began after it was known, and in one that saw an element whose add began after that.
    private void CheckMissing()
    {
        var missing = new HashSet<Value>();
        foreach (var read in set.Reads.OrderBy(read => read.Return))
        {
            var from = durabilityOnly
                ? read.Invoke
                : read.Elements.Select(element => set.Adds.TryGetValue(element, out var add) ? add.Invoke : -1)
                    .Append(read.Invoke).Max();
            foreach (var (element, add) in set.Adds)
            {
                if (add.Known < from && add.Type is not OperationType.Fail && !read.Elements.Contains(element) && missing.Add(element))
                    ReportMissing(read, element, add, from);
            }
        }
    }

    private void ReportMissing(SetRead read, Value element, AddedElement add, int from)
    {
        var isLost = add.LastSeen < read.Return;
        if (isLost) LostCount++;
        var known = add.KnownBy < 0
            ? $"added by {found.Who(add.Invoke)} and acknowledged at {At(add.Acknowledged)}"
            : $"seen by {found.Who(add.KnownBy)} at {At(add.Known)}";
        var how = from > read.Invoke
            ? $"is missing in {Words(read)}, which saw an element that was added later"
            : $"is missing in {Words(read)}, which began later{(isLost ? ", and no read after it saw it" : "")}";
        int[] parts = add.KnownBy < 0 ? [add.Invoke, read.Invoke] : [add.Invoke, add.KnownBy, read.Invoke];
        Report(isLost ? InvariantNames.LostElement : InvariantNames.StaleRead, parts, read.Return, $"{What(element)}, {known}, {how}.");
    }

    private void CheckChain()
    {
        var bySize = set.Reads.OrderBy(read => read.Elements.Count).ThenBy(read => read.Return).ToArray();
        for (var i = 1; i < bySize.Length; i++)
        {
            var (small, large) = (bySize[i - 1], bySize[i]);
            if (small.Elements.IsSubsetOf(large.Elements)) continue;
            var one = small.Elements.First(element => !large.Elements.Contains(element));
            var other = large.Elements.FirstOrDefault(element => !small.Elements.Contains(element));
            Report(
                InvariantNames.ReadOrder, [small.Invoke, large.Invoke], Math.Max(small.Return, large.Return),
                $"Two reads of {set.Key ?? "the set"} saw additions in opposite orders: {Words(small)} has {one} without {other}, {Words(large)} "
                + $"has {other} without {one}.");
        }
    }

    private void Report(string name, int[] parts, int certainAt, string sentence) => found.Add(name, set.Key, parts, certainAt, sentence);

    private string What(Value element) => $"Element {element}{(set.Key is null ? "" : $" of {set.Key}")}";

    private string Words(SetRead read) => $"the read by {found.Who(read.Invoke)} from {At(read.Invoke)} to {At(read.Return)}";

    private string At(int position) => found.When(position);
}
