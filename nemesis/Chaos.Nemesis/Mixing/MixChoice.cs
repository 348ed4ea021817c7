namespace Chaos.Nemeses;

/// <summary>Which families take part in the mix of one run, and why the others do not.</summary>
/// <param name="Taken">Those that take part, with their default parameters.</param>
/// <param name="LeftOut">The others by name, each with the reason.</param>
public sealed record MixChoice(IReadOnlyList<NemesisRequest> Taken, IReadOnlyDictionary<string, string> LeftOut)
{
    /// <summary>Takes every family that the backend supports, alone and beside those before it, and that the system allows.</summary>
    public static MixChoice Of(MixSettings settings, IFaultSupport faults, SystemRecipe recipe)
    {
        var taken = new List<NemesisRequest>();
        var leftOut = new Dictionary<string, string>(StringComparer.Ordinal);
        var needs = ClusterNeeds.None;
        foreach (var family in settings.Families)
        {
            var request = new NemesisRequest(family, family.DefaultParameters);
            var together = needs.And(request.ClusterNeeds);
            if (family.WhyNotOn(recipe) is { } lack) leftOut[family.Name] = lack;
            else if (request.SupportOn(faults) is { IsAvailable: false } support) leftOut[family.Name] = support.Reason;
            else if (faults.Of(together) is { IsAvailable: false } beside) leftOut[family.Name] = $"not beside the others: {beside.Reason}";
            else
            {
                needs = together;
                taken.Add(request);
            }
        }

        return new(taken, leftOut);
    }
}
