using System.Diagnostics;

namespace Chaos.ContainerTests.Runs;

/// <summary>What the engine holds, by its own command line, so that these tests do not believe the code under test.</summary>
internal static class Engine
{
    /// <summary>Skips where no engine answers, unless the surroundings demand one.</summary>
    public static void Require()
    {
        if (Environment.GetEnvironmentVariable("CHAOS_REQUIRE_DOCKER") == "1") return;
        Xunit.Assert.SkipUnless(File.Exists("/var/run/docker.sock"), "No Docker engine here.");
    }

    public static Task<string[]> ContainersAsync(int owner, bool all) =>
        LinesAsync($"ps {(all ? "-a" : "")} --filter label=chaos.owner --format {{{{.ID}}}}|{{{{.Label\"chaos.owner\"}}}}", owner);

    public static Task<string[]> NetworksAsync(int owner) =>
        LinesAsync("network ls --filter label=chaos.owner --format {{.ID}}|{{.Label\"chaos.owner\"}}", owner);

    public static Task<string[]> VolumesAsync(int owner) =>
        LinesAsync("volume ls --filter label=chaos.owner --format {{.Name}}|{{.Label\"chaos.owner\"}}", owner);

    /// <summary>The containers of a run, running or not.</summary>
    public static async Task<string[]> OfRunAsync(string run)
    {
        var start = new ProcessStartInfo("docker", ["ps", "-a", "--filter", $"label=chaos.run={run}", "--format", "{{.ID}}"])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    // The owner's label is <host>/<pid>/<start time>.
    private static async Task<string[]> LinesAsync(string arguments, int owner)
    {
        var start = new ProcessStartInfo("docker") { RedirectStandardOutput = true };
        foreach (var argument in arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            start.ArgumentList.Add(argument.Replace("{{.Label\"", "{{.Label \"", StringComparison.Ordinal));
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Xunit.Assert.Equal(0, process.ExitCode);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.Contains($"/{owner}/", StringComparison.Ordinal))
            .ToArray();
    }
}
