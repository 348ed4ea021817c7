using System.Globalization;
using System.Text;

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

    private static async Task<Completion> AppendAsync(NatsLink link, string key, Value value, CancellationToken cancellationToken)
    {
        var reply = await link.RequestAsync(NatsStreams.LogSubject(key), "", RegisterValues.Encode(value), cancellationToken);
        return Completion.Ok(Value.Of(Value.Of(reply.Answer().GetProperty("seq").GetInt64()), value));
    }

    private async Task<Completion> PollAsync(NatsLink link, string key, Value argument, CancellationToken cancellationToken)
    {
        var (offset, most) = LogOperations.PollArguments(argument);
        var found = new List<Value>();
        try
        {
            while (found.Count < most)
            {
                var request = string.Create(
                    CultureInfo.InvariantCulture, $$"""{"seq":{{Math.Max(1, offset)}},"next_by_subj":"{{NatsStreams.LogSubject(key)}}"}""");
                var reply = await link.RequestAsync(
                    $"$JS.API.STREAM.MSG.GET.{NatsStreams.Logs}", "", Encoding.UTF8.GetBytes(request), cancellationToken);
                var message = reply.Answer().GetProperty("message");
                var number = message.GetProperty("seq").GetInt64();
                found.Add(Value.Of(Value.Of(number), RegisterValues.Decode(message.GetProperty("data").GetBytesFromBase64())));
                offset = number + 1;
            }
        }
        catch (CallException e) when (e.Row == NatsErrors.Answers[NatsErrors.NoMessage])
        {
            // The end of the log.
        }
        catch (CallException e) when (e.Row == NatsErrors.Answers[NatsErrors.NoStream])
        {
            // A stream that is gone from a server that is well is an observation; else nobody knows.
            if (!await NatsMonitor.IsHealthyAsync(monitor, cancellationToken)) throw;
            return Completion.Ok(Value.Of([]));
        }

        return Completion.Ok(Value.Of([.. found]));
    }
}
