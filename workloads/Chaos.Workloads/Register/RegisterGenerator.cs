using System.Collections.Immutable;

namespace Chaos.Workloads;

/// <summary>
/// Reads, writes and compare-and-sets on a window of keys. A cas mostly expects the value that was learnt last, so that a fair share
/// of them applies; sometimes the one that is on its way, or an old one.
/// </summary>
internal sealed record RegisterGenerator(
    RegisterSettings Shape, ImmutableArray<RegisterSlot> Slots, long NextKey, long Count) : IGenerator
{
    private const int KeyDraw = 0;
    private const int FunctionDraw = 1;
    private const int ExpectedDraw = 2;

    public static RegisterGenerator Create(RegisterSettings shape) => new(
        shape, [.. Enumerable.Range(0, shape.Keys).Select(number => RegisterSlot.Fresh(number, shape.OperationsEach))], shape.Keys, 0);

    public GeneratorStep Next(in GeneratorContext context)
    {
        var random = context.Random.At(Count);
        var at = random.Below(Slots.Length, KeyDraw);
        var slot = Slots[at];
        var share = random.Below(100, FunctionDraw);
        Invocation invocation;
        if (share < Shape.ReadPercent)
        {
            invocation = RegisterOperations.ReadOf(slot.Key);
            slot = slot with { Left = slot.Left - 1 };
        }
        else
        {
            invocation = share < Shape.ReadPercent + Shape.CasPercent
                ? RegisterOperations.CasOf(slot.Key, ExpectedOf(slot, random.Below(10, ExpectedDraw)), slot.NextValue)
                : RegisterOperations.WriteOf(slot.Key, slot.NextValue);
            slot = slot with { Left = slot.Left - 1, NextValue = slot.NextValue + 1, Sent = Value.Of(slot.NextValue) };
        }

        var nextKey = NextKey;
        if (slot.Left == 0) slot = RegisterSlot.Fresh(nextKey++, Shape.OperationsEach);
        return GeneratorStep.Operation(
            invocation, 0, new RegisterGenerator(Shape, Slots.SetItem(at, slot), nextKey, Count + 1));
    }

    public IGenerator Update(in GeneratorContext context, in Operation operation)
    {
        if (Learnt(operation) is not { Kind: ValueKind.Integer } value) return this;
        for (var i = 0; i < Slots.Length; i++)
        {
            if (Slots[i].Key != operation.Key) continue;
            var slot = Slots[i].Learn(value);
            return ReferenceEquals(slot, Slots[i]) ? this : this with { Slots = Slots.SetItem(i, slot) };
        }

        return this;
    }

    private static Value ExpectedOf(RegisterSlot slot, int draw) => draw switch
    {
        < 7 => slot.Known,
        < 9 => slot.Sent,
        _ => slot.Before,
    };

    private static Value Learnt(in Operation operation) => operation switch
    {
        { Type: OperationType.Ok, F: RegisterOperations.Cas, Value.Kind: ValueKind.List } =>
            RegisterOperations.CasArguments(operation.Value).Next,
        { Type: OperationType.Ok } => operation.Value,
        { Type: OperationType.Fail, Error: Operation.MismatchError } => operation.Evidence,
        _ => default,
    };
}
