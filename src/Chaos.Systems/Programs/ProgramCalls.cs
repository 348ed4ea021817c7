using Chaos.Consensus;

namespace Chaos.Systems;

/// <summary>One question to a node's program, with a limit of time.</summary>
/// <param name="connector">Opens connections.</param>
/// <param name="clock">The run clock and its timers.</param>
internal sealed class ProgramCalls(IProgramConnector connector, RunClock clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Asks; the reply, or why there is none.</summary>
    public async ValueTask<(ProgramMessage? Reply, string? Error)> AskAsync(
        string node, ProgramMessage request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, clock.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await using var connection = connector.Open(node);
        try
        {
            var result = await connection.CallAsync(request, either.Token);
            return result.State switch
            {
                ProgramCallState.Answered => (result.Reply, null),
                ProgramCallState.NotSent => (null, result.Reason ?? "connection refused"),
                _ => (null, result.Reason ?? "connection lost"),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, $"no answer within {Patience.TotalSeconds:0} s");
        }
    }

    /// <summary>Asks for a command of the state machine; null where it was carried out, else why it was not.</summary>
    public async ValueTask<string?> WhyNotServedAsync(string node, KeyValueCommand command, CancellationToken cancellationToken)
    {
        var (reply, error) = await AskAsync(node, new ClientRequest(command), cancellationToken);
        if (error is not null) return error;
        return reply is ClientReply { Result.Status: ReplyStatus.Ok } ? null : $"it answered {Describe(reply)}";
    }

    private static string Describe(ProgramMessage? reply) =>
        reply is ClientReply client ? client.Result.Status.ToString() : reply?.Name ?? "nothing";
}
