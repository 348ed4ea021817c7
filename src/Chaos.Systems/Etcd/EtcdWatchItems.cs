using Chaos.Systems.EtcdMessages;

namespace Chaos.Systems;

/// <summary>What a watch was told, in order of arrival.</summary>
/// <param name="from">The first revision that was asked for.</param>
internal sealed class EtcdWatchItems(long from)
{
    private const int PrefixLength = 6; // watch/
    private readonly List<Value> items = [];
    private bool isAnnounced;

    /// <summary>How many items there are.</summary>
    public int Count => items.Count;

    /// <summary>The revision from which a new stream would go on.</summary>
    public long Next { get; private set; } = from;

    /// <summary>Whether any stream was opened.</summary>
    public bool WasOpened { get; private set; }

    /// <summary>Whether the server ended the stream for good.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Takes in an answer.</summary>
    public void Take(WatchResponse response)
    {
        if (response.Created) WasOpened = isAnnounced = true;
        foreach (var change in response.Events)
        {
            var revision = change.Kv.ModRevision;
            var key = Value.Of(change.Kv.Key.ToStringUtf8()[PrefixLength..]);
            items.Add(change.Type is Event.Types.EventType.Put
                ? Value.Of(Value.Of(WatchOperations.Put), Value.Of(revision), key, EtcdKeys.ValueOf(change.Kv.Value))
                : Value.Of(Value.Of(WatchOperations.Deleted), Value.Of(revision), key));
            Next = Math.Max(Next, revision + 1);
        }

        if (response.Canceled)
        {
            IsOver = true;
            if (response.CompactRevision > 0) Add(WatchOperations.Compacted, response.CompactRevision);
            return;
        }

        if (response.Created || response.Events.Count > 0 || response.Header is not { } header) return;
        // Progress goes to all watches of a stream, and does not wait for one that was not announced yet, whose changes do: it is not about that one.
        if (!isAnnounced) return;
        Add(WatchOperations.Progress, header.Revision);
        Next = Math.Max(Next, header.Revision + 1);
    }

    /// <summary>Notes that a new stream goes on where the broken one stopped.</summary>
    public void Resume()
    {
        isAnnounced = false;
        Add(WatchOperations.Resumed, Next);
    }

    /// <summary>All of it.</summary>
    public Completion ToCompletion() => Completion.Ok(Value.Of([.. items]));

    private void Add(string kind, long revision) => items.Add(Value.Of(Value.Of(kind), Value.Of(revision)));
}
