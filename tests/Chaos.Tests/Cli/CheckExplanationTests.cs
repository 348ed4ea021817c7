using Xunit;

namespace Chaos.Tests.Cli;

public sealed class CheckExplanationTests
{
    private const string Stale = """
        {:process 0, :type :invoke, :f :write, :value 4}
        {:process 0, :type :ok, :f :write, :value 4}
        {:process 1, :type :invoke, :f :write, :value 5}
        {:process 1, :type :ok, :f :write, :value 5}
        {:process 2, :type :invoke, :f :read, :value nil}
        {:process 2, :type :ok, :f :read, :value 4}
        """;

    [Fact]
    public async Task A_violation_is_printed_with_its_table_the_longest_order_and_the_refusal()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Stale, TestContext.Current.CancellationToken);
        var checkedFile = await Tool.RunAsync(["check", file], TestContext.Current.CancellationToken);
        File.Delete(file);

        Assert.Equal(1, checkedFile.ExitCode);
        Assert.Contains("    entry  process 0     process 1     process 2\n", checkedFile.Output, StringComparison.Ordinal);
        Assert.Contains("    Longest legal order: 1 (then 4), 2 (then 5);\n", checkedFile.Output, StringComparison.Ordinal);
        Assert.Contains("    next 3: read 4, but the register held 5\n", checkedFile.Output, StringComparison.Ordinal);
        Assert.Contains("    Confirmed: every order", checkedFile.Output, StringComparison.Ordinal);
    }
}
