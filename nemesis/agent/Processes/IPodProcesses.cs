namespace Chaos.Agent;

/// <summary>The processes of the pod, without the agent.</summary>
internal interface IPodProcesses
{
    /// <summary>All of them, now.</summary>
    IReadOnlyList<AgentProcess> List();

    /// <summary>Sends a signal: to these, or to all in one system call. A process that is gone is no error.</summary>
    void Send(AgentSignal signal, IReadOnlyList<int>? pids);

    /// <summary>Which of these (of all) do not yet show the signal's effect.</summary>
    IReadOnlyList<int> Unaffected(AgentSignal signal, IReadOnlyList<int>? pids);
}
