using YamlDotNet.RepresentationModel;

namespace Chaos.Campaigns;

/// <summary>What a cell has besides its dimensions: load, limits, expectation.</summary>
internal sealed record CellSettings
{
    private const int MostRuns = CellExpectation.MostRuns;

    /// <summary>The keys that are the load of a run: a sibling has the same as its control, and the environment may set them.</summary>
    public static readonly string[] LoadKeys = ["time-limit", "rate", "concurrency", "keys", "op-timeout"];

    /// <summary>All keys.</summary>
    public static readonly string[] Keys =
    [
        .. LoadKeys, "recovery-limit", "beyond-quorum", "stop-on-violation", "expect", "sibling", "runs", "minimum", "deadline", "memory-limit", "alone",
        "scenario", "finding", "reference", "tried",
    ];

    private static readonly RunRequest Defaults = new() { System = "", Seed = 0 };

    public TimeSpan TimeLimit { get; init; } = Defaults.TimeLimit;

    public double RatePerSecond { get; init; } = Defaults.RatePerSecond;

    public string Concurrency { get; init; } = Defaults.Concurrency;

    public int KeysInUse { get; init; } = Defaults.Keys;

    public TimeSpan OperationDeadline { get; init; } = Defaults.OperationDeadline;

    public TimeSpan RecoveryLimit { get; init; } = Defaults.RecoveryLimit;

    public bool BeyondQuorum { get; init; }

    public bool StopOnViolation { get; init; }

    public CellExpectation Expectation { get; init; } = CellExpectation.Valid;

    /// <summary>Runs of a cell that is no control, with consecutive seeds.</summary>
    public int Runs { get; init; } = 1;

    public MinimumLoad? Minimum { get; init; }

    /// <summary>How long a run's process may take; null for what its parts may take together.</summary>
    public TimeSpan? Deadline { get; init; }

    public long? MemoryLimitBytes { get; init; }

    /// <summary>Whether nothing may run beside it.</summary>
    public bool IsAlone { get; init; }

    /// <summary>The scenario that is played, which brings nodes, faults and length; null for none.</summary>
    public string? Scenario { get; init; }

    /// <summary>What the cell shows, for the track record; null where it is no row of it.</summary>
    public string? Finding { get; init; }

    /// <summary>Where that is publicly told.</summary>
    public string? Reference { get; init; }

    /// <summary>What was tried before.</summary>
    public string? Tried { get; init; }

    /// <summary>For a control what its sibling has in another way; null where it has none.</summary>
    public YamlMap? Sibling { get; init; }

    /// <summary>These settings, with those that a map has in their place.</summary>
    public CellSettings With(YamlMap map) => this with
    {
        TimeLimit = map.Value("time-limit", TimeLimit, SettingValue.Duration),
        RatePerSecond = map.Value("rate", RatePerSecond, SettingValue.Rate),
        Concurrency = map.Value("concurrency", Concurrency, ConcurrencyOf),
        KeysInUse = map.Value("keys", KeysInUse, (key, text) => SettingValue.Count(key, text, 1, 100_000)),
        OperationDeadline = map.Value("op-timeout", OperationDeadline, SettingValue.Duration),
        RecoveryLimit = map.Value("recovery-limit", RecoveryLimit, SettingValue.Duration),
        BeyondQuorum = map.Value("beyond-quorum", BeyondQuorum, SettingValue.Flag),
        StopOnViolation = map.Value("stop-on-violation", StopOnViolation, SettingValue.Flag),
        Expectation = ExpectationOf(map) ?? Expectation,
        Runs = map.Value("runs", Runs, (key, text) => SettingValue.Count(key, text, 1, MostRuns)),
        IsAlone = map.Value("alone", IsAlone, SettingValue.Flag),
        Minimum = MinimumLoad.Read(map) ?? Minimum,
        Scenario = map.Value("scenario", Scenario, (_, text) => Scenarios.Of(text).Name),
        Finding = map.Value("finding", Finding, TextOf),
        Reference = map.Value("reference", Reference, TextOf),
        Tried = map.Value("tried", Tried, TextOf),
        Sibling = map.Map("sibling", "a sibling") ?? Sibling,
        Deadline = map.Value("deadline", Deadline, (key, text) => SettingValue.Duration(key, text)),
        MemoryLimitBytes = map.Value("memory-limit", MemoryLimitBytes, (key, text) => SettingValue.Bytes(key, text)),
    };

    /// <summary>These settings, with those that the environment has in their place: <c>CHAOS_TIME_LIMIT</c>, ...</summary>
    public CellSettings With(Func<string, string?> environment)
    {
        return this with
        {
            TimeLimit = Of("CHAOS_TIME_LIMIT", TimeLimit, SettingValue.Duration),
            RatePerSecond = Of("CHAOS_RATE", RatePerSecond, SettingValue.Rate),
            Concurrency = Of("CHAOS_CONCURRENCY", Concurrency, ConcurrencyOf),
            KeysInUse = Of("CHAOS_KEYS", KeysInUse, (name, text) => SettingValue.Count(name, text, 1, 100_000)),
            OperationDeadline = Of("CHAOS_OP_TIMEOUT", OperationDeadline, SettingValue.Duration),
        };

        T Of<T>(string variable, T otherwise, Func<string, string, T> read) =>
            environment(variable) is { } text ? read(variable, text) : otherwise;
    }

    private static string ConcurrencyOf(string key, string text)
    {
        (Defaults with { Concurrency = text }).ConcurrencyOn(1);
        return text;
    }

    private static string TextOf(string key, string text) => text.Trim() is { Length: > 0 } words
        ? words
        : throw new UsageException($"'{key}' is empty: write it, or leave it out.");

    // 'expect: {invalid: stale-read within 3 runs}', as YAML writes it; a quoted 'invalid: ...' is the same.
    private static CellExpectation? ExpectationOf(YamlMap map)
    {
        if (map.At("expect") is not { } node) return null;
        if (node is not YamlMappingNode)
        {
            var word = map.WordOf(node, "'expect'");
            return map.Located(word.Line, () => CellExpectation.Parse(word.Text));
        }

        var inner = map.MapOf(node, "an expectation");
        inner.AllowOnly("invalid");
        var wanted = inner.Word("invalid")
            ?? throw inner.Wrong(inner.Line, "an expectation is empty. Write valid, invalid, either, or invalid: ANOMALY within N runs.");
        return inner.Located(wanted.Line, () => CellExpectation.Parse(wanted.Text.Length == 0 ? "invalid" : $"invalid: {wanted.Text}"));
    }
}
