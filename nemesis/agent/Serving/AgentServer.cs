namespace Chaos.Agent;

/// <summary>
/// Reads requests and writes replies until it is asked to stop, the controller is gone, or the lease has run out. Whatever ends it,
/// it leaves no fault behind.
/// </summary>
internal sealed class AgentServer(Stream input, Stream output, RequestHandler handler, Lease lease)
{
    private readonly Lock writing = new();
    private readonly TaskCompletionSource<StopReason> stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Serves; returns why it ended, after healing.</summary>
    public async Task<StopReason> ServeAsync(CancellationToken terminated)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(terminated);
        // On the pool: a read of a pipe blocks its thread.
        _ = Task.Run(() => ReadRequestsAsync(ending.Token), CancellationToken.None);
        _ = ExpireAsync(ending.Token);
        await using (terminated.Register(() => stopped.TrySetResult(StopReason.Terminated)))
        {
            var reason = await stopped.Task;
            await ending.CancelAsync();
            if (reason != StopReason.Asked)
                handler.Clear();
            return reason;
        }
    }

    private async Task ExpireAsync(CancellationToken ending)
    {
        try
        {
            await lease.ExpiredAsync(ending);
            stopped.TrySetResult(StopReason.LeaseExpired);
        }
        catch (OperationCanceledException)
        {
            // Something else ended the service.
        }
    }

    private async Task ReadRequestsAsync(CancellationToken ending)
    {
        try
        {
            var lines = new RequestLines(input, AgentProtocol.MaxLineBytes);
            while (await ReadRequestAsync(lines, ending))
            {
                // The next one.
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or UnauthorizedAccessException)
        {
            // The stream is as good as closed.
        }

        stopped.TrySetResult(StopReason.ControllerGone);
    }

    private async Task<bool> ReadRequestAsync(RequestLines lines, CancellationToken ending)
    {
        var id = 0L;
        try
        {
            if (await lines.ReadAsync(ending) is not { } line)
                return false;
            lease.Renew();
            id = AgentWire.IdOf(line);
            var request = AgentWire.DecodeRequest(line.Span);
            // Not awaited: a request that waits lets the next ones pass.
            _ = AnswerAsync(request);
        }
        catch (FormatException e)
        {
            Write(handler.Refuse(id, e.Message));
        }

        return true;
    }

    private async Task AnswerAsync(AgentRequest request)
    {
        Write(await handler.HandleAsync(request));
        if (request is AgentRequest.Stop)
            stopped.TrySetResult(StopReason.Asked);
    }

    private void Write(AgentReply reply)
    {
        var line = AgentWire.Encode(reply);
        try
        {
            lock (writing)
            {
                output.Write(line);
                output.Flush();
            }
        }
        catch (IOException)
        {
            stopped.TrySetResult(StopReason.ControllerGone);
        }
    }
}
