using System.Globalization;

namespace Chaos;

/// <summary>
/// A value in a history: nothing, an integer, a string or a list of values. It maps one to one onto JSON and EDN, compares by
/// content and allocates nothing for nothing and integers.
/// </summary>
public readonly struct Value : IEquatable<Value>
{
    // The reference also tells the kind, so that a value takes 16 bytes: a history holds millions of them.
    private static readonly object IntegerMark = new();
    private readonly object? reference;
    private readonly long integer;

    private Value(long integer, object? reference)
    {
        this.integer = integer;
        this.reference = reference;
    }

    /// <summary>No value; the default.</summary>
    public static Value Null => default;

    /// <summary>What this value is.</summary>
    public ValueKind Kind =>
        reference is null ? ValueKind.Null
        : ReferenceEquals(reference, IntegerMark) ? ValueKind.Integer
        : reference is string ? ValueKind.Text
        : ValueKind.List;

    /// <summary>Whether there is no value.</summary>
    public bool IsNull => reference is null;

    /// <summary>An integer value.</summary>
    public static Value Of(long integer) => new(integer, IntegerMark);

    /// <summary>A string value; null gives <see cref="Null"/>.</summary>
    public static Value Of(string? text) => new(0, text);

    /// <summary>A list of values. The array is not copied and must not change afterwards.</summary>
    public static Value Of(params Value[] items) => new(0, items);

    /// <summary>A list of strings.</summary>
    public static Value OfTexts(IEnumerable<string> texts) => Of(texts.Select(text => Of(text)).ToArray());

    /// <summary>The integer. Throws <see cref="InvalidOperationException"/> where this is not one.</summary>
    public long AsInteger() => ReferenceEquals(reference, IntegerMark) ? integer : throw Wrong(ValueKind.Integer);

    /// <summary>The string. Throws <see cref="InvalidOperationException"/> where this is not one.</summary>
    public string AsText() => Kind is ValueKind.Text ? (string)reference! : throw Wrong(ValueKind.Text);

    /// <summary>The items. Throws <see cref="InvalidOperationException"/> where this is not a list.</summary>
    public ReadOnlySpan<Value> AsList() => Kind is ValueKind.List ? (Value[])reference! : throw Wrong(ValueKind.List);

    /// <summary>Equality by content.</summary>
    public static bool operator ==(Value left, Value right) => left.Equals(right);

    /// <summary>Inequality by content.</summary>
    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Value other) => Kind == other.Kind && Kind switch
    {
        ValueKind.Null => true,
        ValueKind.Integer => integer == other.integer,
        ValueKind.Text => string.Equals((string)reference!, (string)other.reference!, StringComparison.Ordinal),
        _ => AsList().SequenceEqual(other.AsList()),
    };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add((byte)Kind);
        switch (Kind)
        {
            case ValueKind.Integer: hash.Add(integer); break;
            case ValueKind.Text: hash.Add((string)reference!, StringComparer.Ordinal); break;
            case ValueKind.List:
                foreach (var item in AsList()) hash.Add(item);
                break;
        }

        return hash.ToHashCode();
    }

    /// <summary>The value as people read it: <c>nil</c>, <c>5</c>, <c>abc</c>, <c>[1 2]</c>.</summary>
    public override string ToString() => Kind switch
    {
        ValueKind.Null => "nil",
        ValueKind.Integer => integer.ToString(CultureInfo.InvariantCulture),
        ValueKind.Text => (string)reference!,
        _ => $"[{string.Join(' ', ((Value[])reference!).Select(item => item.ToString()))}]",
    };

    private InvalidOperationException Wrong(ValueKind expected) =>
        new($"The value {this} is {Kind}, but {expected} was expected.");
}
