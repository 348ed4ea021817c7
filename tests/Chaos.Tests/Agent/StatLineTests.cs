using Chaos.Agent;
using Xunit;

namespace Chaos.Tests.Agent;

public sealed class StatLineTests
{
    private const string Tail = " 0 0 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 9 0 165432 1 2 3";

    [Theory]
    [InlineData("etcd")]
    [InlineData("a b) S 1 (c")]
    [InlineData("")]
    public void The_command_may_hold_anything(string command)
    {
        Assert.True(StatLine.TryParse($"42 ({command}) T 7{Tail}", out var stat));

        Assert.Equal(new StatLine(42, command, 'T', 7, 9, 165432), stat);
    }

    [Theory]
    [InlineData('T', true, false)]
    [InlineData('S', false, false)]
    [InlineData('X', false, true)]
    public void The_state_tells_stopped_and_ended(char state, bool stopped, bool ended)
    {
        Assert.True(StatLine.TryParse($"42 (etcd) {state} 7{Tail}", out var stat));

        Assert.Equal((stopped, ended), (stat.IsStopped, stat.HasEnded));
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(1, true)]
    public void A_zombie_has_ended_only_when_its_other_threads_have(int threads, bool ended) =>
        Assert.Equal(ended, new StatLine(42, "etcd", 'Z', 7, threads, 1).HasEnded);

    [Theory]
    [InlineData("")]
    [InlineData("42 etcd S 1")]
    [InlineData("42 (etcd) S 1 2")]
    public void Anything_else_is_no_process(string text) => Assert.False(StatLine.TryParse(text, out _));
}
