namespace Chaos.Tests.Cli;

/// <summary>How the tool ended and what it printed.</summary>
internal sealed record ToolOutput(int ExitCode, string Output, string Error);
