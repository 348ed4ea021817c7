using Chaos.Checking;
using CsCheck;
using Xunit;

namespace Chaos.Tests.Checking;

/// <summary>Each rule of the engines, broken on purpose, gives a wrong verdict on some small history: the oracle tests guard it.</summary>
public sealed class SabotageTests
{
    public static TheoryData<string> Rules => [.. Enum.GetNames<Sabotage>().Where(name => name is not
        (nameof(Sabotage.None) or nameof(Sabotage.RetreatAlways) or nameof(Sabotage.ForesightIgnoresOverwriters)))];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_broken_rule_is_noticed(string rule)
    {
        var sabotage = Enum.Parse<Sabotage>(rule);
        var isZones = rule.StartsWith("Zones", StringComparison.Ordinal);
        var histories = SmallHistories.Of(unique: isZones, maxOperations: 12);
        var noticed = false;
        for (var round = 0; round < 100 && !noticed; round++) histories.Sample(Try, iter: 1_000, threads: 1);
        Assert.True(noticed, $"The tests would not notice {rule}.");

        void Try(Operation[] operations)
        {
            if (noticed || !operations.SaysSomething()) return;
            var history = new History(operations);
            var expected = history.Judge(EngineNames.Search).Verdict;
            try
            {
                noticed |= history.Judge(isZones ? null : EngineNames.Search, sabotage).Verdict != expected;
            }
            catch (InvalidOperationException)
            {
                noticed = true;
            }
        }
    }
}
