namespace Chaos.Checking;

/// <summary>The rules of a watch, on one stream. Each rule is told once a stream, where it was broken first.</summary>
/// <param name="changes">All known changes.</param>
/// <param name="stream">The stream.</param>
/// <param name="found">Takes what is broken.</param>
internal sealed class WatchRules(WatchedChanges changes, WatchStream stream, Findings found)
{
    private readonly HashSet<string> broken = new(StringComparer.Ordinal);

    /// <summary>Checks all rules.</summary>
    public void Check()
    {
        var told = new HashSet<long>();
        var (last, progress) = (stream.From - 1, long.MinValue);
        foreach (var item in stream.Items)
        {
            if (item.Kind == WatchOperations.Progress)
            {
                if (item.Revision < stream.From - 1)
                    Report(InvariantNames.EarlyProgress, $"was told of progress at revision {item.Revision}, before its first one");
                if (item.Revision < last && last >= stream.From)
                    Report(InvariantNames.UnsyncedProgress, $"was told of progress at revision {item.Revision} when it had come to {last} already");
                progress = Math.Max(progress, item.Revision);
            }

            if (!item.IsChange) continue;
            CheckChange(item, last, progress, told);
            told.Add(item.Revision);
            last = Math.Max(last, item.Revision);
        }

        var until = Math.Max(last, progress);
        if (changes.FirstMissing(stream.From, until, told) is not { } missing) return;
        var passed = progress > last ? $"progress at revision {progress}" : $"the change at revision {last}";
        Report(
            InvariantNames.LostEvent, $"was not told of the {missing.Change.Words} at revision {missing.Change.Revision}, but of {passed}", missing.By.Invoke);
    }

    private void CheckChange(WatchItem item, long last, long progress, HashSet<long> told)
    {
        if (told.Contains(item.Revision))
            Report(InvariantNames.DuplicateEvent, $"was told of revision {item.Revision} twice");
        else if (item.Revision < stream.From)
            Report(InvariantNames.EarlyEvent, $"was told of the {item.Words} at revision {item.Revision}, before its first one");
        else if (item.Revision <= progress)
            Report(InvariantNames.UnsyncedProgress, $"was told of the {item.Words} at revision {item.Revision} after progress at revision {progress}");
        else if (item.Revision <= last)
            Report(InvariantNames.ReorderedEvent, $"was told of the {item.Words} at revision {item.Revision} after revision {last}");
        if (changes.Doubt(item, stream.Call.Return) is { } doubt)
            Report(InvariantNames.PhantomEvent, $"was told of the {item.Words} at revision {item.Revision}, but {doubt.Why}", doubt.Invoke);
    }

    private void Report(string name, string what, int? other = null)
    {
        if (!broken.Add(name)) return;
        found.Add(
            name, null, other is { } invoke ? [stream.Call.Invoke, invoke] : [stream.Call.Invoke], stream.Call.Return,
            $"The watch from revision {stream.From} on by {found.Who(stream.Call.Invoke)} ({found.When(stream.Call.Invoke)} to "
            + $"{found.When(stream.Call.Return)}) {what}.");
    }
}
