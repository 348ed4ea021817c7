using Chaos.BrowserTests.Samples;
using Chaos.Reports;
using Xunit;

namespace Chaos.BrowserTests;

public sealed class SampleFolderTests
{
    [Theory]
    [InlineData("valid", Verdict.Valid)]
    [InlineData("violation", Verdict.Invalid)]
    public async Task A_sample_folder_is_small_and_whole(string name, Verdict verdict)
    {
        var folder = ReportPages.FolderOf(name);
        if (Environment.GetEnvironmentVariable("CHAOS_MAKE_SAMPLES") == "1")
            await RunFolder.WriteAsync(folder, verdict is Verdict.Valid ? SampleRun.Valid(45) : SampleRun.Violating(45));
        var input = RunFolder.Read(folder);
        Assert.Equal(verdict, input.Results.Verdict);
        Assert.All(Directory.EnumerateFiles(folder), file => Assert.True(new FileInfo(file).Length < 1_000_000, $"{file} is too long."));
        var metrics = RunMetrics.From(input.Evidence.History, input.Evidence.Schedule, input.Evidence.Observations);
        Assert.Equal(input.Results.Operations, metrics.Operations);
        Assert.Equal(input.Results.Metrics.LeaderChanges, metrics.LeaderChanges);
    }
}
