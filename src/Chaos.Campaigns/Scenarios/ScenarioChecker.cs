using System.Globalization;

namespace Chaos.Campaigns;

/// <summary>
/// Did a scenario go as expected? Broken promises are violations. What did not happen in time, or could not be seen, leaves the verdict
/// open. Details hold expected and measured side by side, then the elections and who acknowledged how much.
/// </summary>
/// <param name="scenario">The scenario.</param>
/// <param name="clientsStay">Whether clients stay at their nodes; else what concludes from where an operation was begun is not judged. Default: yes.</param>
/// <param name="serveWithin">How long a node may take to serve again after a fault ended; null for <see cref="Scenario.ServeWithin"/>.</param>
/// <param name="tellsSnapshots">Whether nodes tell of snapshots that they took; else what concludes from that is not judged. Default: yes.</param>
public sealed class ScenarioChecker(Scenario scenario, bool clientsStay = true, bool tellsSnapshots = true, TimeSpan? serveWithin = null) : IChecker
{
    /// <summary>The name of this checker.</summary>
    public const string CheckerName = "scenario";

    private const string ClientsMove = "clients of this system do not stay at their nodes";
    private const string NoSnapshots = "this system does not tell of snapshots";

    /// <inheritdoc/>
    public string Name => CheckerName;

    /// <inheritdoc/>
    public VerdictFamily Family => VerdictFamily.Safety;

    /// <inheritdoc/>
    public CheckResult Check(Evidence evidence, CheckBudget budget, CancellationToken cancellationToken)
    {
        var view = new ScenarioView(evidence, serveWithin);
        var judged = scenario.Expectations.Where(expected => WhyNotJudged(expected) is null).ToArray();
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
                    + $"{string.Join(" and ", scenario.Expectations.Select(WhyNotJudged).OfType<string>().Distinct(StringComparer.Ordinal))}.",
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
            Details = DetailsOf(view, found),
        };
    }

    private Dictionary<string, string> DetailsOf(ScenarioView view, (Expectation Expected, Finding Finding)[] found)
    {
        var details = scenario.Expectations.Select((expected, at) => (Number: at + 1, Expected: expected)).ToDictionary(
            one => string.Create(CultureInfo.InvariantCulture, $"{one.Number}. {one.Expected.Text}"),
            one => WhyNotJudged(one.Expected) is { } why ? $"not judged: {why}" : Measured(found.First(other => other.Expected == one.Expected).Finding));
        var (fromNs, toNs) = view.MainNs;
        details["Elections"] = ExpectElections.Sentence(view, view.Elections(fromNs, toNs));
        foreach (var id in scenario.Faults.Select(stored => stored.Fault.Id))
        {
            if (view.Fault(id) is { FromNs: { } beganNs, ToNs: { } endedNs })
                details[$"Acknowledged while {id} was in force"] =
                    Counts(view.AcknowledgedByNode(beganNs, endedNs))
                    + $"; the longest time without one {Expect.Seconds(view.LongestSilenceNs(beganNs, endedNs))}";
        }

        return details;
    }

    private static string Counts(IReadOnlyDictionary<string, int> counts) => string.Join(
        ", ", counts.Select(node => string.Create(CultureInfo.InvariantCulture, $"{node.Key} {node.Value}")));

    private string? WhyNotJudged(Expectation expected) =>
        expected.IsByNode && !clientsStay ? ClientsMove : expected.IsBySnapshot && !tellsSnapshots ? NoSnapshots : null;

    private static string Measured(Finding finding) =>
        $"{(finding.Holds switch { true => "as expected", false => "not as expected", null => "not seen" })}: {finding.Text}";

    private static string Sentence(Expectation expected, Finding finding) => $"Expected: {expected.Text} Measured: {finding.Text}";
}
