using Chaos.Checking;

namespace Chaos.Tests.Checking;

public sealed class MaximumModel : IObservingModel
{
    public string Name => "maximum";

    public Value Initial { get; } = Value.Of(0);

    public string? KeyOf(in Operation invocation) => invocation.Key;

    public bool IsObservation(in Operation invocation, in Operation? completion) =>
        invocation.F == "read" && completion is not { Type: OperationType.Fail };

    public ModelStep Apply(Value state, in Operation invocation, in Operation? completion)
    {
        if (invocation.F == "raise")
            return ModelStep.To(Value.Of(Math.Max(state.AsInteger(), invocation.Value.AsInteger())));
        return completion is not { } end || end.Value == state
            ? ModelStep.To(state)
            : ModelStep.Illegal($"read {end.Value}, but the maximum was {state}");
    }
}
