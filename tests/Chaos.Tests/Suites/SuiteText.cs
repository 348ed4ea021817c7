using Chaos.Campaigns;

namespace Chaos.Tests.Suites;

/// <summary>Reads suites that are written in tests.</summary>
internal static class SuiteText
{
    public static readonly DateOnly Night = new(2026, 3, 4);

    public static Suite Parse(string text, params (string Name, string Value)[] environment) => SuiteFile.Parse(
        "night.yaml", text, Night, name => environment.FirstOrDefault(variable => variable.Name == name).Value);

    public static string WhyWrong(string text) => Xunit.Assert.Throws<UsageException>(() => Parse(text)).Message;
}
