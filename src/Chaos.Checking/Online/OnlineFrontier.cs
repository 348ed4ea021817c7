namespace Chaos.Checking;

/// <summary>Configurations without those that another one, equal but for having used fewer open calls, makes superfluous.</summary>
internal sealed class OnlineFrontier
{
    private readonly Dictionary<(ulong Done, Value State), List<OnlineConfiguration>> kept = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>All of them.</summary>
    public IEnumerable<OnlineConfiguration> All => kept.Values.SelectMany(list => list);

    /// <summary>Adds one; false where one is there that can do as much.</summary>
    public bool Add(OnlineConfiguration configuration)
    {
        var place = (configuration.Done, configuration.State);
        if (!kept.TryGetValue(place, out var list)) kept[place] = list = new List<OnlineConfiguration>(1);
        foreach (var other in list)
            if (other.Spares(configuration)) return false;
        Count -= list.RemoveAll(configuration.Spares);
        list.Add(configuration);
        Count++;
        return true;
    }
}
