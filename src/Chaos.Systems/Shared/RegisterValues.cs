using System.Globalization;
using System.Text;

namespace Chaos.Systems;

/// <summary>A register's value as the bytes that stores keep.</summary>
internal static class RegisterValues
{
    /// <summary>The bytes of a value: its digits.</summary>
    public static byte[] Encode(Value value) => Encoding.UTF8.GetBytes(TextOf(value));

    /// <summary>The text of a value: its digits.</summary>
    public static string TextOf(Value value) => value.AsInteger().ToString(CultureInfo.InvariantCulture);

    /// <summary>What bytes mean; what is no integer was never written by us and is kept as text, so that the checker sees it.</summary>
    public static Value Decode(ReadOnlySpan<byte> bytes) =>
        long.TryParse(bytes, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
            ? Value.Of(integer)
            : Value.Of(Encoding.UTF8.GetString(bytes));

    /// <summary>The key of an operation on a register.</summary>
    public static string KeyOf(in Invocation invocation, string system) => invocation.Key
        ?? throw new InvalidOperationException($"A {invocation.F} on {system} needs a key, but it has none.");
}
