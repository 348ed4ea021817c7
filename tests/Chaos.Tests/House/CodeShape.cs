using System.Text.RegularExpressions;

namespace Chaos.Tests.House;

/// <summary>The types of a source file and how long their members are, found by braces alone.</summary>
internal sealed partial class CodeShape
{
    private readonly Stack<Scope> scopes = new();
    private readonly List<TypeDeclaration> types = [];
    private readonly List<Member> members = [];
    private int line = 1;
    private int headerLine = 1;
    private string header = "";

    private CodeShape()
    {
    }

    /// <summary>Types declared outside of any other type.</summary>
    public IReadOnlyList<TypeDeclaration> Types => types;

    /// <summary>Members of all types that have a body in braces, attributes included.</summary>
    public IReadOnlyList<Member> Members => members;

    /// <summary>Measures a source text.</summary>
    public static CodeShape Of(string source)
    {
        var shape = new CodeShape();
        foreach (var c in CodeText.Blank(source))
            shape.Read(c);
        return shape;
    }

    private void Read(char c)
    {
        switch (c)
        {
            case '{':
                Open();
                break;
            case '}':
                Close();
                break;
            case ';' when !InMember:
                Declare(header);
                header = "";
                break;
            default:
                if (header.Length == 0 && !char.IsWhiteSpace(c))
                    headerLine = line;
                if (header.Length > 0 || !char.IsWhiteSpace(c))
                    header += c;
                break;
        }

        if (c == '\n')
            line++;
    }

    private bool InMember => scopes.Any(scope => !scope.HoldsTypes);

    private void Open()
    {
        header = WithoutAttributes(header);
        var isType = !InMember && (TypeHeader().IsMatch(header) || NamespaceHeader().IsMatch(header));
        if (isType)
            Declare(header);
        scopes.Push(new Scope(isType, TypeHeader().IsMatch(header), headerLine, header.Trim()));
        header = "";
    }

    private void Close()
    {
        if (scopes.TryPop(out var scope) && !scope.HoldsTypes && !InMember)
            members.Add(new Member(scope.Header, line - scope.Line + 1));
        header = "";
    }

    private void Declare(string text)
    {
        text = WithoutAttributes(text);
        var match = TypeHeader().Match(text);
        if (match.Success && !scopes.Any(scope => scope.IsType))
            types.Add(new TypeDeclaration(match.Groups["name"].Value, PublicWord().IsMatch(text)));
    }

    private static string WithoutAttributes(string text)
    {
        text = text.Trim();
        while (text.StartsWith('['))
        {
            var depth = 0;
            var end = 0;
            do
                depth += text[end] == '[' ? 1 : text[end] == ']' ? -1 : 0;
            while (++end < text.Length && depth > 0);
            text = text[end..].TrimStart();
        }

        return text;
    }

    [GeneratedRegex(@"^[^=(]*\b(class|struct|record|interface|enum|delegate)\b[^=(]*?\b(?<name>[A-Za-z_]\w*)\s*(<[^>]*>)?\s*($|[:({]|where\b)")]
    private static partial Regex TypeHeader();

    [GeneratedRegex(@"^\s*namespace\b")]
    private static partial Regex NamespaceHeader();

    [GeneratedRegex(@"\bpublic\b")]
    private static partial Regex PublicWord();

    /// <summary>A type and whether it is public.</summary>
    internal sealed record TypeDeclaration(string Name, bool IsPublic);

    /// <summary>A member's header and how many lines it takes.</summary>
    internal sealed record Member(string Header, int Lines);

    private sealed record Scope(bool HoldsTypes, bool IsType, int Line, string Header);
}
