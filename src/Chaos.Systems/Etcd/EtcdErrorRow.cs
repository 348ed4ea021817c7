using Grpc.Core;

namespace Chaos.Systems;

/// <summary>A row of the table of errors: what came back, and what it proves about a write or cas.</summary>
/// <param name="Text">The server's words, or the name that Chaos gives to an error of the connection.</param>
/// <param name="Code">The only status code that counts; null for any.</param>
/// <param name="Proves">Fail where it proves that nothing was and will be applied, else info.</param>
/// <param name="Reason">Why.</param>
internal sealed record EtcdErrorRow(string Text, StatusCode? Code, OperationType Proves, string Reason);
