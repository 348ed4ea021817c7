using Xunit;

namespace Chaos.ContainerTests.Systems;

/// <summary>Every client against real servers: what its operations do, and what is recorded where a server does not answer as it should.</summary>
public sealed class ClientTests
{
    public static TheoryData<string> Systems => [.. SystemCase.All.Select(each => each.System).Distinct()];

    [Theory]
    [MemberData(nameof(Systems))]
    public async Task Operations_work_and_what_is_not_answered_is_recorded_as_what_it_proves(string system)
    {
        var cases = SystemCase.All.Where(each => each.System == system).ToArray();
        await using var stage = await SystemStage.StartAsync(system);
        await Task.WhenAll(cases.Select(each => ClientCalls.WorkAsync(stage, each)));
        if (cases[0].HasLeader) await ThreeNodes.UntilAsync("one node leads", async () => await stage.LeaderAsync() is not null);

        await using var scenes = new ErrorScenes(stage, cases);
        var outcomes = await scenes.PlayAsync();
        foreach (var outcome in outcomes) TestContext.Current.TestOutputHelper?.WriteLine($"{outcome}");
        ErrorPage.Compare(system, outcomes);
        Assert.All(outcomes, ErrorRules.Check);
    }
}
