using System.CommandLine;
using System.Security.Cryptography;
using Chaos.Campaigns;
using Chaos.Reports;

namespace Chaos.Cli.Commands;

/// <summary><c>chaos prove CLAIM SYSTEM</c>.</summary>
internal static class ProveCommand
{
    private const string NoSplitBrain = "no-split-brain";

    private static readonly Argument<string?> Claim = new("claim")
    {
        Arity = ArgumentArity.ZeroOrOne, // without it our own sentence says what is missing
        Description = $"The claim: {NoSplitBrain}.",
    };

    private static readonly Argument<string?> System = new("system")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "The system under test; see 'chaos list systems'.",
    };

    private static readonly Option<string?> Nodes = Setting.Text("--nodes", "Nodes, 3 to 9. Default: 5, the least of which all shapes can be made.");
    private static readonly Option<string?> Backend =
        Setting.Text("--on", "The backend: docker or simulation. Default: docker; for our own systems simulation where no engine answers.");

    private static readonly Option<string[]> SystemOptions = new("--opt") { Description = "An option of the system, name=value; may be repeated." };
    private static readonly Option<string?> Seed = Setting.Text("--seed", "Seed of the first run. Default: a new one.");
    private static readonly Option<string?> Out = Setting.Text("--out", "Folder of the proof. Default: chaos-runs/<utc>-prove-<system>.");
    private static readonly Option<bool> Json = Setting.Flag("--json", "Print one JSON object on stdout and nothing else.");

    public static Command Create()
    {
        var command = new Command("prove", "Tries to split a system in every shape of a cut, and shows the evidence that it did not, or did.")
        {
            Claim, System, Nodes, Backend, SystemOptions, Seed, Out, Json,
        };
        command.SetAction(ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var results = await new ProofRunner(TimeProvider.System, new StderrProgress()).ProveAsync(RequestOf(parsed), cancellationToken);
        if (parsed.GetValue(Json)) Console.Out.Write(ProofJson.Of(results));
        else ProofPrinter.Write(Console.Out, results);
        return results.ExitCode;
    }

    private static ProofRequest RequestOf(ParseResult parsed)
    {
        const string Example = "'./chaos prove no-split-brain etcd'";
        var claim = parsed.GetValue(Claim) ?? throw new UsageException($"prove needs a claim and a system, such as {Example}.");
        if (claim != NoSplitBrain) throw new UsageException($"{NearestName.Unknown("claim", claim, [NoSplitBrain])} Write {Example}.");
        var system = parsed.GetValue(System)
            ?? throw new UsageException($"prove {claim} needs a system, such as {Example}. See './chaos list systems'.");
        var defaults = new ProofRequest { System = system, Seed = 0 };
        return defaults with
        {
            Nodes = Setting.Count("--nodes", parsed.GetValue(Nodes), defaults.Nodes, 1, 9),
            Backend = parsed.GetValue(Backend) ?? defaults.Backend,
            Options = RunCommand.OptionsOf(parsed.GetValue(SystemOptions) ?? []),
            Seed = Setting.Seed("--seed", parsed.GetValue(Seed), () => (ulong)RandomNumberGenerator.GetInt32(int.MaxValue)),
            OutDirectory = parsed.GetValue(Out),
        };
    }
}
