using Xunit;

namespace Chaos.Tests.House;

/// <summary>What a rule found, one line each.</summary>
internal static class Findings
{
    /// <summary>Fails with all the lines, where there are any.</summary>
    public static void AssertNone(IEnumerable<string?> findings)
    {
        var lines = findings.ToArray();
        if (lines.Length > 0)
            Assert.Fail($"{lines.Length} found:\n{string.Join('\n', lines)}");
    }
}
