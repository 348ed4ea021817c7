namespace Chaos.Reports;

/// <summary>From the cells of a suite to its exit code and its sentence (design section 4).</summary>
public static class SuiteOutcome
{
    /// <summary>
    /// 1 where a cell did not meet its expectation; else 130 where the suite was stopped; else 2 where a cell is unknown, was left out,
    /// or met a bug in Chaos; else 3 where infrastructure kept one from a verdict; else 0.
    /// </summary>
    public static int ExitCodeOf(IReadOnlyList<CellResults> cells, bool isInterrupted)
    {
        if (cells.Any(cell => cell.Status is CellStatus.Unexpected)) return VerdictTable.ExitInvalid;
        if (isInterrupted) return VerdictTable.ExitInterrupted;
        if (cells.Any(IsUnknown)) return VerdictTable.ExitUnknown;
        return cells.Any(cell => cell.Status is CellStatus.HarnessFailure) ? VerdictTable.ExitInfrastructure : VerdictTable.ExitValid;
    }

    /// <summary>The results of a night, from its cells.</summary>
    public static SuiteResults Sum(SuiteResults night, bool isInterrupted)
    {
        var cells = night.Cells;
        var summed = night with
        {
            AsExpected = Count(CellStatus.AsExpected),
            Unexpected = Count(CellStatus.Unexpected),
            Unknown = Count(CellStatus.Unknown),
            HarnessFailures = Count(CellStatus.HarnessFailure),
            NotRun = Count(CellStatus.NotRun),
            DurationMs = cells.Sum(cell => cell.DurationMs),
            ExitCode = ExitCodeOf(cells, isInterrupted),
        };
        return summed with { Summary = Sentence(summed, isInterrupted) };

        int Count(CellStatus status) => cells.Count(cell => cell.Status == status);
    }

    private static bool IsUnknown(CellResults cell) => cell is { Status: CellStatus.Unknown or CellStatus.NotRun }
        or { Status: CellStatus.HarnessFailure, Harness: not HarnessState.InfrastructureFailed };

    private static string Sentence(SuiteResults night, bool isInterrupted)
    {
        var total = night.Cells.Count;
        var parts = new List<string>();
        Add(night.Unexpected, "did not meet its expectation", "did not meet their expectation");
        Add(night.Unknown, "is unknown", "are unknown");
        Add(night.HarnessFailures, "was kept from a verdict by the harness", "were kept from a verdict by the harness");
        Add(night.NotRun, "was not run", "were not run");
        var stopped = isInterrupted ? "The suite was stopped. " : "";
        if (parts.Count == 0) return $"{stopped}All {Show.Number(total)} {(total == 1 ? "cell" : "cells")} met their expectation.";
        return $"{stopped}Of {Show.Number(total)} {(total == 1 ? "cell" : "cells")} {Show.Number(night.AsExpected)} met their expectation, "
            + $"{string.Join(", ", parts)}.";

        void Add(int count, string one, string many)
        {
            if (count > 0) parts.Add($"{Show.Number(count)} {(count == 1 ? one : many)}");
        }
    }
}
