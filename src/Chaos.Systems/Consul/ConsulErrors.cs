namespace Chaos.Systems;

/// <summary>Every answer of Consul that is an error, and what it proves about a change. A status that is in no row is info.</summary>
internal static class ConsulErrors
{
    private const string BeforeProposal = "The agent checks it before it passes the request on.";

    /// <summary>The answers of a server, by status.</summary>
    public static readonly IReadOnlyDictionary<int, ErrorRow> Answers = new Dictionary<int, ErrorRow>
    {
        [400] = new("400 bad request", OperationType.Fail, BeforeProposal),
        [404] = new("404 not found", OperationType.Fail, BeforeProposal),
        [405] = new("405 method not allowed", OperationType.Fail, BeforeProposal),
        [413] = new("413 too large", OperationType.Fail, BeforeProposal),
        [500] = new("500", OperationType.Info,
            "No leader, a leader that lost its office, a time-out: the request may be in the log, whatever the words say."),
        [503] = new("503", OperationType.Info, "As for 500."),
    };

    /// <summary>The exception for an answer.</summary>
    public static CallException Of(HttpAnswer answer)
    {
        var words = answer.Text.Length > 120 ? answer.Text[..120] : answer.Text;
        return Answers.TryGetValue(answer.Status, out var row)
            ? new(row, words)
            : new(TransportErrors.UnknownAnswer, $"{answer.Status} {words}");
    }
}
