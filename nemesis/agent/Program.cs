using System.Runtime.InteropServices;
using Chaos.Agent;

if (args is [AgentProtocol.GateWord, .. var command])
    return Gate.Run(command);
if (args is [ClockWitness.Argument])
    return ClockWitness.Serve(Console.In, Console.Out, TimeProvider.System);
if (args is not [])
{
    await Console.Error.WriteLineAsync(
        $"chaos-agent, protocol {AgentProtocol.Version}: takes no arguments, reads requests from standard input. See nemesis/agent/README.md.");
    return 64;
}

using var terminated = new CancellationTokenSource();
using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Terminate);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Terminate);
// Process 1 inherits orphans; with this the kernel collects them itself. After the registrations, which set a handler of their own.
Libc.SetSignalHandler(Libc.SignalChild, Libc.SignalIgnore);

// One thread of the pool is blocked in the read of requests: on a machine with one processor that would be the only one.
ThreadPool.SetMinThreads(4, 1);

var clock = new AgentClock(TimeProvider.System);
var lease = new Lease(TimeProvider.System, AgentProtocol.DefaultLeaseMs);
try
{
    using var probes = new UdpProbes(clock, AgentProtocol.ProbePort);
    using var cuts = new NftCuts(AgentProtocol.Table);
    var processes = new PodProcesses();
    var wallClocks = new WallClocks(processes, clock);
    _ = wallClocks.WatchAsync(terminated.Token);
    using var disk = new NodeDisk(clock, processes);
    using var flapTable = new NftCuts(AgentProtocol.FlapTable);
    using var flaps = new FlappingCuts(flapTable, clock);
    using var packets = new PacketTreatments(clock);
    using var ways = new UdpWayProbes(clock, AgentProtocol.TreatedProbePort);
    var network = new NetworkRequests(flaps, new Connections(), packets, ways);
    var handler = new RequestHandler(
        clock, lease, cuts, processes, probes, new KernelDoctor(clock), disk, wallClocks,
        new GroupFreezer(processes, clock), network);
    var reason = await new AgentServer(Console.OpenStandardInput(), Console.OpenStandardOutput(), handler, lease).ServeAsync(terminated.Token);
    // At once, without waiting for threads that are blocked in a read: with process 1 goes the pod.
    Libc.Exit((int)reason);
}
catch (AgentException e)
{
    await Console.Error.WriteLineAsync(e.Message);
}

return 1;

void Terminate(PosixSignalContext signal)
{
    signal.Cancel = true;
    terminated.Cancel();
}
