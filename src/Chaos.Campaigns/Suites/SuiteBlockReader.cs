using System.Globalization;

namespace Chaos.Campaigns;

/// <summary>Turns a block of a suite file into its cells.</summary>
/// <param name="dimensions">The dimensions of a block that does not state them.</param>
/// <param name="settings">Its settings.</param>
/// <param name="night">The date of the night.</param>
/// <param name="environment">Gives the variables of the environment.</param>
internal sealed class SuiteBlockReader(
    CellDimensions dimensions, CellSettings settings, DateOnly night, Func<string, string?> environment)
{
    /// <summary>The keys of a block.</summary>
    internal static readonly string[] Keys =
        ["name", .. CellDimensions.Keys, .. CellSettings.Keys, "exclude", "include", "overrides"];

    /// <summary>The keys that a sibling may have in another way.</summary>
    internal static readonly string[] SiblingKeys = ["system", "workload", "nemesis", "nodes", "options"];

    /// <summary>The cells of a block: matrix without excludes, then includes; each control is followed by its sibling.</summary>
    public IEnumerable<SuiteCell> Read(YamlMap block)
    {
        block.AllowOnly(Keys);
        var matrix = dimensions.With(block, night);
        var common = settings.With(block);
        if (matrix.Systems.Count == 0) throw block.Wrong(block.Line, "this block names no system, so its matrix is empty. Write system: etcd, say.");
        if (matrix.Count > SuiteLimits.Cells)
            throw block.Wrong(block.Line, $"this block has {matrix.Count:N0} cells; at most {SuiteLimits.Cells:N0} are allowed.");
        var excludes = block.Maps("exclude", "an exclude").Select(CellMatch.Read).ToArray();
        var overrides = block.Maps("overrides", "an override").Select(ReadOverride).ToArray();

        var drafts = matrix.Points().Where(point => !Any(excludes, point))
            .Select(point => (Point: point, Settings: Overridden(common, overrides, point)))
            .Concat(block.Maps("include", "an include").Select(include => Included(include, matrix, common, overrides)))
            .ToArray();
        if (drafts.Length == 0) throw block.Wrong(block.Line, "the excludes of this block leave no cell: its matrix is empty.");
        foreach (var match in excludes.Concat(overrides.Select(one => one.When))) match.RequireMatched();
        return drafts.SelectMany(draft => CellsOf(block, draft.Point, draft.Settings.With(environment))).ToArray();
    }

    // Each of them is asked, so that one that never matches is noticed.
    private static bool Any(IEnumerable<CellMatch> matches, CellPoint point) => matches.Select(match => match.Matches(point)).ToArray().Contains(true);

    private static (CellMatch When, YamlMap Set) ReadOverride(YamlMap map)
    {
        map.AllowOnly("when", "set");
        var when = map.Map("when", "the 'when' of an override") ?? throw map.Wrong(map.Line, "this override has no 'when': the cells that it is for.");
        var set = map.Map("set", "the 'set' of an override") ?? throw map.Wrong(map.Line, "this override has no 'set': what these cells have in another way.");
        set.AllowOnly(CellSettings.Keys);
        return (CellMatch.Read(when), set);
    }

    private static CellSettings Overridden(CellSettings common, IEnumerable<(CellMatch When, YamlMap Set)> overrides, CellPoint point) =>
        overrides.Where(one => one.When.Matches(point)).Aggregate(common, (sum, one) => sum.With(one.Set));

    private (CellPoint Point, CellSettings Settings) Included(
        YamlMap include, CellDimensions matrix, CellSettings common, IEnumerable<(CellMatch When, YamlMap Set)> overrides)
    {
        include.AllowOnly([.. CellDimensions.Keys, .. CellSettings.Keys]);
        var point = OnePoint(include, matrix, "An include is one cell: name the dimensions in which the block has several values.");
        return (point, Overridden(common, overrides, point).With(include));
    }

    private CellPoint OnePoint(YamlMap map, CellDimensions matrix, string otherwise)
    {
        var one = matrix.With(map, night);
        return one.Count == 1 ? one.Points().First() : throw map.Wrong(map.Line, $"{map.What} has {one.Count} combinations. {otherwise}");
    }

    private IEnumerable<SuiteCell> CellsOf(YamlMap block, CellPoint point, CellSettings own)
    {
        var cell = CellOf(block, point, own);
        yield return cell;
        if (own.Sibling is not { } changes) yield break;
        changes.AllowOnly(SiblingKeys);
        if (!cell.Expectation.IsControl)
            throw changes.Wrong(changes.Line, $"a sibling belongs to a cell that expects invalid, and this one expects {cell.Expectation}.");
        var twin = OnePoint(changes, CellDimensions.Of(point), "A sibling is one cell.");
        var sibling = CellOf(block, twin, own with { Expectation = CellExpectation.Valid });
        if (twin.DifferenceTo(point).Length == 0) throw changes.Wrong(changes.Line, "the sibling is the same cell as its control: nothing in it differs.");
        // Named after its control, since several may have the same sibling: each is held against it by itself.
        yield return sibling with { Key = $"{cell.Key} (sibling: {twin.DifferenceTo(point)})", SiblingOf = cell.Key };
    }

    private static SuiteCell CellOf(YamlMap block, CellPoint point, CellSettings own)
    {
        if (own is { Finding: null, Reference: not null } or { Finding: null, Tried: not null })
            throw block.Wrong(block.Line, "'reference' and 'tried' belong to a finding, and this cell has none. Add finding: what it shows.");
        var request = new RunRequest
        {
            System = point.System.Text,
            Workload = point.Workload.Text.Length == 0 ? null : point.Workload.Text,
            Nemeses = own.Scenario is not null && point.Nemesis.Text == "none" ? "" : point.Nemesis.Text,
            Nodes = int.Parse(point.Nodes.Text, NumberStyles.None, CultureInfo.InvariantCulture),
            Backend = point.Backend.Text,
            TimeLimit = own.TimeLimit,
            RatePerSecond = own.RatePerSecond,
            Concurrency = own.Concurrency,
            Keys = own.KeysInUse,
            OperationDeadline = own.OperationDeadline,
            RecoveryLimit = own.RecoveryLimit,
            Seed = point.Seed.Number,
            Options = point.Options.ToDictionary(option => option.Key, option => option.Value.Text, StringComparer.Ordinal),
            BeyondQuorum = own.BeyondQuorum,
            StopOnViolation = own.StopOnViolation,
            Scenario = own.Scenario,
        };
        var plan = CellResolution.Resolve(block, point, request);
        if (own.Scenario is not null)
        {
            // With the nodes and faults that the scenario brings; the cell is named after it.
            request = plan.Request;
            point = point with { Nemesis = new($"scenario {own.Scenario}", 0), Nodes = new($"{request.Nodes}", 0) };
        }

        var workload = request.Workload ?? plan.Workload.Name;
        var name = block.Word("name")?.Text;
        return new()
        {
            Key = name is null ? point.NameWith(workload) : $"{name}: {point.NameWith(workload)}",
            Block = name,
            Line = block.Line,
            Request = request,
            Workload = workload,
            Seed = point.Seed.Label,
            Expectation = own.Expectation,
            Finding = own.Finding,
            Reference = own.Reference,
            Tried = own.Tried,
            Runs = own.Runs,
            Minimum = own.Minimum,
            Deadline = own.Deadline ?? request.TimeLimit + own.RecoveryLimit + plan.Recipe.ReadyWithin + SuiteLimits.AroundRun,
            IsAlone = own.IsAlone,
            MemoryLimitBytes = own.MemoryLimitBytes,
        };
    }
}
