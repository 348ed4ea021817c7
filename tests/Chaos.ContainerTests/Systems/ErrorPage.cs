using System.Runtime.CompilerServices;
using System.Text;
using Xunit;

namespace Chaos.ContainerTests.Systems;

/// <summary>
/// The page on what every client records (<c>docs/systems/errors.md</c>), which the tests keep: a table for each system, with a row for each
/// operation and a column for each situation. Where several ends were seen they stand below each other.
/// </summary>
internal static class ErrorPage
{
    private const string Or = "<br>";

    private static readonly IReadOnlyList<(ErrorSituation Situation, string Title)> columns =
    [
        (ErrorSituation.Refused, "refused"),
        (ErrorSituation.Reset, "reset"),
        (ErrorSituation.TimedOut, "timed out"),
        (ErrorSituation.NoLeader, "no leader"),
        (ErrorSituation.Paused, "paused"),
        (ErrorSituation.PausedBefore, "paused before"),
    ];

    private static bool IsWritten => Environment.GetEnvironmentVariable("CHAOS_UPDATE_SNAPSHOTS") == "1";

    /// <summary>
    /// Compares the classes of a system's outcomes with its table; with <c>CHAOS_UPDATE_SNAPSHOTS=1</c> what is new is written into it. How far a
    /// server has come when it has lost its quorum depends on the moment: there another class that a row proves is as good,
    /// and where clients go elsewhere a read may find one who leads what it reads.
    /// </summary>
    public static void Compare(string system, IReadOnlyList<ErrorOutcome> outcomes)
    {
        var page = File.ReadAllText(PathOf());
        var known = Read(page, system);
        if (IsWritten)
        {
            foreach (var outcome in outcomes) EndsOf(known, outcome.Row, outcome.Situation).Add(outcome.Cell);
            File.WriteAllText(PathOf(), Replace(page, system, Render(known)));
            return;
        }

        var news = outcomes.Where(outcome => !MayBe(outcome, EndsOf(known, outcome.Row, outcome.Situation))).ToArray();
        Assert.True(
            news.Length == 0,
            $"docs/systems/errors.md does not say so (CHAOS_UPDATE_SNAPSHOTS=1 writes what is new):\n{string.Join('\n', news.Select(outcome => outcome.ToString()))}");
    }

    private static bool MayBe(ErrorOutcome outcome, SortedSet<string> ends) =>
        ends.Any(end => ClassOf(end) == ClassOf(outcome.Cell))
        || (ends.Count > 0 && outcome.Situation is (ErrorSituation.TimedOut or ErrorSituation.NoLeader)
            && (outcome.End.Type is not OperationType.Ok || !outcome.Client.NeedsQuorum || (outcome.Client.Routes && outcome.Operation.IsRead)));

    private static string ClassOf(string end) => end.Split(':')[0];

    private static SortedSet<string> EndsOf(Dictionary<string, Dictionary<ErrorSituation, SortedSet<string>>> known, string row, ErrorSituation situation)
    {
        if (!known.TryGetValue(row, out var cells)) known[row] = cells = [];
        if (!cells.TryGetValue(situation, out var ends)) cells[situation] = ends = new(StringComparer.Ordinal);
        return ends;
    }

    private static Dictionary<string, Dictionary<ErrorSituation, SortedSet<string>>> Read(string page, string system)
    {
        var known = new Dictionary<string, Dictionary<ErrorSituation, SortedSet<string>>>(StringComparer.Ordinal);
        foreach (var line in SectionOf(page, system).Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries)[1..^1];
            for (var i = 0; i < columns.Count; i++)
                EndsOf(known, cells[0], columns[i].Situation).UnionWith(cells[i + 1].Split(Or, StringSplitOptions.RemoveEmptyEntries));
        }

        return known;
    }

    private static string SectionOf(string page, string system)
    {
        var start = page.IndexOf(HeadOf(system), StringComparison.Ordinal);
        if (start < 0) return "";
        var end = page.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return end < 0 ? page[start..] : page[start..end];
    }

    private static string Replace(string page, string system, string table)
    {
        var old = SectionOf(page, system);
        return old.Length == 0 ? $"{page.TrimEnd()}\n{HeadOf(system)}{table}" : page.Replace(old, HeadOf(system) + table, StringComparison.Ordinal);
    }

    private static string HeadOf(string system) => $"\n## {system}\n";

    private static string Render(Dictionary<string, Dictionary<ErrorSituation, SortedSet<string>>> known)
    {
        var table = new StringBuilder("\n| operation | ").AppendJoin(" | ", columns.Select(column => column.Title)).Append(" |\n|")
            .AppendJoin("", Enumerable.Repeat("---|", columns.Count + 1)).Append('\n');
        foreach (var row in known.Keys)
        {
            table.Append("| ").Append(row);
            foreach (var column in columns) table.Append(" | ").AppendJoin(Or, EndsOf(known, row, column.Situation));
            table.Append(" |\n");
        }

        return table.ToString();
    }

    private static string PathOf([CallerFilePath] string here = "")
    {
        var directory = Path.GetDirectoryName(here);
        while (directory is not null && !File.Exists(Path.Combine(directory, "Directory.Packages.props"))) directory = Path.GetDirectoryName(directory);
        return Path.Combine(directory ?? throw new InvalidOperationException($"No Directory.Packages.props above {here}."), "docs", "systems", "errors.md");
    }
}
