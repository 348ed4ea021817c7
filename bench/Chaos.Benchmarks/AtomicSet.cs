namespace Chaos.Benchmarks;

/// <summary>A set; every element is added once, and removed and looked at soon after.</summary>
internal sealed class AtomicSet : AtomicObject
{
    private const int Recent = 64;
    private static readonly Value Yes = Value.Of("true");
    private static readonly Value No = Value.Of("false");
    private readonly HashSet<long> elements = [];
    private int made;

    /// <inheritdoc/>
    public override (string F, Value Argument) Draw(Func<int, int> draw, string? lastF, OperationType lastType) => draw(3) switch
    {
        0 => ("add", Value.Of(made++)),
        1 => ("remove", Value.Of(Math.Max(0, made - 1 - draw(Recent)))),
        _ => ("contains", Value.Of(Math.Max(0, made - 1 - draw(Recent)))),
    };

    /// <inheritdoc/>
    public override Value? Apply(Func<int, int> draw, string f, Value argument)
    {
        var element = argument.AsInteger();
        var answer = f switch
        {
            "add" => elements.Add(element),
            "remove" => elements.Remove(element),
            _ => elements.Contains(element),
        };
        return Value.Of(argument, answer ? Yes : No);
    }
}
