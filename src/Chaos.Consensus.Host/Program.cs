using System.Net.Sockets;
using Chaos;
using Chaos.Consensus.Host;

var time = TimeProvider.System;
var log = new NodeOutput(Console.OpenStandardOutput());
// Readers and writers of sockets never block a thread of the pool; a few are there in case a machine shows one processor.
ThreadPool.SetMinThreads(4, 4);
try
{
    var node = NodeProcess.Create(NodeArguments.Parse(args), time, log, reason => End(reason, 1));
    // Only this thread calls the program; it ends when the program fails, or the disk.
    Libc.Exit(node.Run());
}
catch (DiskRefusedException e)
{
    End($"ended: the disk answered {e.Message}", 1);
}
catch (SocketException e)
{
    End($"ended: its port cannot be had: {e.Message}", 1);
}
catch (UsageException e)
{
    await Console.Error.WriteLineAsync($"chaos-node: {e.Message}\n{NodeArguments.Usage}");
}

return 64;

// At once, as after a kill: what is not on the disk by now is not there.
void End(string reason, int code)
{
    log.Write(reason);
    Libc.Exit(code);
}
