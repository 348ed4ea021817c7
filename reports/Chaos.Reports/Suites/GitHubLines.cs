namespace Chaos.Reports;

/// <summary>Lines that GitHub's runner turns into annotations.</summary>
public static class GitHubLines
{
    /// <summary>An <c>::error</c> for each cell that did not meet its expectation, a <c>::warning</c> for each without a verdict.</summary>
    public static IEnumerable<string> Of(SuiteResults results)
    {
        foreach (var cell in results.Cells)
        {
            var command = cell.Status switch
            {
                CellStatus.Unexpected => "error",
                CellStatus.AsExpected => null,
                _ => "warning",
            };
            if (command is not null)
                yield return $"::{command} title={SafeText.CommandProperty($"{results.Name}, {cell.Key}")}::{SafeText.Command(cell.Reason)}";
        }
    }
}
