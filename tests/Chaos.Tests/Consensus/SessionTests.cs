using Chaos.Consensus;
using Xunit;

namespace Chaos.Tests.Consensus;

public sealed class SessionTests
{
    [Theory]
    [InlineData("none", 1)]
    [InlineData("applies-twice-after-retry", 2)]
    public void A_command_that_is_in_the_log_twice_takes_effect_once(string bug, int expected)
    {
        var store = new KeyValueStore(SeededBugs.Switches(bug));
        var session = store.Apply(1, new() { Action = KeyValueAction.OpenSession }).Value.AsInteger();
        var append = new KeyValueCommand { Action = KeyValueAction.Append, Key = "x", Value = Value.Of(7), Session = session, Sequence = 1 };
        var first = store.Apply(2, append);
        var second = store.Apply(3, append);
        Assert.Equal(expected, store.Look("x").Value.AsList().Length);
        if (bug == SeededBugs.NoBug) Assert.Equal(first, second);
    }

    [Fact]
    public void A_command_of_an_unknown_session_does_nothing()
    {
        var store = new KeyValueStore(BugSwitches.None);
        var result = store.Apply(1, new() { Action = KeyValueAction.Write, Key = "x", Value = Value.Of(7), Session = 99, Sequence = 1 });
        Assert.Equal(ReplyStatus.SessionExpired, result.Status);
        Assert.True(store.Look("x").Value.IsNull);
    }

    [Fact]
    public void The_session_that_is_idle_longest_goes_when_there_are_too_many()
    {
        var store = new KeyValueStore(BugSwitches.None);
        for (var i = 1; i <= KeyValueStore.MostSessions; i++) store.Apply(i, new() { Action = KeyValueAction.OpenSession });
        store.Apply(5_000, new() { Action = KeyValueAction.Write, Key = "x", Session = 1, Sequence = 1 });
        store.Apply(5_001, new() { Action = KeyValueAction.OpenSession });
        Assert.Equal(KeyValueStore.MostSessions, store.SessionCount);
        Assert.Equal(ReplyStatus.Ok, store.Apply(5_002, new() { Action = KeyValueAction.Write, Key = "x", Session = 1, Sequence = 2 }).Status);
        Assert.Equal(
            ReplyStatus.SessionExpired, store.Apply(5_003, new() { Action = KeyValueAction.Write, Key = "x", Session = 2, Sequence = 1 }).Status);
    }

    [Fact]
    public void A_snapshot_keeps_sessions_and_their_last_results()
    {
        var store = new KeyValueStore(BugSwitches.None);
        var session = store.Apply(1, new() { Action = KeyValueAction.OpenSession }).Value.AsInteger();
        var cas = new KeyValueCommand { Action = KeyValueAction.Cas, Key = "x", Value = Value.Of(7), Session = session, Sequence = 1 };
        var first = store.Apply(2, cas);
        var bytes = new ByteWriter();
        store.Save(bytes);
        var loaded = new KeyValueStore(BugSwitches.None);
        loaded.Load(bytes.Written);
        Assert.Equal(store.Digest(), loaded.Digest());
        Assert.Equal(first, loaded.Apply(3, cas));
        Assert.NotEqual(store.Digest(), new KeyValueStore(BugSwitches.None).Digest());
    }
}
