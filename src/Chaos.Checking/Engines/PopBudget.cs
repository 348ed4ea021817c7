namespace Chaos.Checking;

/// <summary>
/// Which values must be gone by when, against the pops of unknown outcome that may have taken them. A value that must be gone before a
/// position needs a pop of its own that began before it; all can have one if and only if, for each number of pops, the values that
/// only those first pops can serve are not more (Hall).
/// </summary>
internal sealed class PopBudget
{
    private readonly ContainerHistory history;
    private readonly Sabotage sabotage;
    private readonly int[] sums;

    /// <summary>Starts without needs.</summary>
    public PopBudget(ContainerHistory history, Sabotage sabotage)
    {
        this.history = history;
        this.sabotage = sabotage;
        sums = new int[history.OpenTakes.Count + 2];
    }

    /// <summary>Changes when some values must be gone.</summary>
    public void Move(int values, int from, int to)
    {
        Add(from, -values);
        Add(to, values);
    }

    /// <summary>Whether there is a pop for each of so many more values that must be gone before a position.</summary>
    public bool Allows(int values, int until)
    {
        var pops = history.OpenBefore(until);
        return Needed(pops) + values <= pops || sabotage is Sabotage.StackIgnoresBudget;
    }

    /// <summary>Whether there is a pop for every value.</summary>
    public bool Holds()
    {
        for (var pops = 0; pops < sums.Length - 1 && sabotage is not Sabotage.StackIgnoresBudget; pops++)
            if (Needed(pops) > pops) return false;
        return true;
    }

    private void Add(int until, int values)
    {
        if (until == Call.Never) return;
        for (var place = history.OpenBefore(until) + 1; place < sums.Length; place += place & -place) sums[place] += values;
    }

    private int Needed(int pops)
    {
        var sum = 0;
        for (var place = pops + 1; place > 0; place -= place & -place) sum += sums[place];
        return sum;
    }
}
