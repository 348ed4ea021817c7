using Chaos.Systems;
using Xunit;

namespace Chaos.Tests.Systems.ZooKeeper;

public sealed class ZooKeeperErrorsTests
{
    // The table again, by hand, so that a slip in it is seen here.
    [Theory]
    [InlineData(-101, OperationType.Fail)]
    [InlineData(-102, OperationType.Fail)]
    [InlineData(-103, OperationType.Fail)]
    [InlineData(-108, OperationType.Fail)]
    [InlineData(-110, OperationType.Fail)]
    [InlineData(-111, OperationType.Fail)]
    [InlineData(-8, OperationType.Fail)]
    [InlineData(-6, OperationType.Fail)]
    [InlineData(-1, OperationType.Info)]
    [InlineData(-2, OperationType.Info)]
    [InlineData(-4, OperationType.Info)]
    [InlineData(-7, OperationType.Info)]
    [InlineData(-112, OperationType.Info)]
    [InlineData(-118, OperationType.Info)]
    [InlineData(-999, OperationType.Info)]
    public void A_change_is_a_fail_only_where_a_row_proves_it(int code, OperationType expected)
    {
        Assert.Equal(expected, ZooKeeperErrors.Of(code).Complete(isRead: false).Type);
        Assert.Equal(OperationType.Fail, ZooKeeperErrors.Of(code).Complete(isRead: true).Type);
    }

    [Fact]
    public void Every_row_says_why() => Assert.All(ZooKeeperErrors.Answers.Values, row => Assert.NotEmpty(row.Reason));
}
