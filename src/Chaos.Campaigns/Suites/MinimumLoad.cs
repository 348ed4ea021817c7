using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>The least that a run must have tested; a run below it says nothing, so that its cell is unknown.</summary>
public sealed record MinimumLoad
{
    /// <summary>The keys that a suite file may have under <c>minimum</c>.</summary>
    internal static readonly string[] Keys = ["operations", "ok", "ok-during-faults", "effective-faults", "role-changes"];

    /// <summary>Operations that were invoked. Default 0.</summary>
    public int Operations { get; init; }

    /// <summary>Operations that ended ok. Default 0.</summary>
    public int Ok { get; init; }

    /// <summary>Operations that were invoked during a fault and ended ok. Default 0.</summary>
    public int OkDuringFaults { get; init; }

    /// <summary>Injections of each nemesis that were measured to bite. Default 0.</summary>
    public int EffectiveFaults { get; init; }

    /// <summary>Times that a node told another role than before. Default 0.</summary>
    public int RoleChanges { get; init; }

    /// <summary>What a run lacks, in a clause; null where it has enough.</summary>
    public string? WhyBelow(CellRun run)
    {
        if (run.Operations.Total < Operations) return $"{run.Operations.Total} operations, below the minimum of {Operations}";
        if (run.Operations.Ok < Ok) return $"{run.Operations.Ok} operations ended ok, below the minimum of {Ok}";
        if (run.OkDuringFaults < OkDuringFaults)
            return $"{run.OkDuringFaults} operations ended ok during faults, below the minimum of {OkDuringFaults}";
        if (run.RoleChanges < RoleChanges) return $"roles changed {run.RoleChanges} times, below the minimum of {RoleChanges}";
        foreach (var (name, effective) in run.EffectiveFaults)
            if (effective < EffectiveFaults) return $"{name} had {effective} effective injections, below the minimum of {EffectiveFaults}";
        return null;
    }

    internal static MinimumLoad? Read(YamlMap block)
    {
        if (block.Map("minimum", "a minimum load") is not { } map) return null;
        map.AllowOnly(Keys);
        return new()
        {
            Operations = Count("operations"),
            Ok = Count("ok"),
            OkDuringFaults = Count("ok-during-faults"),
            EffectiveFaults = Count("effective-faults"),
            RoleChanges = Count("role-changes"),
        };

        int Count(string key) => map.Value(key, 0, (name, text) => SettingValue.Count(name, text, 0, int.MaxValue));
    }
}
