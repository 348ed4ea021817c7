using System.Diagnostics;
using Chaos.Checking;

namespace Chaos.Tests.Checking;

/// <summary>What the checker says of a file of the corpora, beside what is known.</summary>
internal sealed record CorpusVerdict(CorpusFile File, string Known, string Ours, bool IsAsKnown, double Ms, string Reason)
{
    private const string Vacuous = "unknown (linearizable: vacuously)";
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(Judging.IsFull ? 10 : 0.5);

    /// <summary>Whether no operation was answered.</summary>
    public bool IsVacuous => Ours == Vacuous;

    public static CorpusVerdict Of(CorpusFile file)
    {
        var clock = Stopwatch.StartNew();
        return file.IsLinearizable is { } known ? Single(file, known, clock) : Many(file, clock);
    }

    // Where no operation was answered nothing can contradict: linearizable, but vacuously. Our verdict is then unknown, on purpose.
    private static CorpusVerdict Single(CorpusFile file, bool known, Stopwatch clock)
    {
        var result = new LinearizabilityChecker(ModelCatalog.Find(file.Model)).Check(
            new Evidence(HistoryImport.Read(file.FullPath).History, [], []), new CheckBudget { TimeLimit = TimeLimit }, CancellationToken.None);
        var isVacuous = result.Details.GetValueOrDefault("linearizable") == "vacuously";
        var ours = isVacuous ? Vacuous : Text(result.Verdict);
        var isAsKnown = isVacuous ? known : result.Verdict == (known ? Verdict.Valid : Verdict.Invalid);
        return new(file, known ? "true" : "false", ours, isAsKnown, clock.Elapsed.TotalMilliseconds, result.Reason);
    }

    private static CorpusVerdict Many(CorpusFile file, Stopwatch clock)
    {
        var (valid, invalid, other, same) = (0, 0, 0, 0);
        foreach (var item in HistoryCollection.Read(file.FullPath))
        {
            var verdict = Judging.Judge(item.History, ModelCatalog.Find(item.Model!)).Verdict;
            if (verdict == (item.IsLinearizable == true ? Verdict.Valid : Verdict.Invalid)) same++;
            if (verdict is Verdict.Valid) valid++;
            else if (verdict is Verdict.Invalid) invalid++;
            else other++;
        }

        var count = valid + invalid + other;
        var ours = $"{valid} valid, {invalid} invalid, {other} unknown";
        return new(file, $"{count} histories", ours, same == count, clock.Elapsed.TotalMilliseconds, ours);
    }

    private static string Text(Verdict verdict) => verdict switch
    {
        Verdict.Valid => "valid",
        Verdict.Invalid => "invalid",
        _ => "unknown",
    };
}
