namespace Chaos.Benchmarks;

/// <summary>Which value a container gives.</summary>
internal enum TakeFrom
{
    /// <summary>The oldest.</summary>
    Front,

    /// <summary>The newest.</summary>
    Back,

    /// <summary>Any.</summary>
    Anywhere,
}
