using System.Text.Json.Nodes;

namespace Chaos.ContainerTests.Runs;

/// <summary>How the tool ended and what it printed.</summary>
internal sealed record RunEnd(int ExitCode, string Output, string Error)
{
    /// <summary>The one JSON object on stdout.</summary>
    public JsonNode Json => JsonNode.Parse(Output) ?? throw new InvalidOperationException($"No JSON on stdout. {Error}");

    /// <summary>What to show when a test fails.</summary>
    public string Told => $"exit {ExitCode}\n{Output}\n{Error}";
}
