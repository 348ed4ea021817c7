using Xunit;

namespace Chaos.Tests.Checking;

/// <summary>Histories of others, and generated ones, with verdicts that other checkers gave.</summary>
public sealed class CorpusTests
{
    [Fact]
    public void Four_thousand_generated_register_histories_have_their_known_verdicts()
    {
        var wrong = new List<string>();
        var count = 0;
        foreach (var (name, isLinearizable, operations) in Corpora.Generated("fuzz-cas-register.jsonl.gz"))
        {
            count++;
            var verdict = new History(operations).Judge().Verdict;
            if (verdict != (isLinearizable ? Verdict.Valid : Verdict.Invalid)) wrong.Add($"{name}: {verdict}");
        }

        Assert.Equal(4_000, count);
        Assert.Empty(wrong);
    }
}
