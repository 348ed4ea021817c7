using Chaos.Nemeses;
using Chaos.Tests.Nemeses;
using Xunit;

namespace Chaos.Tests.Proofs;

/// <summary>The script of a proof, carried out on a fake cluster.</summary>
public sealed class ProofCycleTests
{
    private static readonly string[] script = [SplitShapes.IsolatedLeader, SplitShapes.Flapping, SplitShapes.MajoritiesRing, SplitShapes.OneWayIn];

    [Fact]
    public async Task Every_cut_is_made_in_its_order_measured_and_named_in_its_record()
    {
        var lab = LabOf(script);
        await lab.RunAsync(TimeSpan.FromSeconds(120));
        var made = lab.Faults.Where(fault => fault.Outcome is FaultOutcome.Installed).ToArray();
        Assert.Equal(script, made.Select(fault => fault.Parameters[SplitShapes.Parameter]));
        Assert.All(made, fault => Assert.True(fault.Effective, $"{fault.Id} {fault.Shape}: {fault.Effect}"));
        Assert.All(made, fault => Assert.Equal(fault.Leader, fault.Parameters["leader"]));
        Assert.Empty(lab.Budget.InForce);
        // Held between two measurements.
        Assert.All(made, fault => Assert.True(fault.ToNs - fault.FromNs >= 3_000_000_000));
    }

    [Fact]
    public void It_is_done_after_the_last_cut_and_tries_one_that_cannot_be_made_again_for_a_while()
    {
        IGenerator cycle = new ProofCycle(ScriptOf([SplitShapes.Bridge, SplitShapes.Partial]));
        long nowNs = 0;
        var asked = new List<long>();
        for (var i = 0; i < 1_000 && cycle.Next(Context()) is var step && step.Kind is not GeneratorStepKind.Done; i++)
        {
            cycle = step.Generator;
            nowNs = Math.Max(nowNs, step.Kind is GeneratorStepKind.Pending ? step.DueNs : nowNs);
            if (step.Kind is not GeneratorStepKind.Operation) continue;
            asked.Add(step.Invocation.Value.AsInteger());
            var isEnd = step.Invocation.F == FaultCycle.EndOf("partition");
            // The first cut can never be made; the second at once.
            cycle = cycle.Update(Context(), new()
            {
                Process = Operation.NemesisProcess,
                F = step.Invocation.F,
                TimeNs = nowNs,
                Type = step.Invocation.Value.AsInteger() == 0 ? OperationType.Fail : OperationType.Ok,
            });
            if (isEnd) nowNs++;
        }

        Assert.Equal(GeneratorStepKind.Done, cycle.Next(Context()).Kind);
        Assert.Equal(40, asked.Count(index => index == 0));
        Assert.Equal(2, asked.Count(index => index == 1));

        GeneratorContext Context() => new(nowNs, 0, 1, 1, Randomness.FromSeed(1));
    }

    private static ProofScript ScriptOf(IReadOnlyList<string> shapes) => new() { Shapes = shapes, Hold = TimeSpan.FromSeconds(3), Command = "again" };

    private static Lab LabOf(IReadOnlyList<string> shapes) => new("partition:flap=3s", beyondQuorum: true, proof: ScriptOf(shapes));
}
