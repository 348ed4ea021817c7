using System.Net;
using Chaos.Clusters;
using Docker.DotNet;
using Xunit;

namespace Chaos.Tests.Clusters;

public sealed class EngineErrorsTests
{
    // Seen with Engine 20.10: a container that ended in this moment "could not be killed", while its own removal gave up because of ours.
    [Theory]
    [InlineData(3, HttpStatusCode.InternalServerError, HttpStatusCode.Conflict)]
    [InlineData(3, HttpStatusCode.Conflict, HttpStatusCode.InternalServerError)]
    [InlineData(2, HttpStatusCode.Conflict, HttpStatusCode.NotFound)]
    [InlineData(1, HttpStatusCode.NotFound)]
    [InlineData(1)]
    public async Task A_removal_is_tried_until_it_is_gone(int tries, params HttpStatusCode[] errors)
    {
        var asked = 0;
        await EngineErrors.RetryWhileBusyAsync(
            _ => asked++ < errors.Length ? throw new DockerApiException(errors[asked - 1], "no") : Task.CompletedTask,
            TestContext.Current.CancellationToken);
        Assert.Equal(tries, asked);
    }
}
