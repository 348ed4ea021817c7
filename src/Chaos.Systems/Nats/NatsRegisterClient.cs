using System.Globalization;
using System.Text;

namespace Chaos.Systems;

/// <summary>
/// Registers as keys of a bucket: a write is a message on the key's subject, a read its last message, a cas a message that is stored only if the
/// subject's last one still has the number that was read. A read is confirmed by storing the same value again under that condition, which
/// changes nothing whenever it takes effect. Evidence is the message's number in the stream.
/// </summary>
internal sealed class NatsRegisterClient(NodeDialer dialer, NatsRead read) : IClient
{
    private const string Deleted = "KV-Operation: DEL";
    private const int MostReads = 4;
    private readonly NatsSeat seat = new(dialer);

    /// <inheritdoc/>
    public ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var key = RegisterValues.KeyOf(invocation, "NATS");
        return seat.RunAsync(
            invocation.F == RegisterOperations.Read,
            (link, token) => invocation.F switch
            {
                RegisterOperations.Read => ReadAsync(link, key, token),
                RegisterOperations.Write => WriteAsync(link, key, invocation.Value, token),
                RegisterOperations.Cas => CasAsync(link, key, invocation.Value, token),
                var other => throw new InvalidOperationException($"The register of NATS has no operation '{other}'."),
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        seat.Dispose();
        return default;
    }

    private async Task<Completion> ReadAsync(NatsLink link, string key, CancellationToken cancellationToken)
    {
        if (read is NatsRead.Direct)
        {
            var (direct, at) = await GetDirectAsync(link, key, cancellationToken);
            return Completion.Ok(direct, Value.Of(at));
        }

        for (var attempt = 1; attempt <= MostReads; attempt++)
        {
            var (value, number) = await GetAsync(link, key, cancellationToken);
            if (read is NatsRead.Leader) return Completion.Ok(value, Value.Of(number));
            if (await ConfirmAsync(link, key, value, number, cancellationToken) is { } confirmed)
                return Completion.Ok(value, Value.Of(confirmed));
        }

        return Completion.Fail($"the key changed during {MostReads} reads");
    }

    private static async Task<Completion> WriteAsync(NatsLink link, string key, Value value, CancellationToken cancellationToken) =>
        Completion.Ok(value, Value.Of(await StoreAsync(link, key, "", RegisterValues.Encode(value), cancellationToken)));

    private static async Task<Completion> CasAsync(NatsLink link, string key, Value argument, CancellationToken cancellationToken)
    {
        var (expected, next) = RegisterOperations.CasArguments(argument);
        Value value;
        long number;
        try
        {
            (value, number) = await GetAsync(link, key, cancellationToken);
            // A mismatch is an observation like a read, and must be as new as one.
            if (value != expected)
            {
                return await ConfirmAsync(link, key, value, number, cancellationToken) is null
                    ? Completion.Fail("the key changed meanwhile")
                    : Completion.Mismatch(value);
            }
        }
        catch (CallException e) when (!e.EndsConnection)
        {
            return e.Complete(isRead: true);
        }

        return Completion.Ok(argument, Value.Of(await StoreAsync(link, key, Expect(number), RegisterValues.Encode(next), cancellationToken)));
    }

    // The value that is there is stored once more, if it still is the last one; null where it is not.
    private static async Task<long?> ConfirmAsync(NatsLink link, string key, Value value, long number, CancellationToken cancellationToken)
    {
        try
        {
            return value.IsNull
                ? await StoreAsync(link, key, $"{Deleted}\r\n{Expect(number)}", [], cancellationToken)
                : await StoreAsync(link, key, Expect(number), Encoding.UTF8.GetBytes(value.ToString()), cancellationToken);
        }
        catch (CallException e) when (e.Row == NatsErrors.Answers[NatsErrors.WrongLastSequence])
        {
            return null;
        }
    }

    private static string Expect(long number) => string.Create(CultureInfo.InvariantCulture, $"Nats-Expected-Last-Subject-Sequence: {number}");

    private static Task<long> StoreAsync(NatsLink link, string key, string headers, byte[] payload, CancellationToken cancellationToken) =>
        NatsStreams.StoreAsync(link, NatsStreams.RegisterSubject(key), headers, payload, cancellationToken);

    private static async Task<(Value Value, long Number)> GetAsync(NatsLink link, string key, CancellationToken cancellationToken)
    {
        var request = $$"""{"last_by_subj":"{{NatsStreams.RegisterSubject(key)}}"}""";
        if (await NatsStreams.FindAsync(link, NatsStreams.Registers, request, cancellationToken) is not { } message) return (Value.Null, 0);
        var number = message.GetProperty("seq").GetInt64();
        return NatsStreams.HasHeader(message, Deleted)
            ? (Value.Null, number)
            : (RegisterValues.Decode(message.GetProperty("data").GetBytesFromBase64()), number);
    }

    private static async Task<(Value Value, long Number)> GetDirectAsync(NatsLink link, string key, CancellationToken cancellationToken)
    {
        var reply = await link.RequestAsync(
            $"$JS.API.DIRECT.GET.{NatsStreams.Registers}.{NatsStreams.RegisterSubject(key)}", "", [], cancellationToken);
        if (reply.Status is "404") return (Value.Null, 0);
        if (reply.Status is "503") throw new CallException(NatsErrors.NoResponders);
        if (reply.Header("Nats-Sequence") is not { } text || !long.TryParse(text, CultureInfo.InvariantCulture, out var number))
            throw new CallException(TransportErrors.UnknownAnswer, reply.Headers.Trim());
        return reply.Header("KV-Operation") is "DEL" ? (Value.Null, number) : (RegisterValues.Decode(reply.Payload), number);
    }
}
