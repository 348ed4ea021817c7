using System.CommandLine;
using System.Security.Cryptography;
using Chaos.Campaigns;
using Chaos.Reports;

namespace Chaos.Cli.Commands;

/// <summary><c>chaos sweep SYSTEM[,SYSTEM]</c>.</summary>
internal static class SweepCommand
{
    private static readonly Argument<string?> Systems = new("systems")
    {
        Arity = ArgumentArity.ZeroOrOne, // without it our own sentence says what is missing
        Description = "The systems, separated by commas; see 'chaos list systems'.",
    };

    private static readonly Option<string?> Nodes = Setting.Text("--nodes", "Sizes, 1 to 9, separated by commas. Default: 1,3,5,7,9.");
    private static readonly Option<string?> Nemeses =
        Setting.Text("--nemesis", "Faults, separated by commas, each a curve of its own; none is the healthy one. Default: none.");

    private static readonly Option<string?> Repeats = Setting.Text("--repeat", "How often each size is run. Default: 3.");
    private static readonly Option<string?> WarmUp = Setting.Text("--warm-up", "Load at the beginning that does not count. Default: 5s.");
    private static readonly Option<string?> Backend = Setting.Text("--on", "The backend: docker or simulation. Default: docker.");
    private static readonly Option<string?> TimeLimit = Setting.Text("--time-limit", "Length of the load of each run. Default: 30s.");
    private static readonly Option<string?> Rate = Setting.Text("--rate", "Operations a second, all clients together. Default: 200.");
    private static readonly Option<string?> Concurrency = Setting.Text("--concurrency", "Client threads. Default: 16, the same for every size.");
    private static readonly Option<string?> Keys = Setting.Text("--keys", "Keys in use at the same time. Default: 4.");
    private static readonly Option<string?> Deadline = Setting.Text("--op-timeout", "After this an operation's outcome is unknown. Default: 2s.");
    private static readonly Option<string?> Seed = Setting.Text("--seed", "Seed of the first repeat. Default: a new one.");
    private static readonly Option<string[]> SystemOptions = new("--opt") { Description = "An option of the systems, name=value; may be repeated." };
    private static readonly Option<string?> Out = Setting.Text("--out", "Folder of the sweep. Default: chaos-runs/<utc>-sweep-<systems>.");
    private static readonly Option<bool> Json = Setting.Flag("--json", "Print one JSON object on stdout and nothing else.");

    public static Command Create()
    {
        var command = new Command("sweep", "Measures latency, throughput and recovery by cluster size, and draws the curves.")
        {
            Systems, Nodes, Nemeses, Repeats, WarmUp, Backend, TimeLimit, Rate, Concurrency, Keys, Deadline, Seed, SystemOptions, Out, Json,
        };
        command.SetAction(ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var progress = new StderrProgress();
        var launcher = new ChildRunLauncher(ToolCommand.Current(), TimeProvider.System, progress);
        var results = await new SweepRunner(launcher, TimeProvider.System, progress).RunAsync(RequestOf(parsed), cancellationToken);
        if (parsed.GetValue(Json)) Console.Out.Write(SweepJson.Of(results));
        else SweepPrinter.Write(Console.Out, results);
        return results.ExitCode;
    }

    private static SweepRequest RequestOf(ParseResult parsed)
    {
        var systems = Words(parsed.GetValue(Systems));
        if (systems.Length == 0) throw new UsageException("sweep needs a system, such as './chaos sweep etcd'. See './chaos list systems'.");
        var common = new RunRequest { System = systems[0], Seed = 0, TimeLimit = TimeSpan.FromSeconds(30), Concurrency = "16" };
        var defaults = new SweepRequest { Systems = systems, Common = common };
        var nodes = Distinct("--nodes", Words(parsed.GetValue(Nodes)).Select(word => SettingValue.Count("--nodes", word, 1, 9)).Order());
        var nemeses = Distinct("--nemesis", Words(parsed.GetValue(Nemeses)));
        return defaults with
        {
            Nodes = nodes.Length > 0 ? nodes : defaults.Nodes,
            Nemeses = nemeses.Length > 0 ? nemeses : defaults.Nemeses,
            Repeats = Setting.Count("--repeat", parsed.GetValue(Repeats), defaults.Repeats, 1, 100),
            WarmUp = Setting.Duration("--warm-up", parsed.GetValue(WarmUp), defaults.WarmUp),
            OutDirectory = parsed.GetValue(Out),
            Common = common with
            {
                Backend = parsed.GetValue(Backend) ?? "docker",
                TimeLimit = Setting.Duration("--time-limit", parsed.GetValue(TimeLimit), common.TimeLimit),
                RatePerSecond = Setting.Rate("--rate", parsed.GetValue(Rate), common.RatePerSecond),
                Concurrency = parsed.GetValue(Concurrency) ?? common.Concurrency,
                Keys = Setting.Count("--keys", parsed.GetValue(Keys), common.Keys, 1, 100_000),
                OperationDeadline = Setting.Duration("--op-timeout", parsed.GetValue(Deadline), common.OperationDeadline),
                Seed = Setting.Seed("--seed", parsed.GetValue(Seed), () => (ulong)RandomNumberGenerator.GetInt32(int.MaxValue)),
                Options = RunCommand.OptionsOf(parsed.GetValue(SystemOptions) ?? []),
            },
        };
    }

    private static string[] Words(string? text) => (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static T[] Distinct<T>(string name, IEnumerable<T> values)
    {
        var all = values.ToArray();
        return all.Distinct().Count() == all.Length ? all : throw new UsageException($"{name} names something twice: {string.Join(',', all)}.");
    }
}
