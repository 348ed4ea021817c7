using Chaos.Checking;
using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>Judges a file of many histories: each by itself, with a verdict of its own; the whole is as good as its worst.</summary>
/// <param name="time">Measures how long the checkers take.</param>
internal sealed class CollectionCheck(TimeProvider time)
{
    /// <summary>Whether the path names such a file, and none of its histories.</summary>
    public static bool Applies(string path)
    {
        try
        {
            return File.Exists(path) && HistoryCollection.IsCollection(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>Judges all histories within one budget of time. The checkers of the results are named like the histories.</summary>
    /// <exception cref="UsageException">No such model or engine.</exception>
    /// <exception cref="HistoryFormatException">A line is damaged.</exception>
    public RunResults Check(string path, string? model, CheckBudget budget, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var checks = new List<CheckResult>();
        var stated = new List<bool?>();
        var all = new List<Operation>();
        var processes = 0;
        foreach (var item in HistoryCollection.Read(path))
        {
            cancellationToken.ThrowIfCancellationRequested();
            processes = Append(all, item.History, processes);
            var checker = CheckerCatalog.Find(model ?? item.Model ?? Recheck.FallbackModel);
            var left = budget with { TimeLimit = budget.TimeLimit - time.GetElapsedTime(start) };
            var (judged, _) = new Judge(time).Check(new(item.History, [], []), [checker], left, cancellationToken);
            checks.Add(judged[0] with { Name = $"{checker.Name} {item.Name}" });
            stated.Add(item.IsLinearizable);
        }

        return RunResults.From(new()
        {
            Run = null,
            Evidence = new(new History(all), [], []),
            Checks = checks,
            Harness = HarnessState.Ok,
            Notes = [Summary(checks), .. Agreement(checks, stated)],
            CheckerMs = time.GetElapsedTime(start).TotalMilliseconds,
        });
    }

    private static string Summary(List<CheckResult> checks) =>
        $"{checks.Count:N0} histories: {Count(checks, Verdict.Valid):N0} valid, {Count(checks, Verdict.Invalid):N0} invalid, "
        + $"{Count(checks, Verdict.Unknown):N0} unknown. FILE#NAME checks one of them.";

    private static int Count(List<CheckResult> checks, Verdict verdict) => checks.Count(check => check.Verdict == verdict);

    private static IEnumerable<string> Agreement(List<CheckResult> checks, List<bool?> stated)
    {
        if (stated.TrueForAll(verdict => verdict is null)) yield break;
        var others = checks.Where((check, i) => stated[i] is { } said && check.Verdict != (said ? Verdict.Valid : Verdict.Invalid)).ToArray();
        yield return others.Length == 0
            ? $"The verdicts that the file states ({stated.Count(verdict => verdict is not null):N0}) are the same."
            : $"On {others.Length:N0} of them the file states another verdict, first on {others[0].Name}.";
    }

    // Only for the counts in the results: one history after the other, with processes of its own.
    private static int Append(List<Operation> all, History history, int firstProcess)
    {
        var nextProcess = firstProcess;
        var startNs = all.Count == 0 ? 0 : all[^1].TimeNs;
        foreach (var entry in history)
        {
            nextProcess = Math.Max(nextProcess, firstProcess + entry.Process + 1);
            all.Add(entry with
            {
                Index = all.Count,
                TimeNs = startNs + entry.TimeNs,
                Process = entry.Process < 0 ? entry.Process : firstProcess + entry.Process,
            });
        }

        return nextProcess;
    }
}
