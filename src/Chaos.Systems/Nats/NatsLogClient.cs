using System.Globalization;
using System.Text.Json;

namespace Chaos.Systems;

/// <summary>
/// Logs as subjects of a stream: an append is a message, its offset the number that the stream gave it; a poll asks the stream's leader for one
/// message after the other. All logs share the numbers of one stream, so that each has gaps.
/// </summary>
internal sealed class NatsLogClient(NodeDialer dialer, NodeDialer monitor) : IClient
{
    private readonly NatsSeat seat = new(dialer);

    /// <inheritdoc/>
    public ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var key = RegisterValues.KeyOf(invocation, "NATS");
        return seat.RunAsync(
            invocation.F == LogOperations.Poll,
            (link, token) => invocation.F switch
            {
                LogOperations.Append => AppendAsync(link, key, invocation.Value, token),
                LogOperations.Poll => PollAsync(link, key, invocation.Value, token),
                var other => throw new InvalidOperationException($"The log of NATS has no operation '{other}'."),
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        seat.Dispose();
        return default;
    }

    private static async Task<Completion> AppendAsync(NatsLink link, string key, Value value, CancellationToken cancellationToken) =>
        Completion.Ok(Value.Of(Value.Of(
            await NatsStreams.StoreAsync(link, NatsStreams.LogSubject(key), "", RegisterValues.Encode(value), cancellationToken)), value));

    private async Task<Completion> PollAsync(NatsLink link, string key, Value argument, CancellationToken cancellationToken)
    {
        var (offset, most) = LogOperations.PollArguments(argument);
        try
        {
            return Completion.Ok(Value.Of([.. await ReadAsync(link, key, offset, most, cancellationToken)]));
        }
        catch (CallException e) when (e.Row == NatsErrors.Answers[NatsErrors.NoStream])
        {
            // A stream that is gone from a server that is well is an observation; else nobody knows.
            if (!await NatsMonitor.IsHealthyAsync(monitor, cancellationToken)) throw;
            return Completion.Ok(Value.Of([]));
        }
    }

    // That there is nothing is believed to a leader only that has a mark which the quorum stored after the poll began: one that is new may
    // have more in its log than it serves (before 2.11), and one that was replaced may not know it yet.
    private static async Task<List<Value>> ReadAsync(NatsLink link, string key, long offset, int most, CancellationToken cancellationToken)
    {
        var found = new List<Value>();
        long? end = null;
        while (found.Count < most)
        {
            if (await NextAsync(link, key, offset, cancellationToken) is not { } message)
            {
                if (found.Count > 0) return found;
                if (end is not null) throw new CallException(NatsErrors.Behind);
                end = await NatsStreams.StoreAsync(link, NatsStreams.LogSubject(key), NatsStreams.Mark, [], cancellationToken);
                continue;
            }

            var number = message.GetProperty("seq").GetInt64();
            offset = number + 1;
            if (!NatsStreams.HasHeader(message, NatsStreams.Mark))
                found.Add(Value.Of(Value.Of(number), RegisterValues.Decode(message.GetProperty("data").GetBytesFromBase64())));
            else if (number >= end) return found;
        }

        return found;
    }

    // The first message of a log from an offset on; null where there is none.
    private static Task<JsonElement?> NextAsync(NatsLink link, string key, long offset, CancellationToken cancellationToken) => NatsStreams.FindAsync(
        link,
        NatsStreams.Logs,
        string.Create(CultureInfo.InvariantCulture, $$"""{"seq":{{Math.Max(1, offset)}},"next_by_subj":"{{NatsStreams.LogSubject(key)}}"}"""),
        cancellationToken);
}
