using Chaos.Campaigns;
using Xunit;

namespace Chaos.Tests.Plans;

public sealed class RoleBoardTests
{
    private readonly RoleBoard board = new(["n1", "n2", "n3"], new RunClock(TimeProvider.System));
    private long nowNs;

    [Fact]
    public void The_voters_are_those_that_most_of_themselves_see()
    {
        See("n1", "n1", "n3");
        Assert.Equal(["n1", "n2", "n3"], board.Voters);
        See("n3", "n1", "n3");
        Assert.Equal(["n1", "n3"], board.Voters);
    }

    [Fact]
    public void A_node_that_was_removed_and_still_sees_itself_changes_nothing()
    {
        See("n1", "n1", "n3");
        See("n3", "n1", "n3");
        See("n2", "n1", "n2", "n3");
        Assert.Equal(["n1", "n3"], board.Voters);
    }

    [Fact]
    public void A_node_that_joined_votes_as_soon_as_most_see_it()
    {
        See("n1", "n1", "n2", "n3", "n4");
        See("n2", "n1", "n2", "n3", "n4");
        Assert.Equal(["n1", "n2", "n3"], board.Voters);
        See("n3", "n1", "n2", "n3", "n4");
        Assert.Equal(["n1", "n2", "n3", "n4"], board.Voters);
    }

    [Fact]
    public void No_answer_changes_nothing()
    {
        board.Put(new() { Kind = ObservationKind.Membership, Node = "n1", SentNs = 1, ReceivedNs = 2 });
        Assert.Equal(["n1", "n2", "n3"], board.Voters);
    }

    private void See(string node, params string[] members) => board.Put(new()
    {
        Kind = ObservationKind.Membership,
        Node = node,
        SentNs = ++nowNs,
        ReceivedNs = ++nowNs,
        Members = members,
    });
}
