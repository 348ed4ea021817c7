using System.Text.Json;
using Chaos.Nemeses;
using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>What a replay repeats, as its own <c>run.json</c> keeps it: its folder needs no other to be judged.</summary>
public sealed record ReplaySource
{
    /// <summary>The folder of the original, as the user named it.</summary>
    public required string Directory { get; init; }

    /// <summary>The run's id.</summary>
    public required string RunId { get; init; }

    /// <summary>Its verdict; null where its folder has no results.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>When its main phase began, run clock, ns.</summary>
    public long MainNs { get; init; }

    /// <summary>The faults that were tried in it, in their order.</summary>
    public required IReadOnlyList<StoredFault> Faults { get; init; }

    /// <summary>How many client invocations its main phase had.</summary>
    public int Invocations { get; init; }

    /// <summary>Reads it from the original.</summary>
    public static ReplaySource Of(StoredRun original, int invocations) => new()
    {
        Directory = original.Path,
        RunId = original.Document!.RunId,
        Verdict = VerdictOf(new RunDirectory(original.Path).ResultsFile),
        MainNs = RunPhase.StartOf(RunPhase.Main, original.Evidence) ?? 0,
        Faults = StoredFault.AllOf(original.Evidence),
        Invocations = invocations,
    };

    private static Verdict? VerdictOf(string file)
    {
        try
        {
            return File.Exists(file) ? ResultsFile.FromJson(File.ReadAllText(file)).Verdict : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null; // it only serves the comparison
        }
    }
}
