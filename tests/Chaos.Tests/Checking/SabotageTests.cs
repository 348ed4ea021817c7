using Chaos.Checking;
using CsCheck;
using Xunit;

namespace Chaos.Tests.Checking;

/// <summary>Each rule of the engines, broken on purpose, gives a wrong verdict on some small history: the oracle tests guard it.</summary>
public sealed class SabotageTests
{
    private static readonly string[] Containers = ["queue", "stack", "unordered-queue"];

    public static TheoryData<string> Rules => [.. Enum.GetNames<Sabotage>()
        .Where(name => name is not (nameof(Sabotage.None) or nameof(Sabotage.ForesightIgnoresOverwriters) or nameof(Sabotage.StackFoundDecides) or nameof(Sabotage.RetreatAlways)) && !IsWeaker(name) && ModelsOf(name).Length == 0)];

    public static TheoryData<string, string> EngineRules
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var rule in Enum.GetNames<Sabotage>())
                foreach (var model in ModelsOf(rule)) data.Add(rule, model);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(EngineRules))]
    public void A_broken_rule_of_a_models_own_engine_is_noticed(string rule, string name)
    {
        var sabotage = Enum.Parse<Sabotage>(rule);
        var model = ModelCatalog.Find(name);
        var noticed = false;
        for (var round = 0; round < 100 && !noticed; round++)
            ObjectHistories.Of(ModelSpecs.All[name], maxOperations: 14).Sample(Try, iter: 2_000, threads: 1);
        Assert.True(noticed, $"The tests would not notice {rule}.");

        void Try(Operation[] operations)
        {
            if (noticed) return;
            var history = new History(operations);
            var found = EngineTests.Engine(history, model, sabotage);
            if (found is Verdict.Unknown || found == EngineTests.Engine(history, model)) return;
            noticed |= EngineTests.Search(history, model) is not Verdict.Unknown and var right && right != found;
        }
    }

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

    private static bool IsWeaker(string rule) =>
        rule.StartsWith("Regular", StringComparison.Ordinal) || rule.StartsWith("Sequential", StringComparison.Ordinal);

    private static string[] ModelsOf(string rule) =>
        rule.StartsWith("Queue", StringComparison.Ordinal) ? ["queue"]
        : rule == nameof(Sabotage.EmptyIgnoresLeft) ? ["queue", "unordered-queue"] // a stack counts them once more, with all it must be rid of
        : rule.StartsWith("Empty", StringComparison.Ordinal) ? Containers
        : rule == nameof(Sabotage.StackFoundDecides) ? [] // random histories do not show it: EngineChoiceTests has one that does
        : rule.StartsWith("Stack", StringComparison.Ordinal) ? ["stack"]
        : rule.StartsWith("TwoState", StringComparison.Ordinal) ? [rule == nameof(Sabotage.TwoStateIgnoresLooks) ? "set" : "mutex"]
        : rule.StartsWith("Offsets", StringComparison.Ordinal) ? ["log"]
        : rule.StartsWith("Steps", StringComparison.Ordinal) ? ["counter"]
        : [];
}
