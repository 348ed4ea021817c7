using Chaos.Clusters;
using Xunit;

namespace Chaos.Tests.Clusters;

public sealed class RunOwnerTests
{
    [Fact]
    public void This_process_is_alive_and_reads_itself_back()
    {
        Assert.True(RunOwner.TryParse(RunOwner.Current.ToString(), out var owner));
        Assert.Equal(RunOwner.Current, owner);
        Assert.Equal(OwnerState.Alive, owner.Look());
    }

    [Fact]
    public void A_reused_pid_is_not_taken_for_the_owner()
    {
        Assert.Equal(OwnerState.Dead, (RunOwner.Current with { StartTime = "1" }).Look());
    }

    [Fact]
    public void Nobody_here_can_tell_about_another_host()
    {
        Assert.Equal(OwnerState.Elsewhere, (RunOwner.Current with { Host = "elsewhere" }).Look());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("host/12")]
    [InlineData("host/twelve/1")]
    public void Other_texts_name_no_owner(string? text)
    {
        Assert.False(RunOwner.TryParse(text, out _));
    }
}
