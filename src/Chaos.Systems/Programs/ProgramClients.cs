namespace Chaos.Systems;

/// <summary>The clients of our own consensus nodes, by type of operations.</summary>
internal static class ProgramClients
{
    /// <summary>The types of operations that there is a client for.</summary>
    public static IReadOnlyList<string> Types { get; } = [RegisterOperations.TypeName, SetOperations.TypeName, .. CellStructures.Types];

    /// <summary>Opens a client on a connection.</summary>
    /// <exception cref="UsageException">There is none for that type of operations.</exception>
    public static IClient Open(string operationType, IProgramConnection connection)
    {
        var session = new ProgramSession(connection);
        return operationType switch
        {
            RegisterOperations.TypeName => new ProgramRegisterClient(session),
            SetOperations.TypeName => new ProgramSetClient(session),
            _ when CellStructures.Find(operationType) is { } structure => new ProgramCellClient(session, structure),
            _ => throw new UsageException(NearestName.Unknown("type of operations", operationType, Types)),
        };
    }
}
