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

    /// <summary>What a server says of its leader (in a 500), by its words; all of it leaves a change open.</summary>
    public static readonly IReadOnlyList<ErrorRow> Leaderless =
    [
        new("500: No cluster leader", OperationType.Info, "Found while the request waited for a leader, maybe after it had gone to one."),
        new("500: leadership lost while committing log", OperationType.Info,
            "The request is in the log of the old leader, and may be committed by the new one."),
        new("500: node is not the leader", OperationType.Info, "It was passed on to a server that no longer led; what that one did is not told."),
    ];

    /// <summary>The exception for an answer.</summary>
    public static CallException Of(HttpAnswer answer)
    {
        var words = answer.Text.Length > 120 ? answer.Text[..120] : answer.Text;
        var whole = $"{answer.Status}: {words}";
        if (Leaderless.FirstOrDefault(row => whole.Contains(row.Text, StringComparison.Ordinal)) is { } leaderless) return new(leaderless);
        return Answers.TryGetValue(answer.Status, out var row)
            ? new(row, words)
            : new(TransportErrors.UnknownAnswer, $"{answer.Status} {words}");
    }
}
