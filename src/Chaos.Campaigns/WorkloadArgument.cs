namespace Chaos.Campaigns;

/// <summary>Reads the argument of <c>--workload</c>: a name, and parameters after colons, <c>register:ops-per-key=100</c>.</summary>
public static class WorkloadArgument
{
    /// <summary>The name and the parameters, not yet checked against the workload.</summary>
    /// <exception cref="UsageException">A parameter without a value.</exception>
    public static (string Name, IReadOnlyList<KeyValuePair<string, string>> Parameters) Parse(string text)
    {
        var parts = text.Split(':');
        return (parts[0], parts.Skip(1).Select(part => Parameter(parts[0], part)).ToArray());
    }

    private static KeyValuePair<string, string> Parameter(string workload, string text)
    {
        var cut = text.IndexOf('=', StringComparison.Ordinal);
        return cut > 0 && cut < text.Length - 1
            ? KeyValuePair.Create(text[..cut], text[(cut + 1)..])
            : throw new UsageException(
                $"--workload {workload}: '{text}' is not a parameter. Write name=value, for instance {workload}:ops-per-key=100.");
    }
}
