namespace Chaos;

/// <summary>
/// A sequential specification: what an object may answer when operations come one after the other. States are values, compared by
/// equality; they must be immutable.
/// </summary>
public interface IModel
{
    /// <summary>The name used by <c>--model</c>.</summary>
    string Name { get; }

    /// <summary>The state before the first operation.</summary>
    Value Initial { get; }

    /// <summary>
    /// Applies one operation. <paramref name="completion"/> is null for an operation whose outcome is not known: it then takes effect
    /// with whatever result the state gives.
    /// </summary>
    /// <returns>The next state, or why the result is impossible in this state.</returns>
    ModelStep Apply(Value state, in Operation invocation, in Operation? completion);

    /// <summary>The independent object that an operation belongs to; null where there is only one.</summary>
    string? KeyOf(in Operation invocation);
}
