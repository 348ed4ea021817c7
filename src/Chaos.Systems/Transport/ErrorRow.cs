namespace Chaos.Systems;

/// <summary>A row of a system's table of errors: what came back, and what it proves about an operation that changes something.</summary>
/// <param name="Text">The server's words or code, or the name that Chaos gives to an error of the connection.</param>
/// <param name="Proves">Fail where it proves that nothing was and will be applied, else info.</param>
/// <param name="Reason">Why.</param>
internal sealed record ErrorRow(string Text, OperationType Proves, string Reason);
