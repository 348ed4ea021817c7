namespace Chaos.Campaigns;

/// <summary>Resolves the run of a cell, and finds the line to blame where that does not work.</summary>
internal static class CellResolution
{
    /// <summary>Resolves.</summary>
    /// <exception cref="UsageException">It cannot be; the message names the line of the value that is wrong by itself, else that of the block.</exception>
    public static RunPlan Resolve(YamlMap block, CellPoint point, RunRequest request)
    {
        try
        {
            return RunPlan.Resolve(request);
        }
        catch (UsageException)
        {
            var bare = new RunRequest { System = request.System, Seed = request.Seed, Nodes = request.Nodes };
            Blame(point.System, bare);
            Blame(point.Backend, bare with { Backend = request.Backend });
            bare = bare with { Backend = request.Backend };
            foreach (var option in point.Options)
                Blame(option.Value, bare with { Options = new Dictionary<string, string> { [option.Key] = option.Value.Text } });
            Blame(point.Workload, bare with { Workload = request.Workload });
            Blame(point.Nemesis, bare with { Nemeses = request.Nemeses, BeyondQuorum = request.BeyondQuorum });
            return block.Located(block.Line, () => RunPlan.Resolve(request));
        }

        void Blame(SuiteWord word, RunRequest part) =>
            block.Located(word.Line == 0 ? block.Line : word.Line, () => RunPlan.Resolve(part));
    }
}
