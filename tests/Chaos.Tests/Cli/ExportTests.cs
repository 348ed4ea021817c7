using Xunit;

namespace Chaos.Tests.Cli;

public sealed class ExportTests : IDisposable
{
    private const string Log =
        "INFO  jepsen.util - 0\t:invoke\t:write\t4\nINFO  jepsen.util - 0\t:ok\t:write\t4\n"
        + "INFO  jepsen.util - 1\t:invoke\t:cas\t[3 5]\nINFO  jepsen.util - 1\t:fail\t:cas\t[3 5]\n"
        + "INFO  jepsen.util - 2\t:invoke\t:read\tnil\nINFO  jepsen.util - 2\t:ok\t:read\t3\n";

    private readonly string directory = Directory.CreateTempSubdirectory("chaos-export-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Theory]
    [InlineData("edn", "{:index 3, :time 0, :process 1, :type :fail, :f :cas, :value [3 5], :error :mismatch}")]
    [InlineData("jsonl", """{"index":3,"time":0,"process":1,"type":"fail","f":"cas","value":[3,5],"error":"mismatch"}""")]
    public async Task An_exported_history_has_the_verdict_of_the_original(string format, string line)
    {
        var stop = TestContext.Current.CancellationToken;
        var (log, file) = (Path.Combine(directory, "etcd.log"), Path.Combine(directory, $"history.{format}"));
        await File.WriteAllTextAsync(log, Log, stop);

        var exported = await Tool.RunAsync(["export", log, "--format", format, "--out", file], stop);
        var judged = await Tool.RunAsync(["check", file], stop);
        var again = await Tool.RunAsync(["export", log, "--format", format, "--out", file], stop);

        Assert.Equal(0, exported.ExitCode);
        Assert.Contains(line, (await File.ReadAllLinesAsync(file, stop)));
        Assert.Equal(1, judged.ExitCode);
        Assert.Contains("returned 3", judged.Output, StringComparison.Ordinal);
        Assert.Equal(64, again.ExitCode);
        Assert.Contains("cannot be written", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_history_that_does_not_fit_into_the_memory_limit_is_unknown_and_says_what_helps()
    {
        var stop = TestContext.Current.CancellationToken;
        var log = Path.Combine(directory, "etcd.log");
        await File.WriteAllTextAsync(log, string.Concat(Enumerable.Repeat(Log, 20_000)), stop);

        var judged = await Tool.RunAsync(["check", log, "--memory-limit", "1m", "--json"], stop);

        Assert.Equal(2, judged.ExitCode);
        Assert.Contains("the memory limit of 1 MiB was reached while", judged.Output, StringComparison.Ordinal);
        Assert.Contains("a larger --memory-limit", judged.Output, StringComparison.Ordinal);
    }
}
