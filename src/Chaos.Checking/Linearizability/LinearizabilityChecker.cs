namespace Chaos.Checking;

/// <summary>
/// Is there, for each object, an order of its operations that agrees with real time and with the model? (Herlihy and Wing,
/// Linearizability: a correctness condition for concurrent objects, TOPLAS 12 (1990).) Objects are checked independently, which is
/// exact because linearizability is local (there, section 3.2). Operations of unknown outcome may take effect at any time until the
/// end, or never. The verdict is exact, or unknown with the reason when the budget runs out; it is unknown too when nothing ended ok.
/// </summary>
/// <remarks>
/// Details: <c>model</c>, <c>engine</c> (the engines used and on how many objects), <c>keys</c>, <c>operations</c> (checked),
/// <c>open</c> (of those, with unknown outcome), <c>configurations</c> (of the search), <c>anomalies</c> (found; at most five an object
/// and a hundred in all are explained), <c>invalidKeys</c>, <c>unknownKeys</c>, <c>searched</c> (only where the search had to judge instead
/// of the model's own engine: on how many objects, and why on the first). Where nothing ended ok there is only <c>linearizable</c>
/// with <c>vacuously</c>: no result could contradict the model.
/// </remarks>
public sealed class LinearizabilityChecker : IChecker
{
    /// <summary>The most violations that are listed.</summary>
    public const int MaxAnomalies = 100;

    // Calls translated and laid out for an engine take about so much; it is held while the object is judged.
    private const long LeastBytesOfCall = 100;
    private readonly IModel model;
    private readonly Sabotage sabotage;

    /// <summary>Checks against a model.</summary>
    public LinearizabilityChecker(IModel model)
        : this(model, Sabotage.None)
    {
    }

    internal LinearizabilityChecker(IModel model, Sabotage sabotage)
    {
        this.model = model;
        this.sabotage = sabotage;
    }

    /// <inheritdoc/>
    public string Name => "linearizable";

    /// <inheritdoc/>
    public VerdictFamily Family => VerdictFamily.Safety;

    /// <inheritdoc/>
    /// <exception cref="UsageException">The budget forces an engine that does not exist or cannot judge the model.</exception>
    /// <exception cref="HistoryFormatException">An operation is none of the model's.</exception>
    public CheckResult Check(Evidence evidence, CheckBudget budget, CancellationToken cancellationToken)
    {
        RequireEngine(budget.Engine);
        var allowance = new Allowance(budget, cancellationToken, evidence.History.SizeBytes);
        var objects = ObjectHistory.Split(evidence.History, model);
        var answered = objects.Sum(item => item.Completed);
        if (answered == 0)
        {
            return Result(
                Verdict.Unknown,
                $"Nothing was checked: none of the {objects.Sum(item => item.Calls.Count):N0} operations has a known result.",
                []) with
            {
                Details = new Dictionary<string, string> { ["model"] = model.Name, ["linearizable"] = "vacuously" },
            };
        }

        var judgements = new Turns((item, turn) => Judge(item, budget, turn), budget.Parallelism).JudgeAll(objects, allowance);
        var verdict = judgements.Max(judgement => judgement.Verdict);
        return Result(verdict, Reason(judgements, verdict), judgements);
    }

    private void RequireEngine(string? engine)
    {
        if (engine is null) return;
        if (!EngineNames.All.Contains(engine)) throw new UsageException(NearestName.Unknown("engine", engine, EngineNames.All));
        if (engine == EngineNames.Zones && model is not RegisterModel)
            throw new UsageException($"The engine zones judges registers, not the model {model.Name}. Use --engine {EngineNames.Search}.");
        if (engine is EngineNames.Search or EngineNames.Zones) return;
        if ((model as IExactModel)?.Engine != engine && (model as IPolynomialModel)?.Polynomial.Name != engine)
            throw new UsageException($"The engine {engine} cannot judge the model {model.Name}. Use --engine {EngineNames.Search}.");
    }

    private ObjectJudgement Judge(ObjectHistory item, CheckBudget budget, Allowance allowance)
    {
        var leastBytes = LeastBytesOfCall * item.Calls.Count;
        var why = allowance.Exhausted() is { } exhausted ? $"{exhausted} before it was begun" : allowance.Refusal(leastBytes);
        if (why is not null) return new ObjectJudgement(item, Verdict.Unknown, budget.Engine ?? "none") { Why = why };
        allowance.Hold(leastBytes);
        var judgement = JudgeBy(item, budget, allowance);
        judgement = AnomalyExplainer.Complete(model, judgement, allowance.ForExplanation());
        allowance.Hold(-leastBytes);
        return judgement;
    }

    private ObjectJudgement JudgeBy(ObjectHistory item, CheckBudget budget, Allowance allowance) => model switch
    {
        IExactModel exact when budget.Engine is not EngineNames.Search => ExactJudge.Judge(exact, item),
        IPolynomialModel polynomial when budget.Engine is not EngineNames.Search =>
            PolynomialJudge.Judge(polynomial, item, budget.Engine is not null, allowance, sabotage),
        RegisterModel => new RegisterJudge(item, allowance, sabotage).Judge(budget.Engine),
        _ => new ModelJudge(model, item, allowance, sabotage).Judge(),
    };

    private string Reason(ObjectJudgement[] judgements, Verdict verdict)
    {
        var operations = judgements.Sum(judgement => judgement.Source.Calls.Count);
        var engines = ViolationText.Or([.. judgements.Select(judgement => judgement.Engine).Distinct().Order()]);
        var bad = judgements.Where(judgement => judgement.Verdict == verdict).ToArray();
        switch (verdict)
        {
            case Verdict.Valid:
                return $"All {operations:N0} operations on {judgements.Length:N0} objects are linearizable (engine {engines}).";
            case Verdict.Invalid:
                var first = bad.SelectMany(judgement => judgement.Anomalies).OrderBy(anomaly => anomaly.AtNs).First();
                var sentence = char.ToUpperInvariant(first.Sentence[0]) + first.Sentence[1..];
                return $"Not linearizable on {bad.Length:N0} of {judgements.Length:N0} objects. {sentence}.";
            default:
                var example = HardObject.Of(model, bad[0]);
                return $"Not decided on {bad.Length:N0} of {judgements.Length:N0} objects; on {example.Key ?? "the object"}, {example.Why}; "
                    + $"{example.Hard}. It would help: {example.Help}.";
        }
    }

    private CheckResult Result(Verdict verdict, string reason, ObjectJudgement[] judgements) => new()
    {
        Name = Name,
        Family = Family,
        Verdict = verdict,
        Reason = reason,
        // Several failed operations can shrink to the same contradiction: it is told once.
        Anomalies =
        [
            .. judgements.SelectMany(judgement => judgement.Anomalies).OrderBy(anomaly => anomaly.AtNs)
                .DistinctBy(anomaly => (anomaly.Name, anomaly.Key, string.Join(',', anomaly.Operations))).Take(MaxAnomalies),
        ],
        Undecided = [.. judgements.Where(judgement => judgement.Verdict is Verdict.Unknown).Take(MaxAnomalies)
            .Select(judgement => HardObject.Of(model, judgement))],
        Details = new Dictionary<string, string>(Searched(judgements))
        {
            ["model"] = model.Name,
            ["engine"] = string.Join(", ", judgements
                .GroupBy(judgement => judgement.Engine)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => $"{group.Key} on {group.Count()}")),
            ["keys"] = Text(judgements.Length),
            ["operations"] = Text(judgements.Sum(judgement => judgement.Source.Calls.Count)),
            ["open"] = Text(judgements.Sum(judgement => judgement.Source.Calls.Count - judgement.Source.Completed)),
            ["configurations"] = Text(judgements.Sum(judgement => judgement.Configurations)),
            ["anomalies"] = Text(judgements.Sum(judgement => judgement.AnomalyCount)),
            ["invalidKeys"] = Text(judgements.Count(judgement => judgement.Verdict is Verdict.Invalid)),
            ["unknownKeys"] = Text(judgements.Count(judgement => judgement.Verdict is Verdict.Unknown)),
        },
    };

    private static IEnumerable<KeyValuePair<string, string>> Searched(ObjectJudgement[] judgements)
    {
        var searched = judgements.Where(judgement => judgement.Unfit is not null).ToArray();
        if (searched.Length == 0) return [];
        var key = searched[0].Source.Key is { } name ? $"{name}: " : "";
        return [new("searched", $"{searched.Length:N0} of {judgements.Length:N0}; {key}{searched[0].Unfit}")];
    }

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
