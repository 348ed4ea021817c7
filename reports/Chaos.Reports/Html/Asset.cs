namespace Chaos.Reports;

/// <summary>Style and script, embedded in this assembly.</summary>
internal static class Asset
{
    /// <summary>The scripts in the order in which they build on each other.</summary>
    private static readonly string[] Scripts =
        ["page.js", "decode.js", "scale.js", "panels.js", "lanes.js", "select.js", "listen.js", "timeline.js"];

    /// <summary>The style of the page.</summary>
    public static string Style { get; } = Read("theme.css") + Read("page.css") + Read("curves.css") + Read("spacetime.css");

    /// <summary>All scripts, in one scope.</summary>
    public static string Script { get; } =
        $"(() => {{\n'use strict';\n{string.Concat(Scripts.Select(Read))}}})();\n";

    /// <summary>The style of the page of a suite.</summary>
    public static string SuiteStyle { get; } = Style + Read("suite.css");

    /// <summary>The scripts of the page of a suite.</summary>
    public static string SuiteScript { get; } = $"(() => {{\n'use strict';\n{Read("page.js")}{Read("suite.js")}}})();\n";

    /// <summary>The style of the page of a sweep.</summary>
    public static string SweepStyle { get; } = Style + Read("sweep.css");

    /// <summary>The scripts of the page of a sweep.</summary>
    public static string SweepScript { get; } = $"(() => {{\n'use strict';\n{Read("page.js")}}})();\n";

    /// <summary>The style of the page of a proof.</summary>
    public static string ProofStyle { get; } = Style + Read("proof.css");

    private static string Read(string name)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is not in the assembly of the reports.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
