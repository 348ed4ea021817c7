using Chaos.Checking;
using Xunit;

namespace Chaos.Tests.Coverage;

public sealed class RecoveryCheckerTests
{
    private static readonly Observation[] Marks =
        [RunPhase.Began(RunPhase.Recover, 60 * Case.Second), RunPhase.Began(RunPhase.Final, 70 * Case.Second)];

    private static readonly Observation[] AllHealthy = [Case.Health("n1", 61, true), Case.Health("n2", 64.5, true)];

    private static readonly Operation[][] FinalReads = [Case.Read(70.5, node: "n1"), Case.Read(71, node: "n2", key: "k2")];

    [Fact]
    public void Nodes_that_were_healthy_in_time_and_final_operations_that_succeeded_are_valid()
    {
        var result = Check(Case.Of(FinalReads, seen: [.. Marks, .. AllHealthy]));

        Assert.Equal(Verdict.Valid, result.Verdict);
        Assert.Equal(VerdictFamily.Recovery, result.Family);
        Assert.Equal("4.5 s", result.Details["n2.healthy"]);
        Assert.Equal("2", result.Details["final.ok"]);
    }

    [Fact]
    public void Notes_in_the_history_mark_the_phases_as_well()
    {
        Operation[] Note(string phase, double at) =>
        [
            new()
            {
                Process = Operation.NemesisProcess, Type = OperationType.Note, F = RunPhase.NoteName, Value = Value.Of(phase),
                TimeNs = (long)(at * Case.Second),
            },
        ];

        Assert.Equal(
            Verdict.Valid,
            Check(Case.Of([Note(RunPhase.Recover, 60), Note(RunPhase.Final, 70), .. FinalReads], seen: AllHealthy)).Verdict);
    }

    [Fact]
    public void A_sign_of_health_from_before_the_heal_does_not_count() =>
        Unknown("n2 was never asked", FinalReads, [.. Marks, Case.Health("n1", 61, true), Case.Health("n2", 59, true)]);

    [Fact]
    public void A_node_that_stays_sick_is_named_with_its_reason() =>
        Unknown("n2 was not healthy within 8.0 s after the final heal (no leader)", FinalReads,
            [.. Marks, Case.Health("n1", 61, true), Case.Health("n2", 68, false, "no leader")]);

    [Fact]
    public void A_node_that_was_healthy_too_late_is_unknown() =>
        Unknown("n2 was healthy only 31.0 s", FinalReads, [.. Marks, Case.Health("n1", 61, true), Case.Health("n2", 91, true)]);

    [Fact]
    public void After_a_natural_heal_a_late_recovery_is_not_blamed_on_the_system_alone()
    {
        FaultRecord Partition(string heal) => Case.Fault("partition", 1, 10, 20) with
        {
            Parameters = new Dictionary<string, string> { ["heal"] = heal },
        };
        var late = new[] { Marks[0], Marks[1], Case.Health("n1", 61, true), Case.Health("n2", 91, true) };

        Assert.Contains("TCP's own back-off", Check(Case.Of(FinalReads, [Partition("natural")], late)).Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("TCP", Check(Case.Of(FinalReads, [Partition("fast")], late)).Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "TCP", Check(Case.Of(FinalReads, [Partition("natural")], [.. Marks, .. AllHealthy])).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_mark_of_the_heal_nobody_knows() =>
        Unknown("no mark of a final heal", FinalReads, AllHealthy);

    [Fact]
    public void Without_a_final_phase_nobody_knows() =>
        Unknown("never begun", FinalReads, [Marks[0], .. AllHealthy]);

    [Fact]
    public void Operations_of_the_main_phase_are_no_final_operations() =>
        Unknown("No final operation was tried", [Case.Read(50)], [.. Marks, .. AllHealthy]);

    [Fact]
    public void A_node_and_a_key_whose_final_operations_all_failed_are_named()
    {
        Operation[][] operations = [.. FinalReads, Case.Read(72, OperationType.Info, "n3", "k3"), Case.Read(73, OperationType.Fail, "n3", "k2")];
        Unknown("on node n3 succeeded (2 tried)", operations, [.. Marks, .. AllHealthy]);
        Unknown("on key k3 succeeded (1 tried)", operations, [.. Marks, .. AllHealthy]);
    }

    private static CheckResult Check(Evidence evidence) =>
        new RecoveryChecker(["n1", "n2"], TimeSpan.FromSeconds(30)).Check(evidence, Case.Budget, TestContext.Current.CancellationToken);

    private static void Unknown(string reason, Operation[][] operations, Observation[] seen)
    {
        var result = Check(Case.Of(operations, seen: seen));
        Assert.Equal(Verdict.Unknown, result.Verdict);
        Assert.Contains(reason, result.Reason, StringComparison.Ordinal);
    }
}
