namespace Chaos.Systems;

/// <summary>A reply of Redis: a text (null for none), a number, a list, or an error.</summary>
internal sealed record RedisReply
{
    /// <summary>The text; null where there is none, or where it is something else.</summary>
    public string? Text { get; init; }

    /// <summary>The number, where it is one.</summary>
    public long? Number { get; init; }

    /// <summary>The items, where it is a list.</summary>
    public IReadOnlyList<RedisReply>? Items { get; init; }

    /// <summary>The error's words, where it is one.</summary>
    public string? Error { get; init; }
}
