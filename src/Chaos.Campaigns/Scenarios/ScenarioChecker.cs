using System.Globalization;

namespace Chaos.Campaigns;

/// <summary>
/// Did a scenario go as expected? Broken promises are violations. What did not happen in time, or could not be seen, leaves the verdict
/// open. Details hold expected and measured side by side.
/// </summary>
/// <param name="scenario">The scenario.</param>
/// <param name="clientsStay">Whether clients stay at their nodes; else what concludes from where an operation was begun is not judged. Default: yes.</param>
public sealed class ScenarioChecker(Scenario scenario, bool clientsStay = true) : IChecker
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
        var judged = scenario.Expectations.Where(expected => clientsStay || !expected.IsByNode).ToArray();
        var found = judged.Select(expected => (Expected: expected, Finding: expected.Measure(view))).ToArray();
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
                _ when judged.Length < scenario.Expectations.Count =>
                    $"{found.Length} of {scenario.Expectations.Count} expectations of the scenario {scenario.Name} hold; the others are not judged, since "
                    + "clients of this system do not stay at their nodes.",
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
            Details = scenario.Expectations.Select((expected, at) => (Number: at + 1, Expected: expected)).ToDictionary(
                one => string.Create(CultureInfo.InvariantCulture, $"{one.Number}. {one.Expected.Text}"),
                one => found.Where(other => other.Expected == one.Expected).Select(other => Measured(other.Finding))
                    .FirstOrDefault("not judged: clients of this system do not stay at their nodes")),
        };
    }

    private static string Measured(Finding finding) =>
        $"{(finding.Holds switch { true => "as expected", false => "not as expected", null => "not seen" })}: {finding.Text}";

    private static string Sentence(Expectation expected, Finding finding) => $"Expected: {expected.Text} Measured: {finding.Text}";
}
