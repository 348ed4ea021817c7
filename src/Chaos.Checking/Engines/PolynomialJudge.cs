namespace Chaos.Checking;

/// <summary>Judges one object by its model's own engine; by the search where that does not apply.</summary>
internal static class PolynomialJudge
{
    /// <summary>Judges.</summary>
    /// <param name="model">The model.</param>
    /// <param name="source">The object's operations.</param>
    /// <param name="isForced">Whether only the model's own engine may judge.</param>
    /// <param name="allowance">What it may cost.</param>
    /// <param name="sabotage">For tests.</param>
    public static ObjectJudgement Judge(IPolynomialModel model, ObjectHistory source, bool isForced, Allowance allowance, Sabotage sabotage)
    {
        var engine = model.Polynomial;
        var finding = engine.Judge(source, sabotage);
        switch (finding.Verdict)
        {
            case Verdict.Valid:
                return new ObjectJudgement(source, Verdict.Valid, engine.Name);
            case Verdict.Invalid:
                return new ObjectJudgement(source, Verdict.Invalid, engine.Name)
                {
                    AnomalyCount = 1,
                    Anomalies = [ModelExplainer.Explain(model, source with { Calls = finding.Suspects }, null, allowance, finding.Sentence)],
                };
            default:
                var unfit = $"the engine {engine.Name} does not apply: {finding.Why}";
                return isForced
                    ? new ObjectJudgement(source, Verdict.Unknown, engine.Name) { Why = unfit }
                    : new ModelJudge(model, source, allowance, sabotage).Judge() with { Unfit = unfit };
        }
    }
}
