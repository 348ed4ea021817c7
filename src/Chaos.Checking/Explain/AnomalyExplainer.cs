namespace Chaos.Checking;

/// <summary>Adds to an anomaly what the oracle says about it, and its operations as a table.</summary>
internal static class AnomalyExplainer
{
    /// <summary>
    /// A judgement with its anomalies explained. Where the oracle refutes one of them the engine, or what made it small, is wrong, and
    /// nobody knows the verdict.
    /// </summary>
    public static ObjectJudgement Complete(IModel model, ObjectJudgement judgement, Allowance allowance)
    {
        if (judgement.Verdict is not Verdict.Invalid) return judgement;
        var explained = judgement.Anomalies.Select(anomaly => Explain(model, judgement.Source, anomaly, allowance)).ToArray();
        if (Array.TrueForAll(explained, anomaly => anomaly is not null)) return judgement with { Anomalies = explained! };
        return judgement with
        {
            Verdict = Verdict.Unknown,
            Anomalies = [],
            AnomalyCount = 0,
            Why = $"the engine {judgement.Engine} reports a contradiction for which trying every order finds a legal one; this is a bug in "
                + "Chaos, please report it with the history",
        };
    }

    /// <summary>The anomaly with its explanation; null where the oracle finds a legal order, which refutes it.</summary>
    public static Anomaly? Explain(IModel model, ObjectHistory source, Anomaly anomaly, Allowance allowance)
    {
        if (anomaly.Explanation is not null) return anomaly;
        var part = AnomalyPart.Of(model, source, anomaly);
        var finding = OrderOracle.Ask(model, part, allowance);
        if (finding.IsLegal is true) return null;
        var numberOf = anomaly.Operations.Select((operation, place) => ((int)operation, place + 1)).ToDictionary();
        return anomaly with
        {
            Explanation = new Explanation
            {
                Confirmation = finding.IsLegal is false ? Confirmation.Confirmed : Confirmation.TooLarge,
                Prefix = [.. finding.Order.Select(step => new LegalStep(IndexOf(part, step.Call), step.State.ToString()))],
                Refusals = [.. finding.Refusals.Select(refused => new Refusal(IndexOf(part, refused.Call), refused.Reason))],
                Table = ProcessTable.Draw(part, numberOf),
            },
        };
    }

    private static long IndexOf(ObjectHistory part, int call) => part.Invocation(part.Calls[call]).Index;
}
