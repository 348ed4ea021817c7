using Chaos.Agent;

namespace Chaos.Clusters;

/// <summary>Draws the places at which a file is damaged.</summary>
internal static class DamageDraw
{
    /// <summary>The damage to one file: the same for the same plan, path and length.</summary>
    public static AgentRequest.FileDamage Of(DataFile file, DamagePlan plan)
    {
        var random = plan.Random.For(file.Path);
        var flips = Enumerable.Range(0, plan.FlipBits)
            .Select(i => new BitPlace(random.For("byte").Below(file.Bytes, i), random.For("bit").Below(8, i)))
            .Distinct()
            .OrderBy(place => place.Offset)
            .ThenBy(place => place.Bit);
        return new AgentRequest.FileDamage
        {
            Path = file.Path,
            Flips = [.. flips],
            Length = plan.TruncateBytes > 0 ? Math.Max(0, file.Bytes - plan.TruncateBytes) : null,
        };
    }

    /// <summary>It in words.</summary>
    public static string Describe(DataFile file, AgentRequest.FileDamage damage)
    {
        var words = new List<string>();
        if (damage.Flips is { Count: > 0 } flips)
            words.Add($"bits flipped at {string.Join(", ", flips.Select(flip => $"{flip.Offset}.{flip.Bit}"))} (byte.bit)");
        if (damage.Length is { } length)
            words.Add($"cut from {file.Bytes} to {length} bytes");
        return words.Count > 0 ? string.Join("; ", words) : "nothing was changed";
    }
}
