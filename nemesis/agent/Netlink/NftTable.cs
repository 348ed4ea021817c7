namespace Chaos.Agent;

/// <summary>One table of nf_tables: transactions, listings and its removal. Not safe for concurrent use.</summary>
internal sealed class NftTable(string name) : IDisposable
{
    private const int MostReads = 5;
    private const string Meddler = "something else writes nf_tables in this pod.";
    private const string Needs =
        "The agent needs the capability NET_ADMIN and a kernel with nf_tables (CONFIG_NF_TABLES, CONFIG_NF_TABLES_IPV4).";

    // Kept open: closing it waits for the kernel to free what was removed.
    private NetlinkSocket? kernel;

    private NetlinkSocket Kernel => kernel ??= new NetlinkSocket(NetlinkSocket.Netfilter);

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>The error of a rule that is there and should not, or the other way round.</summary>
    public static AgentException Meddled(string what) => new($"{what}: {Meddler}");

    /// <summary>Sends a transaction and waits for all its answers; one refused change undoes the whole of it.</summary>
    /// <exception cref="AgentException">The kernel refuses.</exception>
    public void Commit(byte[] batch, int changes, string tried) => Converse(() =>
    {
        Kernel.Send(batch);
        for (var answers = 0; answers < changes;)
        {
            foreach (var message in Kernel.Receive().Where(m => m.IsAnswer))
            {
                if (message.Errno != 0)
                    throw new AgentException(tried, message.Errno, Needs);
                answers++;
            }
        }

        return true;
    });

    /// <summary>Reads rules; none where the table is not there.</summary>
    public List<T> List<T>(byte[] request, Func<NetlinkMessage, T> read) => Converse(() =>
    {
        for (var reads = 0; reads < MostReads; reads++)
        {
            if (TryList(request, read, out var rules))
                return rules;
        }

        throw Meddled($"The rules changed during each of {MostReads} readings");
    });

    /// <summary>Removes the table with all that is in it, and asks the kernel that it is gone.</summary>
    public void Remove() => Converse(() =>
    {
        if (!Exists())
            return true;
        Commit(NftMessages.Remove(name), 1, $"Removing the table {name}");
        return Exists() ? throw Meddled($"The table {name} is still there after its removal") : true;
    });

    /// <inheritdoc/>
    public void Dispose() => kernel?.Dispose();

    private T Converse<T>(Func<T> talk)
    {
        try
        {
            return talk();
        }
        catch
        {
            // Answers that were not read must not be taken for those of the next request.
            kernel?.Dispose();
            kernel = null;
            throw;
        }
    }

    private bool TryList<T>(byte[] request, Func<NetlinkMessage, T> read, out List<T> rules)
    {
        rules = [];
        var consistent = true;
        Kernel.Send(request);
        while (true)
        {
            foreach (var message in Kernel.Receive())
            {
                consistent &= !message.IsInterrupted;
                if ((message.IsAnswer || message.IsEndOfDump) && message.Errno is var errno and not 0 and not Libc.NoEntry)
                    throw new AgentException("Reading the rules", errno, Needs);
                if (message.IsAnswer || message.IsEndOfDump)
                    return consistent;
                if (NftWriter.IsRule(message))
                    rules.Add(read(message));
            }
        }
    }

    private bool Exists()
    {
        Kernel.Send(NftMessages.FindTable(name));
        while (true)
        {
            foreach (var message in Kernel.Receive().Where(m => m.IsAnswer))
            {
                return message.Errno switch
                {
                    0 => true,
                    Libc.NoEntry => false,
                    _ => throw new AgentException($"Looking for the table {name}", message.Errno, Needs),
                };
            }
        }
    }
}
