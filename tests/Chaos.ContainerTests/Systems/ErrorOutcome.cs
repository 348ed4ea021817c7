namespace Chaos.ContainerTests.Systems;

/// <summary>How an operation ended in a situation.</summary>
/// <param name="Client">The client.</param>
/// <param name="Operation">What it was asked.</param>
/// <param name="Situation">The state of the nodes.</param>
/// <param name="End">The completion.</param>
internal sealed record ErrorOutcome(SystemCase Client, ClientOperation Operation, ErrorSituation Situation, Completion End)
{
    /// <summary>The name of its row: the type of operations, and what was asked.</summary>
    public string Row => $"{Client.Type} {Operation.F}";

    /// <summary>The class, and the words of the table for the error, or all of the error where no table knows it.</summary>
    public string Cell => End.Type is OperationType.Ok
        ? "ok"
        : $"{(End.Type is OperationType.Fail ? "fail" : "info")}: {ErrorWords.Find(Client.System, End.Error ?? "")?.Text ?? End.Error}";

    /// <inheritdoc/>
    public override string ToString() => $"{Client} {Operation.F}, {Situation}: {End.Type} {End.Error}";
}
