namespace Chaos.Systems;

/// <summary>
/// Registers as keys. Like every client of Sentinel it asks the sentinel of its node who is primary and speaks to that one, until an error tells
/// it to ask again. A cas is one script, which the server carries out as a whole.
/// </summary>
/// <param name="sentinel">The sentinel of the node.</param>
/// <param name="primaryAt">How a primary is reached, by the address that sentinels tell.</param>
internal sealed class RedisRegisterClient(NodeDialer sentinel, Func<string, NodeDialer?> primaryAt) : IClient
{
    private const string CasScript = """
        local seen = redis.call('GET', KEYS[1])
        if (seen or '') == ARGV[1] then redis.call('SET', KEYS[1], ARGV[2]) return {1} end
        return {0, seen}
        """;

    private RedisLink? primary;

    /// <inheritdoc/>
    public async ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var key = RegisterValues.KeyOf(invocation, "Redis");
        try
        {
            primary ??= await FindAsync(cancellationToken);
            return invocation.F switch
            {
                RegisterOperations.Read => Completion.Ok(ValueOf(await SendAsync(primary, cancellationToken, "GET", key))),
                RegisterOperations.Write => await WriteAsync(primary, key, invocation.Value, cancellationToken),
                RegisterOperations.Cas => await CasAsync(primary, key, invocation.Value, cancellationToken),
                var other => throw new InvalidOperationException($"The register of Redis has no operation '{other}'."),
            };
        }
        catch (CallException e)
        {
            if (e.EndsConnection || RedisErrors.AsksForAnother(e.Row)) Close();
            return e.Complete(invocation.F == RegisterOperations.Read);
        }
        catch (OperationCanceledException)
        {
            Close();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Close();
        return default;
    }

    private static async Task<Completion> WriteAsync(RedisLink link, string key, Value value, CancellationToken cancellationToken)
    {
        var reply = await SendAsync(link, cancellationToken, "SET", key, RegisterValues.TextOf(value));
        return reply.Text == "OK" ? Completion.Ok(value) : throw new CallException(TransportErrors.UnknownAnswer, $"{reply}");
    }

    private static async Task<Completion> CasAsync(RedisLink link, string key, Value argument, CancellationToken cancellationToken)
    {
        var (expected, next) = RegisterOperations.CasArguments(argument);
        var reply = await SendAsync(
            link, cancellationToken, "EVAL", CasScript, "1", key, expected.IsNull ? "" : RegisterValues.TextOf(expected), RegisterValues.TextOf(next));
        return reply.Items switch
        {
            [{ Number: 1 }] => Completion.Ok(argument),
            [{ Number: 0 }, var seen] => Completion.Mismatch(ValueOf(seen)),
            // A list of Lua ends at its first nil.
            [{ Number: 0 }] => Completion.Mismatch(default),
            _ => throw new CallException(TransportErrors.UnknownAnswer, $"{reply}"),
        };
    }

    // Whom the sentinel names; nothing of the operation has left before that.
    private async Task<RedisLink> FindAsync(CancellationToken cancellationToken)
    {
        using var link = await RedisLink.OpenAsync(sentinel, cancellationToken);
        RedisReply reply;
        try
        {
            reply = await link.SendAsync(cancellationToken, "SENTINEL", "GET-MASTER-ADDR-BY-NAME", RedisRecipe.GroupName);
        }
        catch (CallException e)
        {
            throw new CallException(RedisErrors.NoPrimary, e.Message, e);
        }

        return reply.Items is [{ Text: { } address }, ..] && primaryAt(address) is { } dialer
            ? await RedisLink.OpenAsync(dialer, cancellationToken)
            : throw new CallException(RedisErrors.NoPrimary);
    }

    private static async Task<RedisReply> SendAsync(RedisLink link, CancellationToken cancellationToken, params IReadOnlyList<string> words)
    {
        var reply = await link.SendAsync(cancellationToken, words);
        return reply.Error is { } error ? throw RedisErrors.Of(error) : reply;
    }

    private static Value ValueOf(RedisReply reply) =>
        reply.Text is { } text ? RegisterValues.Decode(System.Text.Encoding.UTF8.GetBytes(text)) : Value.Null;

    private void Close()
    {
        primary?.Dispose();
        primary = null;
    }
}
