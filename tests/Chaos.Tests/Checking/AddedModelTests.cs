using Xunit;

namespace Chaos.Tests.Checking;

/// <summary>The example of docs/how-to/add-a-model.md.</summary>
public sealed class AddedModelTests
{
    private static readonly string Page = Path.Combine(House.Repository.Root, "docs", "how-to", "add-a-model.md");
    private static readonly string Source =
        Path.Combine(House.Repository.Root, "tests", "Chaos.Tests", "Checking", "MaximumModel.cs");

    [Fact]
    public void The_example_of_the_page_is_the_one_that_is_compiled()
    {
        var page = File.ReadAllText(Page);
        var example = File.ReadAllText(Source);
        Assert.Contains(example[example.IndexOf("public sealed class", StringComparison.Ordinal)..].Trim(), page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_twenty_lines_judges()
    {
        var good = new HistoryScript().Invoke(0, "raise", Value.Of(5)).Ok(0).Invoke(0, "raise", Value.Of(3)).Ok(0).Invoke(1, "read").Ok(1, Value.Of(5));
        var bad = new HistoryScript().Invoke(0, "raise", Value.Of(5)).Ok(0).Invoke(1, "read").Ok(1, Value.Of(3));

        Assert.Equal(Verdict.Valid, Judging.Judge(good.Build(), new MaximumModel()).Verdict);
        Assert.Equal(Verdict.Invalid, Judging.Judge(bad.Build(), new MaximumModel()).Verdict);
    }
}
