using System.Globalization;
using System.Text;

namespace Chaos.Campaigns;

/// <summary>The command line that makes the same run again: same draws, same load, same faults.</summary>
internal static class ReproduceCommand
{
    /// <summary>Writes it; what has its default value is left out.</summary>
    public static string Of(RunPlan plan)
    {
        var request = plan.Request;
        if (plan.Replay is { } replay) return $"./chaos replay {Quoted(replay.Directory)}";
        if (request.Proof is { } proof) return proof.Command;
        var defaults = new RunRequest { System = request.System, Seed = request.Seed };
        if (plan.Scenario is { } scenario) defaults = scenario.ApplyTo(defaults); // what it brings need not be said
        var line = new StringBuilder($"./chaos run {request.System}");
        Add("--scenario", request.Scenario, null);
        if (request.Scenario is null) line.Append(CultureInfo.InvariantCulture, $" --nodes {request.Nodes}");
        Add("--on", request.Backend, DockerBackend.BackendName);
        Add("--workload", request.Workload, defaults.Workload);
        if (request.Scenario is null) Add("--nemesis", string.Join(',', plan.Nemeses), "");
        foreach (var (name, value) in request.Options)
            Add("--opt", $"{name}={value}", defaults.Options.GetValueOrDefault(name) is { } own ? $"{name}={own}" : null);
        if (request.Scenario is null) Add("--time-limit", Durations.Format(request.TimeLimit), null);
        Add("--rate", request.RatePerSecond.ToString(CultureInfo.InvariantCulture), defaults.RatePerSecond.ToString(CultureInfo.InvariantCulture));
        Add("--concurrency", request.Concurrency, defaults.Concurrency);
        Add("--keys", $"{request.Keys}", $"{defaults.Keys}");
        Add("--op-timeout", Durations.Format(request.OperationDeadline), Durations.Format(defaults.OperationDeadline));
        if (request is { BeyondQuorum: true, Scenario: null }) line.Append(" --beyond-quorum");
        if (request.StopOnViolation) line.Append(" --stop-on-violation");
        return line.Append(CultureInfo.InvariantCulture, $" --seed {request.Seed}").ToString();

        void Add(string name, string? value, string? unless)
        {
            if (value is not null && value != unless) line.Append(' ').Append(name).Append(' ').Append(Quoted(value));
        }
    }

    private static string Quoted(string value) =>
        value.All(c => char.IsAsciiLetterOrDigit(c) || "-_.,:=/".Contains(c, StringComparison.Ordinal))
            ? value
            : $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
