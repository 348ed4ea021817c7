using System.Globalization;

namespace Chaos.Systems;

/// <summary>Sets as nodes with a child for each element; the node itself is made before the first one.</summary>
internal sealed class ZooKeeperSetClient(NodeDialer dialer, ZooKeeperRead read) : IClient
{
    private readonly ZooKeeperSeat seat = new(dialer, ZooKeeperRegisterClient.SessionTimeout);

    /// <inheritdoc/>
    public ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var path = "/set-" + RegisterValues.KeyOf(invocation, "ZooKeeper");
        return seat.RunAsync(
            invocation.F == SetOperations.Read,
            (open, token) => invocation.F switch
            {
                SetOperations.Add => AddAsync(open, path, invocation.Value, token),
                SetOperations.Read => ReadAsync(open, path, token),
                var other => throw new InvalidOperationException($"ZooKeeper's set has no operation '{other}'."),
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        seat.Dispose();
        return default;
    }

    private static async Task<Completion> AddAsync(ZooKeeperSession open, string path, Value element, CancellationToken cancellationToken)
    {
        var child = ZooKeeperRequest.Create(string.Create(CultureInfo.InvariantCulture, $"{path}/{element.AsInteger()}"), []);
        var added = (await open.CallAsync(cancellationToken, child))[0];
        if (added.Error == ZooKeeperErrors.NoNode)
        {
            // Refused for certain: the set is not there yet.
            var parent = (await open.CallAsync(cancellationToken, ZooKeeperRequest.Create(path, [])))[0];
            if (parent.Error is not (0 or ZooKeeperErrors.NodeExists)) throw ZooKeeperErrors.Of(parent.Error);
            added = (await open.CallAsync(cancellationToken, child))[0];
        }

        return added.Error == 0 ? Completion.Ok(element, Value.Of(added.Zxid)) : throw ZooKeeperErrors.Of(added.Error);
    }

    private async Task<Completion> ReadAsync(ZooKeeperSession open, string path, CancellationToken cancellationToken)
    {
        var answer = await open.ReadAsync(read, path, ZooKeeperRequest.Children(path), cancellationToken);
        if (answer.Error == ZooKeeperErrors.NoNode) return Completion.Ok(Value.Of([]), Value.Of(answer.Zxid));
        if (answer.Error != 0) throw ZooKeeperErrors.Of(answer.Error);
        var elements = new Value[answer.Int()];
        for (var i = 0; i < elements.Length; i++) elements[i] = RegisterValues.Decode(answer.Buffer());
        return Completion.Ok(Value.Of(elements), Value.Of(answer.Zxid));
    }
}
