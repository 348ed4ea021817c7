using Chaos.Tests.House;
using Xunit;

namespace Chaos.Tests.Reports;

public sealed class ResultsSchemaTests
{
    private const string SchemaFile = "docs/reference/results.schema.json";

    /// <summary>After a change of the types: <c>CHAOS_UPDATE_SNAPSHOTS=1</c> writes the file anew.</summary>
    [Fact]
    public void The_schema_in_the_docs_is_that_of_the_types()
    {
        var schema = ResultsSchema.Text();
        if (Environment.GetEnvironmentVariable("CHAOS_UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(Path.Combine(Repository.Root, SchemaFile), schema);

        Assert.Equal(schema, Repository.Read(SchemaFile));
    }
}
