namespace Chaos.Systems;

/// <summary>The clients of SQL servers, by the type of their operations.</summary>
internal static class SqlClients
{
    /// <summary>The types of operations that there is a client for.</summary>
    public static IReadOnlyList<string> Types { get; } =
        [RegisterOperations.TypeName, SetOperations.TypeName, CounterOperations.TypeName, BankOperations.TypeName];

    /// <summary>Makes a client.</summary>
    /// <exception cref="UsageException">There is none for this type.</exception>
    public static IClient Open(string type, SqlSeats seats, SqlDialect dialect) => type switch
    {
        RegisterOperations.TypeName => new SqlRegisterClient(seats, dialect),
        SetOperations.TypeName => new SqlSetClient(seats, dialect),
        CounterOperations.TypeName => new SqlCounterClient(seats, dialect),
        BankOperations.TypeName => new SqlBankClient(seats, dialect),
        _ => throw new UsageException(NearestName.Unknown($"type of operations of {dialect.Title}", type, Types)),
    };
}
