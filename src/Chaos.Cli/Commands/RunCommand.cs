using System.CommandLine;
using System.Security.Cryptography;
using Chaos.Campaigns;

namespace Chaos.Cli.Commands;

/// <summary><c>chaos run SYSTEM</c>.</summary>
internal static class RunCommand
{
    private static readonly Argument<string?> System = new("system")
    {
        Arity = ArgumentArity.ZeroOrOne, // without it our own sentence says what is missing
        Description = "The system to test; see 'chaos list systems'.",
    };

    private static readonly Option<string?> Workload =
        Setting.Text("--workload", "The workload, NAME[:param=value..]. Default: the system's own.");

    private static readonly Option<string?> Nemeses =
        Setting.Text("--nemesis", "Faults, NAME[:param=value..] separated by commas; none for none. Default: none.");

    private static readonly Option<string?> Nodes = Setting.Text("--nodes", "Nodes, 1 to 9. Default: 3.");
    private static readonly Option<string?> Backend = Setting.Text(
        "--on", "The backend: docker or simulation. Default: docker; for our own systems simulation where no engine answers.");

    private static readonly Option<string?> Runs =
        Setting.Text("--runs", "Simulated runs with other seeds, until one shows a violation. Default: 1.");

    private static readonly Option<string?> TimeLimit = Setting.Text("--time-limit", "Length of the main phase. Default: 60s.");
    private static readonly Option<string?> Rate =
        Setting.Text("--rate", "Operations a second, all clients together; 0 for no pauses. Default: 200.");

    private static readonly Option<string?> Concurrency =
        Setting.Text("--concurrency", "Client threads, or a multiple of the nodes such as 2n. Default: 2n.");

    private static readonly Option<string?> Keys = Setting.Text("--keys", "Keys in use at the same time. Default: 4.");
    private static readonly Option<string?> Deadline =
        Setting.Text("--op-timeout", "After this an operation's outcome is unknown. Default: 2s.");

    private static readonly Option<string?> Seed = Setting.Text("--seed", "Seed of all randomness. Default: a new one.");
    private static readonly Option<string[]> SystemOptions = new("--opt") { Description = "An option of the system, name=value; may be repeated." };
    private static readonly Option<bool> BeyondQuorum =
        Setting.Flag("--beyond-quorum", "Let faults take the quorum away.");

    private static readonly Option<bool> StopOnViolation =
        Setting.Flag("--stop-on-violation", "End the run at the first violation that shows while it goes on.");

    private static readonly Option<string?> Scenario = Setting.Text(
        "--scenario", "A named script of faults with expected outcome; see 'chaos list scenarios'. It brings nodes, faults and length.");

    private static readonly Option<string?> Out =
        Setting.Text("--out", "Folder of the run. Default: chaos-runs/<utc>-<system>-<workload>-<seed>.");

    private static readonly Option<bool> Json = Setting.Flag("--json", "Print one JSON object on stdout and nothing else.");

    public static Command Create()
    {
        var command = new Command("run", "Runs a system under load and faults, judges the history and writes a report.")
        {
            System, Workload, Nemeses, Nodes, Backend, Runs, TimeLimit, Rate, Concurrency, Keys, Deadline, Seed, SystemOptions,
            BeyondQuorum, StopOnViolation, Scenario, Out, Json,
        };
        command.SetAction(ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var json = parsed.GetValue(Json);
        var campaign = new Campaign(TimeProvider.System, new StderrProgress());
        var results = await campaign.RunAsync(
            RequestOf(parsed), Setting.Count("--runs", parsed.GetValue(Runs), 1, 1, 1_000_000), cancellationToken);
        return ResultsPrinter.Print(results, json);
    }

    private static RunRequest RequestOf(ParseResult parsed)
    {
        var system = parsed.GetValue(System)
            ?? throw new UsageException("run needs a system, such as './chaos run etcd'. See './chaos list systems'.");
        var options = OptionsOf(parsed.GetValue(SystemOptions) ?? []);
        var defaults = new RunRequest { System = system, Seed = 0, Options = options };
        if (parsed.GetValue(Backend) is { } backend) defaults = defaults with { Backend = backend };
        if (parsed.GetValue(Scenario) is { } scenario) defaults = Scenarios.Of(scenario).ApplyTo(defaults);
        else if (parsed.GetValue(Nemeses) is null) defaults = BugHunts.FillIn(defaults);
        return defaults with
        {
            Workload = parsed.GetValue(Workload) ?? defaults.Workload,
            Nemeses = parsed.GetValue(Nemeses) ?? defaults.Nemeses,
            Nodes = Setting.Count("--nodes", parsed.GetValue(Nodes), defaults.Nodes, 1, 9),
            TimeLimit = Setting.Duration("--time-limit", parsed.GetValue(TimeLimit), defaults.TimeLimit),
            RatePerSecond = Setting.Rate("--rate", parsed.GetValue(Rate), defaults.RatePerSecond),
            Concurrency = parsed.GetValue(Concurrency) ?? defaults.Concurrency,
            Keys = Setting.Count("--keys", parsed.GetValue(Keys), defaults.Keys, 1, 100_000),
            OperationDeadline = Setting.Duration("--op-timeout", parsed.GetValue(Deadline), defaults.OperationDeadline),
            Seed = Setting.Seed("--seed", parsed.GetValue(Seed), () => (ulong)RandomNumberGenerator.GetInt32(int.MaxValue)),
            BeyondQuorum = parsed.GetValue(BeyondQuorum) || defaults.BeyondQuorum,
            StopOnViolation = parsed.GetValue(StopOnViolation) || defaults.StopOnViolation,
            Scenario = parsed.GetValue(Scenario),
            OutDirectory = parsed.GetValue(Out),
        };
    }

    internal static Dictionary<string, string> OptionsOf(IEnumerable<string> texts)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var cut = text.IndexOf('=', StringComparison.Ordinal);
            if (cut <= 0) throw new UsageException($"--opt '{text}': expected name=value, such as --opt read=serializable.");
            if (!options.TryAdd(text[..cut], text[(cut + 1)..])) throw new UsageException($"--opt {text[..cut]} is given twice.");
        }

        return options;
    }
}
