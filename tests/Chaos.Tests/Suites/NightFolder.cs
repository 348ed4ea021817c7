using Chaos.Campaigns;
using Chaos.Reports;

namespace Chaos.Tests.Suites;

/// <summary>A folder with a suite file for one test, removed afterwards.</summary>
internal sealed class NightFolder : IDisposable, IProgress<string>
{
    private readonly string parent = Directory.CreateTempSubdirectory("chaos-night-").FullName;

    public NightFolder(string suite) => File.WriteAllText(SuiteFile, suite);

    public string SuiteFile => Path.Combine(parent, "suite.yaml");

    public string Night => Path.Combine(parent, "night");

    public string State => Path.Combine(Night, "state.jsonl");

    public List<string> Said { get; } = [];

    public SuiteResults Results => SuiteResultsFile.FromJson(File.ReadAllText(Path.Combine(Night, "results.json")));

    public string Other(string name) => Path.Combine(parent, name);

    public Task<SuiteResults> RunAsync(
        IRunLauncher launcher, bool resume = false, string? since = null, string? night = null, TimeProvider? time = null, CancellationTokenSource? stopping = null,
        DateOnly? seedDate = null) =>
        new SuiteRunner(launcher, time ?? new Nemeses.JumpingTime(), this).RunAsync(
            new() { File = SuiteFile, OutDirectory = night ?? Night, Resume = resume, SinceDirectory = since, SeedDate = seedDate },
            stopping?.Token ?? Xunit.TestContext.Current.CancellationToken);

    public void Report(string value) => Said.Add(value);

    public void Dispose() => Directory.Delete(parent, recursive: true);
}
