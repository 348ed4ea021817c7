using System.Globalization;

namespace Chaos.Campaigns;

/// <summary>
/// Did a scenario go as expected? Broken promises are violations. What did not happen in time, or could not be seen, leaves the verdict
/// open. Details hold expected and measured side by side.
/// </summary>
/// <param name="scenario">The scenario.</param>
public sealed class ScenarioChecker(Scenario scenario) : IChecker
{
    /// <summary>The name of this checker.</summary>
    public const string CheckerName = "scenario";

    /// <inheritdoc/>
    public string Name => CheckerName;

    /// <inheritdoc/>
    public VerdictFamily Family => VerdictFamily.Safety;

    /// <inheritdoc/>
    public CheckResult Check(Evidence evidence, CheckBudget budget, CancellationToken cancellationToken)
    {
        var view = new ScenarioView(evidence);
        var found = scenario.Expectations.Select(expected => (Expected: expected, Finding: expected.Measure(view))).ToArray();
        var broken = found.Where(one => one.Expected.IsPromise && one.Finding.Holds is false).ToArray();
        var open = found.Where(one => one.Finding.Holds is null || (one.Finding.Holds is false && !one.Expected.IsPromise)).ToArray();
        return new()
        {
            Name = Name,
            Family = Family,
            Verdict = broken.Length > 0 ? Verdict.Invalid : open.Length > 0 ? Verdict.Unknown : Verdict.Valid,
            Reason = (broken.Length, open.Length) switch
            {
                ( > 0, _) => Sentence(broken[0].Expected, broken[0].Finding),
                (_, > 0) => Sentence(open[0].Expected, open[0].Finding),
                _ => $"All {found.Length} expectations of the scenario {scenario.Name} hold.",
            },
            Anomalies =
            [
                .. broken.Select(one => new Anomaly
                {
                    Name = "unexpected",
                    Sentence = Sentence(one.Expected, one.Finding),
                    Operations = [],
                    AtNs = one.Finding.AtNs,
                }),
            ],
            Details = found.Select((one, at) => (Number: at + 1, one.Expected, one.Finding)).ToDictionary(
                one => string.Create(CultureInfo.InvariantCulture, $"{one.Number}. {one.Expected.Text}"),
                one => $"{(one.Finding.Holds switch { true => "as expected", false => "not as expected", null => "not seen" })}: {one.Finding.Text}"),
        };
    }

    private static string Sentence(Expectation expected, Finding finding) => $"Expected: {expected.Text} Measured: {finding.Text}";
}
