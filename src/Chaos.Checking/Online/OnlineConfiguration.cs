namespace Chaos.Checking;

/// <summary>What one order of an object's past leads to.</summary>
/// <param name="Done">Which of the pending calls took effect.</param>
/// <param name="State">The state.</param>
/// <param name="Used">How many open calls of each kind took effect; a kind beyond the end none.</param>
internal sealed record OnlineConfiguration(ulong Done, Value State, int[] Used)
{
    /// <summary>How often a kind was used.</summary>
    public int UsedOf(int kind) => kind < Used.Length ? Used[kind] : 0;

    /// <summary>With one more open call of a kind in effect.</summary>
    public OnlineConfiguration Using(int kind, Value state)
    {
        var used = new int[Math.Max(Used.Length, kind + 1)];
        Used.CopyTo(used, 0);
        used[kind]++;
        return this with { State = state, Used = used };
    }

    /// <summary>Whether it used no more of any kind than another one: then it can do all that the other can.</summary>
    public bool Spares(OnlineConfiguration other)
    {
        for (var kind = 0; kind < Used.Length; kind++)
            if (Used[kind] > other.UsedOf(kind)) return false;
        return true;
    }
}
