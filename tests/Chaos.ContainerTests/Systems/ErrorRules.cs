using Xunit;

namespace Chaos.ContainerTests.Systems;

/// <summary>What holds for every client: an error is one that its table knows, and is recorded as what the table says that it proves.</summary>
internal static class ErrorRules
{
    public static void Check(ErrorOutcome outcome)
    {
        var (client, operation, situation, end) = outcome;
        if (end.Type is OperationType.Ok)
        {
            // A watch tells what its server has, alone as well; who goes elsewhere may find somebody.
            Assert.True(situation is not ErrorSituation.Refused && (MayWork(client, situation) || operation.IsRead), $"{outcome}");
            return;
        }

        var row = ErrorWords.Find(client.System, end.Error ?? "");
        Assert.True(row is not null, $"No row of the table is '{end.Error}': {outcome}");
        Assert.True(end.Type == WantedOf(operation, row.Value) || (operation.LooksFirst && end.Type is OperationType.Fail), $"{outcome}");
        if (situation is ErrorSituation.Refused && !operation.GoesOn && client.System != "kafka")
            Assert.Equal((OperationType.Fail, "connection refused"), (end.Type, row.Value.Text));
    }

    // A primary of Redis does not wait for its replicas, and another node may lead a partition of Kafka.
    private static bool MayWork(SystemCase client, ErrorSituation situation) =>
        client.Routes && (situation is not (ErrorSituation.NoLeader or ErrorSituation.TimedOut) || !client.NeedsQuorum);

    private static OperationType WantedOf(ClientOperation operation, (string Text, OperationType Proves) row) =>
        operation.IsRead && row.Text != ErrorWords.Timeout ? OperationType.Fail : row.Proves;
}
