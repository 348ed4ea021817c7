using Chaos.Nemeses;
using Xunit;

namespace Chaos.Tests.Nemeses;

/// <summary>Every parameter of every nemesis is read and checked before a run, whoever adds one.</summary>
public sealed class CatalogueParameterTests
{
    private const string Nonsense = "../no-such-value?";

    public static IEnumerable<TheoryDataRow<string, string>> All =>
        from nemesis in NemesisCatalog.All.Append(NemesisCatalog.Mix)
        from parameter in nemesis.Parameters
        select new TheoryDataRow<string, string>(nemesis.Name, parameter.Name);

    [Theory]
    [MemberData(nameof(All))]
    public void A_wrong_value_is_refused_with_a_sentence_that_names_nemesis_and_value(string nemesis, string parameter)
    {
        var failure = Assert.Throws<UsageException>(() => Check($"{nemesis}:{parameter}={Nonsense}"));

        Assert.Contains(nemesis, failure.Message, StringComparison.Ordinal);
        Assert.Contains(Nonsense, failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", failure.Message.TrimEnd('?') + (failure.Message.EndsWith('?') ? "." : ""), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_name_of_a_parameter_that_does_not_exist_is_refused_with_the_nearest(string nemesis, string parameter)
    {
        var failure = Assert.Throws<UsageException>(() => Check($"{nemesis}:{parameter}x=1"));

        Assert.Contains($"'{parameter}x'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_defaults_of_every_nemesis_are_right()
    {
        foreach (var nemesis in NemesisCatalog.All.Append(NemesisCatalog.Mix))
            new NemesisRequest(nemesis, nemesis.DefaultParameters).Check(beyondQuorum: true);
    }

    private static void Check(string text)
    {
        foreach (var request in NemesisArguments.Parse(text)) request.Check(beyondQuorum: true);
    }
}
