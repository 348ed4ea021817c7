namespace Chaos.Systems;

/// <summary>
/// Registers as nodes of ZooKeeper's tree. A write sets the value, or creates the node where it is not there; a cas reads value and version and
/// sets the value where the version still is the same. Of the requests that an operation makes at most one changes something: another follows
/// only on an answer that proves that the one before had no effect. Evidence is the transaction's number (zxid).
/// </summary>
internal sealed class ZooKeeperRegisterClient(NodeDialer dialer, ZooKeeperRead read) : IClient
{
    private const int MostSteps = 5;
    private readonly ZooKeeperSeat seat = new(dialer, SessionTimeout);

    /// <summary>The time after which the servers end a session that does not matter.</summary>
    public static TimeSpan SessionTimeout { get; } = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var path = "/" + RegisterValues.KeyOf(invocation, "ZooKeeper");
        return seat.RunAsync(
            invocation.F == RegisterOperations.Read,
            (open, token) => invocation.F switch
            {
                RegisterOperations.Read => ReadAsync(open, path, token),
                RegisterOperations.Write => WriteAsync(open, path, invocation.Value, token),
                RegisterOperations.Cas => CasAsync(open, path, invocation.Value, token),
                var other => throw new InvalidOperationException($"ZooKeeper's register has no operation '{other}'."),
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        seat.Dispose();
        return default;
    }

    private async Task<Completion> ReadAsync(ZooKeeperSession open, string path, CancellationToken cancellationToken)
    {
        var (value, _, zxid) = await GetAsync(open, path, read, cancellationToken);
        return Completion.Ok(value, Value.Of(zxid));
    }

    private static async Task<Completion> WriteAsync(ZooKeeperSession open, string path, Value value, CancellationToken cancellationToken)
    {
        var bytes = RegisterValues.Encode(value);
        for (var step = 0; step < MostSteps; step++)
        {
            var set = (await open.CallAsync(cancellationToken, ZooKeeperRequest.Set(path, bytes)))[0];
            if (set.Error == 0) return Completion.Ok(value, Value.Of(set.Zxid));
            if (set.Error != ZooKeeperErrors.NoNode) throw ZooKeeperErrors.Of(set.Error);
            var created = (await open.CallAsync(cancellationToken, ZooKeeperRequest.Create(path, bytes)))[0];
            if (created.Error == 0) return Completion.Ok(value, Value.Of(created.Zxid));
            if (created.Error != ZooKeeperErrors.NodeExists) throw ZooKeeperErrors.Of(created.Error);
        }

        return Completion.Fail("the node came and went");
    }

    private async Task<Completion> CasAsync(ZooKeeperSession open, string path, Value argument, CancellationToken cancellationToken)
    {
        var (expected, next) = RegisterOperations.CasArguments(argument);
        if (expected.IsNull)
        {
            var created = (await open.CallAsync(cancellationToken, ZooKeeperRequest.Create(path, RegisterValues.Encode(next))))[0];
            return created.Error switch
            {
                0 => Completion.Ok(argument, Value.Of(created.Zxid)),
                ZooKeeperErrors.NodeExists => Completion.Mismatch(Value.Null),
                var error => throw ZooKeeperErrors.Of(error),
            };
        }

        // A mismatch is an observation like a read, and must be as new as one that is claimed.
        var (seen, version, _) = await GetAsync(open, path, read is ZooKeeperRead.Local ? ZooKeeperRead.Quorum : read, cancellationToken);
        if (seen != expected) return Completion.Mismatch(seen);
        var set = (await open.CallAsync(cancellationToken, ZooKeeperRequest.Set(path, RegisterValues.Encode(next), version)))[0];
        return set.Error == 0 ? Completion.Ok(argument, Value.Of(set.Zxid)) : throw ZooKeeperErrors.Of(set.Error);
    }

    private static async Task<(Value Value, int Version, long Zxid)> GetAsync(
        ZooKeeperSession open, string path, ZooKeeperRead read, CancellationToken cancellationToken)
    {
        var answer = await open.ReadAsync(read, path, ZooKeeperRequest.Get(path), cancellationToken);
        return answer.Error switch
        {
            0 => (RegisterValues.Decode(answer.Buffer()), answer.Stat().Version, answer.Zxid),
            ZooKeeperErrors.NoNode => (Value.Null, -1, answer.Zxid),
            var error => throw ZooKeeperErrors.Of(error),
        };
    }
}
