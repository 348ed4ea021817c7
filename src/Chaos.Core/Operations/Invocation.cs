namespace Chaos;

/// <summary>What a process is asked to do: function, object and argument.</summary>
/// <param name="F">The function, for instance <c>read</c>.</param>
/// <param name="Key">The object, or null where there is only one.</param>
/// <param name="Value">The argument.</param>
public readonly record struct Invocation(string F, string? Key, Value Value);
