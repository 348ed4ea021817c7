using System.Text.Json;
using System.Text.Json.Nodes;
using Chaos.Reports;
using Xunit;

namespace Chaos.Tests.Reports;

public sealed class RunResultsTests
{
    [Fact]
    public void The_json_has_what_the_design_promises_in_camel_case()
    {
        using var json = JsonDocument.Parse(ResultsFile.ToJson(Sample.Results(Verdict.Valid, Verdict.Valid, Verdict.Valid)));
        var root = json.RootElement;
        Assert.Equal("valid", root.GetProperty("verdict").GetString());
        Assert.Equal("valid", root.GetProperty("safety").GetString());
        Assert.Equal("valid", root.GetProperty("coverage").GetString());
        Assert.Equal("valid", root.GetProperty("recovery").GetString());
        Assert.Equal(0, root.GetProperty("exitCode").GetInt32());
        var operations = root.GetProperty("operations");
        Assert.Equal((1, 1, 0, 0), (operations.GetProperty("total").GetInt64(), operations.GetProperty("ok").GetInt64(),
            operations.GetProperty("fail").GetInt64(), operations.GetProperty("info").GetInt64()));
        Assert.Equal("linearizable", root.GetProperty("checkers")[0].GetProperty("name").GetString());
        Assert.Equal("Because of Valid.", root.GetProperty("checkers")[0].GetProperty("reason").GetString());
        Assert.Equal(0, root.GetProperty("anomalies").GetArrayLength());
        var faults = root.GetProperty("faults");
        Assert.Equal(2, faults.GetArrayLength());
        Assert.Equal(("partition", 1, 1), (faults[0].GetProperty("name").GetString(),
            faults[0].GetProperty("injections").GetInt32(), faults[0].GetProperty("effective").GetInt32()));
        Assert.Equal(("kill", 0), (faults[1].GetProperty("name").GetString(), faults[1].GetProperty("injections").GetInt32()));
        Assert.Equal(7, root.GetProperty("seed").GetInt64());
        Assert.Equal("chaos-runs/x", root.GetProperty("directory").GetString());
        Assert.Equal(12.5, root.GetProperty("checkerMs").GetDouble());
    }

    [Fact]
    public void Results_survive_the_way_through_json()
    {
        var once = ResultsFile.ToJson(Sample.Results(Verdict.Invalid, Verdict.Unknown, Verdict.Valid, HarnessState.Interrupted));
        Assert.Equal(once, ResultsFile.ToJson(ResultsFile.FromJson(once)));
    }

    // As the results of an earlier version of Chaos, which did not know all of today's members.
    [Fact]
    public void What_a_results_file_lacks_is_empty_and_not_null()
    {
        var json = JsonNode.Parse(ResultsFile.ToJson(Sample.Results(Verdict.Valid, Verdict.Valid, Verdict.Valid)))!;
        string[] later = ["nemeses", "options", "workloadParameters", "load", "versions", "images", "host", "backend"];
        Assert.All(later, name => Assert.True(json["run"]!.AsObject().Remove(name), name));
        Assert.True(json.AsObject().Remove("notes"));
        var read = ResultsFile.FromJson(json.ToJsonString());
        Assert.Equal((0, 0, "docker", 0), (read.Run!.Nemeses.Count, read.Run.Options.Count, read.Run.Backend, read.Notes.Count));
    }

    [Fact]
    public void A_results_file_of_another_schema_is_refused_with_both_names()
    {
        var json = ResultsFile.ToJson(Sample.Results(Verdict.Valid, Verdict.Valid, Verdict.Valid))
            .Replace(RunResults.CurrentSchema, "chaos.results/999", StringComparison.Ordinal);
        var error = Assert.Throws<JsonException>(() => ResultsFile.FromJson(json));
        Assert.Contains("chaos.results/999", error.Message, StringComparison.Ordinal);
        Assert.Contains(RunResults.CurrentSchema, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_a_coverage_checker_is_unknown_but_a_bare_history_is_not()
    {
        var evidence = new Evidence(Sample.HistoryOf((0, 0, OperationType.Invoke, "read"), (5, 0, OperationType.Ok, "read")), [], []);
        CheckResult[] checks = [Sample.Check(VerdictFamily.Safety, Verdict.Valid)];
        var run = RunResults.From(new ResultsInput { Run = Sample.Run, Evidence = evidence, Checks = checks });
        Assert.Equal((Verdict.Unknown, 2), (run.Verdict, run.ExitCode));
        Assert.Contains("No checker judged coverage", run.Summary, StringComparison.Ordinal);
        var bare = RunResults.From(new ResultsInput { Evidence = evidence, Checks = checks });
        Assert.Equal((Verdict.Valid, 0), (bare.Verdict, bare.ExitCode));
        Assert.Null(bare.Coverage);
    }

    [Fact]
    public void The_summary_of_a_violation_carries_the_sentence_of_the_first_one()
    {
        Anomaly At(long ns, string sentence) => new() { Name = "stale-read", Sentence = sentence, Operations = [0], AtNs = ns };
        var results = RunResults.From(new ResultsInput
        {
            Run = Sample.Run,
            Evidence = new Evidence(Sample.HistoryOf((0, 0, OperationType.Invoke, "read")), [], []),
            Checks = [Sample.Check(VerdictFamily.Safety, Verdict.Invalid, At(9, "The second."), At(3, "The first."))],
        });
        Assert.StartsWith("Invalid: etcd 3.7.3 with 3 nodes", results.Summary, StringComparison.Ordinal);
        Assert.Contains("The first. It is the first of 2 violations.", results.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HarnessState.InfrastructureFailed, "The infrastructure failed: The engine went away.")]
    [InlineData(HarnessState.Bug, "Chaos itself failed; please report it: The engine went away.")]
    [InlineData(HarnessState.Interrupted, "The run was interrupted: The engine went away.")]
    public void An_unknown_verdict_says_what_stopped_the_run(HarnessState harness, string reason) =>
        Assert.Contains(reason, Sample.Results(Verdict.Valid, Verdict.Valid, Verdict.Valid, harness).Summary, StringComparison.Ordinal);
}
