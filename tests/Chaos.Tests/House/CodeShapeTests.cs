using Xunit;

namespace Chaos.Tests.House;

public sealed class CodeShapeTests
{
    [Fact]
    public void Braces_in_strings_and_comments_do_not_count()
    {
        const string source = """
            namespace A;
            // class Not {
            public sealed record One(int X) : IThing<int>
            {
                private readonly string text = $"{{ {X:x} {"}"} \" {(X > 0 ? "{" : "}")}";
                private const char Brace = '{';

                public int Long()
                {
                    var raw = @"\"" {";
                    return 1;
                }
            }

            internal enum Two { A, B }
            """;

        var shape = CodeShape.Of(source);

        Assert.Equal(["One", "Two"], shape.Types.Select(type => type.Name));
        Assert.Equal([true, false], shape.Types.Select(type => type.IsPublic));
        Assert.Equal(5, Assert.Single(shape.Members).Lines);
    }

    [Fact]
    public void A_delegate_and_a_record_without_a_body_are_types()
    {
        var shape = CodeShape.Of("namespace A;\npublic delegate int Ask(string a);\npublic sealed record Answer(int Value);\n");

        Assert.Equal(["Ask", "Answer"], shape.Types.Select(type => type.Name));
    }
}
