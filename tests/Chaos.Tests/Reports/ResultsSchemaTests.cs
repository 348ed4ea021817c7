using Chaos.Tests.House;
using Xunit;

namespace Chaos.Tests.Reports;

public sealed class ResultsSchemaTests
{
    public static TheoryData<string, Func<string>> Schemas => new()
    {
        { "docs/reference/results.schema.json", ResultsSchema.OfRun },
        { "docs/reference/suite-results.schema.json", ResultsSchema.OfSuite },
        { "docs/reference/sweep-results.schema.json", ResultsSchema.OfSweep },
        { "docs/reference/proof-results.schema.json", ResultsSchema.OfProof },
    };

    /// <summary>After a change of the types: <c>CHAOS_UPDATE_SNAPSHOTS=1</c> writes the files anew.</summary>
    [Theory]
    [MemberData(nameof(Schemas), DisableDiscoveryEnumeration = true)]
    public void The_schema_in_the_docs_is_that_of_the_types(string file, Func<string> text)
    {
        var schema = text();
        if (Environment.GetEnvironmentVariable("CHAOS_UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(Path.Combine(Repository.Root, file), schema);

        Assert.Equal(schema, Repository.Read(file));
    }
}
