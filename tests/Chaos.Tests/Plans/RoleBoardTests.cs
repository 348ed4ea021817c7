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

    [Fact]
    public async Task An_election_is_the_first_news_of_a_leader_in_a_higher_term_and_ends_the_wait_at_once()
    {
        Lead(ObservationKind.Role, "n1", 3); // led already when the watch began
        var next = board.NextElectionAsync(TestContext.Current.CancellationToken);
        Lead(ObservationKind.Role, "n1", 3);
        Lead(ObservationKind.Role, "n2", 2); // a deposed leader that has not noticed
        Assert.False(next.IsCompleted);

        Lead(ObservationKind.Election, "n3", 4);
        Assert.Equal("n3", await next);
        Assert.Equal("n3", board.Leader);

        var another = board.NextElectionAsync(TestContext.Current.CancellationToken);
        Lead(ObservationKind.Role, "n3", 4); // the same election, told by the node itself
        Assert.False(another.IsCompleted);
        Lead(ObservationKind.Role, "n1", 5);
        Assert.Equal("n1", await another);
    }

    [Fact]
    public async Task Where_the_system_tells_no_terms_another_leader_is_an_election()
    {
        Lead(ObservationKind.Role, "n1", null);
        var next = board.NextElectionAsync(TestContext.Current.CancellationToken);
        Lead(ObservationKind.Role, "n1", null);
        Assert.False(next.IsCompleted);
        Lead(ObservationKind.Role, "n2", null);
        Assert.Equal("n2", await next);
    }

    private void Lead(ObservationKind kind, string node, long? term) => board.Put(new()
    {
        Kind = kind,
        Node = node,
        Role = NodeRole.Leader,
        Term = term,
        SentNs = ++nowNs,
        ReceivedNs = ++nowNs,
    });

    private void See(string node, params string[] members) => board.Put(new()
    {
        Kind = ObservationKind.Membership,
        Node = node,
        SentNs = ++nowNs,
        ReceivedNs = ++nowNs,
        Members = members,
    });
}
