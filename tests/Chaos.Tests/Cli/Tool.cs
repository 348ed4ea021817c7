using System.Diagnostics;

namespace Chaos.Tests.Cli;

/// <summary>Runs the built tool as a user's shell would.</summary>
internal static class Tool
{
    public static async Task<ToolOutput> RunAsync(
        IReadOnlyList<string> arguments, CancellationToken cancellationToken, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Directory.CreateTempSubdirectory("chaos-cli-").FullName,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Chaos.Cli.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        Directory.Delete(start.WorkingDirectory, recursive: true);
        return new(process.ExitCode, await output, await error);
    }
}
