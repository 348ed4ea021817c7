using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Chaos.Systems;

/// <summary>
/// Locks and elections as keys that a session holds; the index of the acquisition is the token (term). The session is renewed beside the operations,
/// unless the client stands still; without that Consul ends it after its time to live, at the latest after twice that, and the lock is free at once (lock
/// delay 0).
/// </summary>
internal sealed class ConsulLockClient(HttpNode node, HttpNode renewals, TimeSpan ttl, TimeProvider time) : ISessionClient
{
    private const int RenewalsEach = 3;
    private readonly CancellationTokenSource closed = new();
    private volatile bool isPaused;
    private string? session;
    private Task? renewing;
    private int isDisposed;
    private long delayTicks;

    /// <inheritdoc/>
    public async ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var path = "/v1/kv/lock/" + RegisterValues.KeyOf(invocation, "Consul");
        try
        {
            return invocation.F switch
            {
                LockOperations.Acquire => await AcquireAsync(path, "", Value.Of, cancellationToken),
                ElectionOperations.Campaign => await AcquireAsync(
                    path, invocation.Value.AsText(), term => Value.Of(Value.Of(term), invocation.Value), cancellationToken),
                LockOperations.Release or ElectionOperations.Resign => await ReleaseAsync(path, invocation.Value, cancellationToken),
                ElectionOperations.Observe => await ObserveAsync(path, cancellationToken),
                var other => throw new InvalidOperationException($"Consul's lock has no operation '{other}'."),
            };
        }
        catch (CallException e)
        {
            return e.Complete(invocation.F == ElectionOperations.Observe);
        }
    }

    /// <inheritdoc/>
    public void PauseKeepAlives() => isPaused = true;

    /// <inheritdoc/>
    public void ResumeKeepAlives() => isPaused = false;

    /// <inheritdoc/>
    public void DelayKeepAlives(TimeSpan delay) => Interlocked.Exchange(ref delayTicks, delay.Ticks);

    /// <inheritdoc/>
    public ValueTask AbandonAsync() => DisposeAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 1) return;
        await closed.CancelAsync();
        if (renewing is not null) await renewing;
        await renewals.DisposeAsync();
        await node.DisposeAsync();
        closed.Dispose();
    }

    private async Task<Completion> ObserveAsync(string path, CancellationToken cancellationToken)
    {
        var entry = ConsulEntry.Of(await node.GetAsync($"{path}?{ConsulSettings.Consistent}", cancellationToken));
        return Completion.Ok(entry.Session is null ? Value.Null : Value.Of(Value.Of(entry.ModifyIndex), entry.Value));
    }

    private async Task<Completion> AcquireAsync(string path, string content, Func<long, Value> resultOf, CancellationToken cancellationToken)
    {
        if (session is null)
        {
            try
            {
                session = await CreateSessionAsync(cancellationToken);
            }
            catch (CallException e)
            {
                // A session alone holds nothing.
                return e.Complete(isRead: true);
            }
        }

        renewing ??= RenewAsync();
        var held = session;
        var answer = await node.SendAsync(HttpMethod.Put, $"{path}?acquire={held}", Encoding.UTF8.GetBytes(content), cancellationToken);
        if (answer.Status == 500 && answer.Text.Contains("invalid session", StringComparison.Ordinal))
        {
            session = null;
            return Completion.Fail("the session is over");
        }

        if (answer is { Status: 200, Text: "false" }) return Completion.Fail(LockOperations.HeldError);
        if (answer is not { Status: 200, Text: "true" }) throw ConsulErrors.Of(answer);
        try
        {
            // Whoever holds it now tells the index of the acquisition.
            var entry = ConsulEntry.Of(await node.GetAsync($"{path}?{ConsulSettings.Consistent}", cancellationToken));
            return entry.Session == held
                ? Completion.Ok(resultOf(entry.ModifyIndex))
                : Completion.Info("acquired, and lost again before its token was read");
        }
        catch (CallException e)
        {
            // The lock was taken, whatever this error would prove of a request alone.
            return Completion.Info($"acquired, but its token could not be read: {e.Message}");
        }
    }

    private async Task<Completion> ReleaseAsync(string path, Value token, CancellationToken cancellationToken)
    {
        if (session is not { } held) return Completion.Fail(LockOperations.NotHeldError);
        var answer = await node.SendAsync(HttpMethod.Put, $"{path}?release={held}", [], cancellationToken);
        return (answer.Status, answer.Text) switch
        {
            (200, "true") => Completion.Ok(token),
            (200, "false") => Completion.Fail(LockOperations.NotHeldError),
            _ => throw ConsulErrors.Of(answer),
        };
    }

    private async Task<string> CreateSessionAsync(CancellationToken cancellationToken)
    {
        var request = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>
        {
            ["TTL"] = string.Create(CultureInfo.InvariantCulture, $"{ttl.TotalSeconds:0}s"),
            ["LockDelay"] = "0s",
            ["Behavior"] = "release",
        });
        var answer = await node.SendAsync(HttpMethod.Put, "/v1/session/create", request, cancellationToken);
        if (answer.Status != 200) throw ConsulErrors.Of(answer);
        using var document = JsonDocument.Parse(answer.Body);
        return document.RootElement.GetProperty("ID").GetString()!;
    }

    private async Task RenewAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(ttl / RenewalsEach, time, closed.Token);
                await Task.Delay(TimeSpan.FromTicks(Interlocked.Read(ref delayTicks)), time, closed.Token);
                if (isPaused || session is not { } held) continue;
                try
                {
                    var answer = await renewals.SendAsync(HttpMethod.Put, $"/v1/session/renew/{held}", [], closed.Token);
                    if (answer.Status == 404) Interlocked.CompareExchange(ref session, null, held);
                }
                catch (CallException)
                {
                    // The next one may get through.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Closed.
        }
    }
}
