using Chaos.Campaigns;
using Chaos.Checking;
using Chaos.Tests.House;
using Xunit;

namespace Chaos.Tests.Checking;

/// <summary>Histories of others, and generated ones, with verdicts that other checkers gave; read and judged as <c>chaos check</c> does it.</summary>
public sealed class CorpusTests
{
    /// <summary>
    /// Files of <c>EXPECTED.tsv</c> that a model judges, and in how many nobody was answered; those with 50 clients take a while and come
    /// with CHAOS_TEST_FULL=1.
    /// </summary>
    [Theory]
    [InlineData("cas-register", 222, 4)]
    [InlineData("mutex", 1, 0)]
    [InlineData("multi-register", 1, 0)]
    [InlineData("kv", 6, 0)]
    public void Histories_of_porcupine_and_knossos_have_their_known_verdicts(string model, int count, int unanswered)
    {
        var files = CorpusFile.Expected().Where(file => file.Model.Split(':')[0] == model).ToList();

        Assert.Equal(count, files.Count);
        var verdicts = files.Where(file => Judging.IsFull || !file.IsLong).Select(CorpusVerdict.Of).ToList();
        Assert.Equal(unanswered, verdicts.Count(verdict => verdict.IsVacuous));
        Assert.Empty(verdicts
            .Where(verdict => !verdict.IsAsKnown)
            .Select(verdict => $"{verdict.File.Path}: {verdict.Reason}"));
    }

    [Theory]
    [InlineData("cas-register", 4_000)]
    [InlineData("queue", 300)]
    [InlineData("stack", 300)]
    [InlineData("set", 300)]
    [InlineData("log", 300)]
    [InlineData("mutex", 300)]
    public async Task Generated_histories_have_their_known_verdicts(string model, int count)
    {
        var path = CorpusFile.Generated(model);
        var results = await new Recheck(TimeProvider.System).CheckAsync(path, null, new CheckBudget(), TestContext.Current.CancellationToken);
        var known = HistoryCollection.Read(path).Select(item => (item.Name, item.IsLinearizable == true ? Verdict.Valid : Verdict.Invalid));

        Assert.Equal(known, results.Checkers.Select(checker => (checker.Name.Split(' ')[1], checker.Verdict)));
        Assert.Equal(count, results.Checkers.Count);
        Assert.Contains(results.Notes, note => note == $"The verdicts that the file states ({count:N0}) are the same.");
    }

    [Fact]
    public async Task One_of_many_histories_is_selected_by_its_name()
    {
        var path = CorpusFile.Generated("queue");
        var item = HistoryCollection.Read(path).First(item => item.IsLinearizable == false);
        var results = await new Recheck(TimeProvider.System).CheckAsync(
            $"{path}#{item.Name}", null, new CheckBudget(), TestContext.Current.CancellationToken);

        Assert.Equal(Verdict.Invalid, results.Verdict);
        Assert.Equal("queue", Assert.Single(results.Checkers).Details["model"]);
        Assert.Throws<UsageException>(() => HistoryImport.Read($"{path}#nothing"));
        Assert.Contains($"{path}#", Assert.Throws<UsageException>(() => HistoryImport.Read(path)).Message, StringComparison.Ordinal);
    }

    /// <summary>Writes docs/reference/corpora-verdicts.md with CHAOS_WRITE_VERDICTS=1; else only looks whether every file is in it.</summary>
    [Fact]
    public void The_page_of_verdicts_has_a_line_for_every_file()
    {
        var page = Path.Combine(Repository.Root, "docs", "reference", "corpora-verdicts.md");
        var files = CorpusFile.Expected().Concat(CorpusFile.AllGenerated()).ToList();
        if (Environment.GetEnvironmentVariable("CHAOS_WRITE_VERDICTS") == "1") File.WriteAllText(page, CorpusPage.Of(files));

        var lines = File.ReadAllText(page);
        Assert.All(files, file => Assert.Contains($"| {file.Path} |", lines, StringComparison.Ordinal));
        Assert.DoesNotContain("DIFFERS", lines, StringComparison.Ordinal);
    }
}
