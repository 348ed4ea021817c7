using Chaos.Agent;
using Chaos.Clusters;
using Xunit;

namespace Chaos.ContainerTests;

public sealed class NodeProcessesTests
{
    [Theory]
    [InlineData("TT", NodeProcessState.Paused)]
    [InlineData("TS", NodeProcessState.Running)]
    [InlineData("TZ", NodeProcessState.Paused)]
    [InlineData("SD", NodeProcessState.Running)]
    [InlineData("ZZ", NodeProcessState.Gone)]
    [InlineData("", NodeProcessState.Gone)]
    public void The_state_of_a_node_follows_from_its_living_processes(string states, NodeProcessState expected)
    {
        var processes = states.Select((state, i) => Process(pid: 10 + i, parent: i == 0 ? 0 : 10, state));

        Assert.Equal(expected, DockerProcessFaults.Read(processes).State);
    }

    [Fact]
    public void The_incarnation_is_that_of_the_process_that_came_first_from_outside()
    {
        var processes = new[]
        {
            Process(30, 0, 'S', startMs: 900), Process(20, 0, 'S', startMs: 500), Process(21, 20, 'S', startMs: 500),
        };

        Assert.Equal("20@500", DockerProcessFaults.Read(processes).Incarnation);
    }

    private static AgentProcess Process(int pid, int parent, char state, long startMs = 100) =>
        new() { Pid = pid, ParentPid = parent, State = state, StartMs = startMs, Command = "server" };
}
