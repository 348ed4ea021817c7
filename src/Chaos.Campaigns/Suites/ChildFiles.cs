using System.Text.Json;
using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>The files by which a suite and the process of a run speak.</summary>
/// <param name="Directory">The folder of the run.</param>
internal sealed record ChildFiles(string Directory)
{
    /// <summary>What to run.</summary>
    public string OrderFile => Path.Combine(Directory, "order.json");

    /// <summary>How it ended; written whole or not at all.</summary>
    public string OutcomeFile => Path.Combine(Directory, "outcome.json");

    /// <summary>What the process said while it ran.</summary>
    public string LogFile => Path.Combine(Directory, "chaos.log");

    public static async Task WriteAsync(string path, string text)
    {
        var beside = path + ".new";
        await File.WriteAllTextAsync(beside, text);
        File.Move(beside, path, overwrite: true);
    }

    public Task WriteOrderAsync(RunOrder order) =>
        WriteAsync(OrderFile, JsonSerializer.Serialize(order, SuiteStateJson.Default.RunOrder) + "\n");

    public async Task<RunOrder> ReadOrderAsync(CancellationToken stop) =>
        JsonSerializer.Deserialize(await File.ReadAllTextAsync(OrderFile, stop), SuiteStateJson.Default.RunOrder)
        ?? throw new UsageException($"{OrderFile} holds null, but the order of a run was expected.");

    /// <summary>How the run ended; null where it does not say.</summary>
    public async Task<CellRun?> ReadOutcomeAsync(CancellationToken stop)
    {
        try
        {
            return File.Exists(OutcomeFile) ? OutcomeOf(await File.ReadAllTextAsync(OutcomeFile, stop)) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static string TextOf(CellRun run) => JsonSerializer.Serialize(run, SuiteStateJson.Default.CellRun);

    /// <summary>Reads an outcome; null where the text is none.</summary>
    public static CellRun? OutcomeOf(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, SuiteStateJson.Default.CellRun);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
