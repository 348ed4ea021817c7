using Chaos.Checking;
using Xunit;

namespace Chaos.Tests.Checking;

/// <summary>Histories of others, and generated ones, with verdicts that other checkers gave.</summary>
public sealed class CorpusTests
{
    /// <summary>Files of <c>EXPECTED.tsv</c> that a model judges; those with 50 clients take a while and come with CHAOS_FULL=1.</summary>
    [Theory]
    [InlineData("cas-register", 222)]
    [InlineData("mutex", 1)]
    [InlineData("kv", 4)]
    public void Histories_of_porcupine_and_knossos_have_their_known_verdicts(string model, int count)
    {
        var wrong = new List<string>();
        var files = File.ReadLines(Path.Combine(Corpora.Directory, "EXPECTED.tsv"))
            .Select(line => line.Split('\t'))
            .Where(fields => fields[1].Split(' ')[0] == model)
            .Where(fields => Judging.IsFull || !fields[0].Contains("c50", StringComparison.Ordinal))
            .ToList();
        foreach (var fields in files)
        {
            var history = HistoryImport.Read(Path.Combine(Corpora.Directory, fields[0])).History;
            var result = Judging.Judge(history, ModelCatalog.Find(model));
            var expected = fields[2] == "true" ? Verdict.Valid : Verdict.Invalid;

            // A few logs hold no answer at all: their known verdict is true, ours that nothing was checked.
            if (!history.SaysSomething() && expected is Verdict.Valid) expected = Verdict.Unknown;
            if (result.Verdict != expected) wrong.Add($"{fields[0]}: {result.Reason}");
        }

        Assert.Equal(count, files.Count(fields => !fields[0].Contains("c50", StringComparison.Ordinal)));
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("queue")]
    [InlineData("stack")]
    [InlineData("set")]
    [InlineData("log")]
    [InlineData("mutex")]
    public void Three_hundred_generated_histories_of_a_model_have_their_known_verdicts(string model)
    {
        var wrong = new List<string>();
        var count = 0;
        foreach (var (name, isLinearizable, operations) in Corpora.Generated($"fuzz-{model}.jsonl.gz"))
        {
            count++;
            var result = Judging.Judge(new History(operations), ModelCatalog.Find(model));
            if (result.Verdict != (isLinearizable ? Verdict.Valid : Verdict.Invalid)) wrong.Add($"{name}: {result.Reason}");
        }

        Assert.Equal(300, count);
        Assert.Empty(wrong);
    }

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
