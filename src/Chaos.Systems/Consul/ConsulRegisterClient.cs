namespace Chaos.Systems;

/// <summary>
/// Registers as keys of Consul's store. A cas reads value and index consistently, and writes where the index still is the same. Evidence is
/// the index of the key's last change, as reads tell it; a write's answer tells none.
/// </summary>
internal sealed class ConsulRegisterClient(HttpNode node, string readQuery) : IClient
{
    /// <inheritdoc/>
    public async ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var path = "/v1/kv/" + RegisterValues.KeyOf(invocation, "Consul");
        try
        {
            return invocation.F switch
            {
                RegisterOperations.Read => await ReadAsync(path, cancellationToken),
                RegisterOperations.Write => await WriteAsync(path, invocation.Value, cancellationToken),
                RegisterOperations.Cas => await CasAsync(path, invocation.Value, cancellationToken),
                var other => throw new InvalidOperationException($"Consul's register has no operation '{other}'."),
            };
        }
        catch (CallException e)
        {
            return e.Complete(invocation.F == RegisterOperations.Read);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => node.DisposeAsync();

    private async Task<Completion> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var entry = ConsulEntry.Of(await node.GetAsync(path + readQuery, cancellationToken));
        return Completion.Ok(entry.Value, Value.Of(entry.ModifyIndex));
    }

    private async Task<Completion> WriteAsync(string path, Value value, CancellationToken cancellationToken) =>
        await PutAsync(path, value, cancellationToken)
            ? Completion.Ok(value)
            : throw new CallException(TransportErrors.UnknownAnswer, "a plain write was answered with false");

    private async Task<Completion> CasAsync(string path, Value argument, CancellationToken cancellationToken)
    {
        var (expected, next) = RegisterOperations.CasArguments(argument);
        if (expected.IsNull)
            return await PutAsync($"{path}?cas=0", next, cancellationToken) ? Completion.Ok(argument) : Completion.Mismatch(default);
        ConsulEntry entry;
        try
        {
            entry = ConsulEntry.Of(await node.GetAsync($"{path}?{ConsulSettings.Consistent}", cancellationToken));
        }
        catch (CallException e)
        {
            return e.Complete(isRead: true);
        }

        if (entry.Value != expected) return Completion.Mismatch(entry.Value);
        return await PutAsync($"{path}?cas={entry.ModifyIndex}", next, cancellationToken)
            ? Completion.Ok(argument)
            : Completion.Fail("the index changed meanwhile");
    }

    private async Task<bool> PutAsync(string path, Value value, CancellationToken cancellationToken)
    {
        var answer = await node.SendAsync(HttpMethod.Put, path, RegisterValues.Encode(value), cancellationToken);
        return (answer.Status, answer.Text) switch
        {
            (200, "true") => true,
            (200, "false") => false,
            (200, _) => throw new CallException(TransportErrors.UnknownAnswer, answer.Text),
            _ => throw ConsulErrors.Of(answer),
        };
    }
}
