using Chaos.Nemeses;

namespace Chaos.Campaigns;

/// <summary>Makes the plan of a replay from the folder of a run: the same cluster, its invocations and its faults at their times.</summary>
internal static class ReplayPlan
{
    /// <summary>The plan.</summary>
    /// <exception cref="UsageException">It is not the folder of a run, or names what this version does not have.</exception>
    public static RunPlan Of(StoredRun original, string? outDirectory)
    {
        if (original.Document is not { } document)
            throw new UsageException($"{original.Path} holds no run.json, so it is not the folder of a run, and cannot be replayed.");
        var facts = document.Facts;
        var plan = RunPlan.Resolve(document.Request with
        {
            OutDirectory = outDirectory,
            // With what was in force then: a default may have changed since.
            Options = facts.Options.Where(option => option.Value is not null).ToDictionary(option => option.Key, option => option.Value!),
        });
        var invocations = StoredInvocation.AllOf(original.Evidence, plan.Concurrency);
        if (invocations.Count == 0) throw new UsageException($"{original.Path} holds no invocation of a client: there is nothing to replay.");
        return plan with
        {
            Replay = ReplaySource.Of(original, invocations.Count),
            Lanes = [.. facts.Nemeses.Select(nemesis => NemesisArguments.Stored(nemesis.Name, nemesis.Parameters))],
            Load = plan.Load with { Main = new ReplayGenerator(invocations) },
        };
    }
}
