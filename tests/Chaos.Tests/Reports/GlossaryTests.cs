using Chaos.Reports;
using Chaos.Tests.House;
using Xunit;

namespace Chaos.Tests.Reports;

public sealed class GlossaryTests
{
    [Fact]
    public void Every_term_of_a_report_has_a_concept_page_to_explain() =>
        Assert.Empty(Glossary.Terms.Where(term => !Repository.Exists($"docs/concepts/{term.Name}.md")).Select(term => term.Name));

    [Fact]
    public void No_term_is_explained_twice() =>
        Assert.Equal(Glossary.Terms.Count, Glossary.Terms.DistinctBy(term => term.Name).Count());
}
