using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>Reads suite files. All of it is resolved before anything starts.</summary>
public static class SuiteFile
{
    /// <summary>The keys of a suite.</summary>
    internal static readonly string[] Keys = ["name", "description", "budget", "attempts", "jobs", "keep", "tables", "defaults", "cells"];

    private static readonly string[] LoadVariables =
        [.. CellSettings.LoadKeys.Select(key => "CHAOS_" + key.Replace('-', '_').ToUpperInvariant())];

    /// <summary>Reads and resolves a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="night">The date (UTC) of the night, from which seeds may come.</param>
    /// <param name="environment">Gives the variables of the environment: a load that is set there wins over the file's.</param>
    /// <exception cref="UsageException">The file cannot be read or is wrong; the message names the line, and the nearest right word.</exception>
    public static Suite Read(string path, DateOnly night, Func<string, string?> environment)
    {
        try
        {
            return Parse(path, File.ReadAllText(path), night, environment);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The suite file {path} cannot be read: {failure.Message}", failure);
        }
    }

    internal static Suite Parse(string path, string text, DateOnly night, Func<string, string?> environment)
    {
        var root = YamlMap.Read(path, text);
        root.AllowOnly(Keys);
        var name = root.Word("name") is { Text.Length: > 0 } word
            ? word.Text
            : throw root.Wrong(root.Line, "the suite has no name. Write name: nightly, say.");
        var dimensions = new CellDimensions { Seeds = CellSeed.Default(night) };
        var settings = new CellSettings();
        if (root.Map("defaults", "the defaults") is { } defaults)
        {
            defaults.AllowOnly([.. CellDimensions.Keys, .. CellSettings.Keys.Except(["sibling"])]);
            (dimensions, settings) = (dimensions.With(defaults, night), settings.With(defaults));
        }

        var reader = new SuiteBlockReader(dimensions, settings, night, environment);
        var cells = root.Maps("cells", "a block of cells").SelectMany(reader.Read).ToArray();
        if (cells.Length == 0) throw root.Wrong(root.Line, "the suite has no cells: its matrix is empty. Write cells: with at least one system.");
        if (cells.Length > SuiteLimits.Cells)
            throw root.Wrong(root.Line, $"the suite has {cells.Length:N0} cells; at most {SuiteLimits.Cells:N0} are allowed.");
        RequireDistinct(root, cells);
        return new()
        {
            Path = path,
            Text = text,
            Name = name,
            Description = root.Word("description")?.Text,
            Budget = root.Value("budget", (TimeSpan?)null, (key, value) => SettingValue.Duration(key, value)),
            Attempts = root.Value("attempts", 3, (key, value) => SettingValue.Count(key, value, 1, SuiteLimits.Attempts)),
            Jobs = root.Value("jobs", 1, (key, value) => SettingValue.Count(key, value, 1, SuiteLimits.Jobs)),
            KeepsAll = root.Value("keep", false, KeepsAll),
            Tables = TablesOf(root, cells),
            Cells = cells,
            Notes = LoadVariables.Where(variable => environment(variable) is not null)
                .Select(variable => $"{variable}={environment(variable)} was in force instead of what the suite file says.").ToArray(),
        };
    }

    private static bool KeepsAll(string key, string value) => value switch
    {
        "all" => true,
        "failures" => false,
        _ => throw new UsageException(NearestName.Unknown("value of keep", value, ["all", "failures"])),
    };

    private static string[] TablesOf(YamlMap root, IReadOnlyList<SuiteCell> cells)
    {
        var tables = (root.Items("tables") ?? []).Select(node => root.WordOf(node, "a table")).ToArray();
        string[] known = [.. SuiteTable.All.Select(table => table.Name)];
        foreach (var table in tables.Where(table => !known.Contains(table.Text, StringComparer.Ordinal)))
            throw root.Wrong(table.Line, NearestName.Unknown("table of a suite", table.Text, known));
        var record = tables.FirstOrDefault(table => table.Text == SuiteTable.TrackRecord.Name);
        var finding = cells.FirstOrDefault(cell => cell.Finding is not null);
        if (record.Text is null && finding is not null)
            throw root.Wrong(finding.Line, "a finding is a row of the track record, which this suite does not write. Add tables: track-record to the suite.");
        if (record.Text is not null && finding is null)
            throw root.Wrong(record.Line, "the track record would be empty: no cell has a finding. Say in each what it shows.");
        return [.. tables.Select(table => table.Text).Distinct(StringComparer.Ordinal)];
    }

    private static void RequireDistinct(YamlMap root, IReadOnlyList<SuiteCell> cells)
    {
        foreach (var twice in cells.GroupBy(cell => cell.Key, StringComparer.Ordinal).Where(same => same.Count() > 1))
        {
            var lines = twice.Select(cell => cell.Line).ToArray();
            throw root.Wrong(
                lines[1], $"the cell '{twice.Key}' is there twice, first from line {lines[0]}. Give one of the blocks a name, or exclude it.");
        }
    }
}
