using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>
/// <c>state.jsonl</c>: what of a night is done, a line each, on the disk before the suite goes on. A torn last line is left out. While
/// the suite runs the file is locked, so that no second one works in the same folder.
/// </summary>
internal sealed class SuiteState : IDisposable
{
    /// <summary>The file's name.</summary>
    public const string Name = "state.jsonl";

    private readonly Dictionary<(string Cell, int Run), CellRun> ended = [];
    private readonly Dictionary<(string Cell, int Run), List<string>> began = [];
    private readonly FileStream file;
    private readonly Lock gate = new(); // of cells that run beside each other
    private long whole;

    private SuiteState(FileStream file) => this.file = file;

    /// <summary>When the night began.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>The date from which its seeds come.</summary>
    public DateOnly SeedDate { get; private set; }

    /// <summary>The time that attempts took so far, ms.</summary>
    public double SpentMs { get; private set; }

    /// <summary>Why the state could not be written; null while all is well.</summary>
    public string? Failure { get; private set; }

    private string? Fingerprint { get; set; }

    /// <summary>The fingerprint of a suite.</summary>
    public static string FingerprintOf(Suite suite) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{suite.Text}\n{string.Join('\n', suite.Notes)}")));

    /// <summary>Whether a folder holds a suite's state.</summary>
    public static bool IsIn(string directory) => File.Exists(Path.Combine(directory, Name));

    /// <summary>Begins a night.</summary>
    /// <exception cref="ClusterException">The folder cannot be written.</exception>
    public static SuiteState Begin(string directory, DateTimeOffset now, DateOnly seedDate)
    {
        try
        {
            Directory.CreateDirectory(directory);
            var file = Open(directory, FileMode.CreateNew);
            return new(file) { StartedAt = now, SeedDate = seedDate };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ClusterException(
                $"The folder {directory} for the suite cannot be written: {failure.Message} Give --out a folder that can.", failure);
        }
    }

    /// <summary>Goes on with a night that was cut off.</summary>
    /// <exception cref="UsageException">Another suite works there, or the file is damaged.</exception>
    public static SuiteState Resume(string directory, DateTimeOffset now, DateOnly seedDate)
    {
        FileStream file;
        try
        {
            file = Open(directory, FileMode.Open);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(
                $"{Path.Combine(directory, Name)} cannot be opened, perhaps because the suite still runs there: {failure.Message}", failure);
        }

        var state = new SuiteState(file) { StartedAt = now, SeedDate = seedDate };
        state.ReadAll(Path.Combine(directory, Name));
        return state;
    }

    /// <summary>Writes the first line of a new night, or compares that of a resumed one.</summary>
    /// <exception cref="UsageException">The night was begun with another suite file.</exception>
    public void Bind(Suite suite, string directory)
    {
        var fingerprint = FingerprintOf(suite);
        if (Fingerprint is null)
        {
            Append(new()
            {
                Schema = SuiteStateEntry.CurrentSchema,
                Fingerprint = fingerprint,
                StartedAt = StartedAt,
                SeedDate = SeedDate,
            });
            return;
        }

        if (Fingerprint != fingerprint)
        {
            throw new UsageException(
                $"{suite.Path} (or a CHAOS_ variable) is not what {directory} was begun with; its suite.yaml is. Resume with that, or give "
                + "--out another folder.");
        }
    }

    /// <summary>The end of a run; null where it has not ended.</summary>
    public CellRun? EndOf(string cell, int run)
    {
        lock (gate) return ended.GetValueOrDefault((cell, run));
    }

    /// <summary>The folders of the attempts at a run, in their order.</summary>
    public IReadOnlyList<string> AttemptsAt(string cell, int run)
    {
        lock (gate) return [.. began.GetValueOrDefault((cell, run)) ?? []];
    }

    /// <summary>An attempt begins.</summary>
    public void Begin(string cell, int run, string directory) => Append(new() { Cell = cell, Run = run, Began = directory });

    /// <summary>An attempt gave nothing that counts.</summary>
    public void Spend(string cell, int run, double spentMs) => Append(new() { Cell = cell, Run = run, SpentMs = spentMs });

    /// <summary>A run ended.</summary>
    public void End(string cell, CellRun run) => Append(new() { Cell = cell, Run = run.Run, Ended = run });

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private static FileStream Open(string directory, FileMode mode) =>
        new(Path.Combine(directory, Name), mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);

    // A full disk must not end the night: what could not be written down is repeated by --resume.
    private void Append(SuiteStateEntry entry)
    {
        using var alone = gate.EnterScope();
        Take(entry);
        try
        {
            file.Position = whole;
            file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(entry, SuiteStateJson.Default.SuiteStateEntry) + "\n"));
            file.Flush(flushToDisk: true);
            whole = file.Position;
        }
        catch (IOException failure)
        {
            Failure = failure.Message;
        }
    }

    private void Take(SuiteStateEntry entry)
    {
        SpentMs += entry.SpentMs ?? 0;
        if (entry.Cell is not { } cell) return;
        var run = (cell, entry.Run);
        if (entry.Began is { } directory)
        {
            if (!began.TryGetValue(run, out var attempts)) began[run] = attempts = [];
            attempts.Add(directory);
        }

        if (entry.Ended is not { } end) return;
        if (!ended.ContainsKey(run)) SpentMs += end.DurationMs;
        ended[run] = end;
    }

    private void ReadAll(string path)
    {
        var text = new StreamReader(file, Encoding.UTF8).ReadToEnd();
        var lines = text[..(text.LastIndexOf('\n') + 1)];
        foreach (var (index, line) in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Index()) Take(Read(path, index + 1, line));
        // The torn line goes: the next one would otherwise be glued to it.
        whole = Encoding.UTF8.GetByteCount(lines);
        file.SetLength(whole);
    }

    private SuiteStateEntry Read(string path, int number, string line)
    {
        try
        {
            var entry = JsonSerializer.Deserialize(line, SuiteStateJson.Default.SuiteStateEntry) ?? throw new JsonException("null");
            if (number > 1) return entry;
            if (entry.Schema != SuiteStateEntry.CurrentSchema || entry.StartedAt is not { } startedAt || entry.Fingerprint is null)
                throw new JsonException($"expected schema {SuiteStateEntry.CurrentSchema}, found {entry.Schema ?? "none"}");
            (StartedAt, Fingerprint) = (startedAt, entry.Fingerprint);
            SeedDate = entry.SeedDate ?? DateOnly.FromDateTime(startedAt.UtcDateTime);
            return entry;
        }
        catch (JsonException failure)
        {
            throw new UsageException($"{path}, line {number}: this is not the state of a suite ({failure.Message}). Begin anew in another folder.", failure);
        }
    }
}
