using System.Globalization;
using Chaos.Systems.EtcdMessages;
using Google.Protobuf;

namespace Chaos.Systems;

/// <summary>Keys, values and revisions as etcd has them.</summary>
internal static class EtcdKeys
{
    /// <summary>The key of an operation.</summary>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    public static ByteString Of(in Invocation invocation) => ByteString.CopyFromUtf8(NameOf(invocation));

    /// <summary>The same as text.</summary>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    public static string NameOf(in Invocation invocation) => invocation.Key
        ?? throw new InvalidOperationException($"A {invocation.F} on etcd needs a key, but it has none.");

    /// <summary>The end of the range of all keys that begin with a prefix.</summary>
    public static ByteString EndOf(ByteString prefix)
    {
        var end = prefix.ToByteArray();
        end[^1]++; // a prefix of ours ends with a slash
        return UnsafeByteOperations.UnsafeWrap(end);
    }

    /// <summary>An integer as etcd keeps it.</summary>
    public static ByteString BytesOf(long integer) => ByteString.CopyFromUtf8(integer.ToString(CultureInfo.InvariantCulture));

    /// <summary>The revision of an answer; null where it has none.</summary>
    public static Value RevisionOf(ResponseHeader? header) => header is null ? Value.Null : Value.Of(header.Revision);

    /// <summary>A value of ours, or the text of one that is not.</summary>
    public static Value ValueOf(ByteString bytes) => CellText.Read(bytes.Memory);
}
