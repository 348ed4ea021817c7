using Xunit;

namespace Chaos.Tests.Histories;

public sealed class EvidenceFileTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("chaos-tests-").FullName;

    private string File => Path.Combine(directory, "lines.jsonl");

    [Fact]
    public void The_last_record_of_a_fault_counts()
    {
        var first = Fault("partition-1") with { Cuts = [new Link("n1", "n2")] };
        var healed = first with
        {
            FromNs = 5,
            ToNs = 9,
            Effective = true,
            Effect = "n1>n2 was cut",
            Parameters = new Dictionary<string, string> { ["role"] = "leader" },
        };
        using (var log = ScheduleFile.Open(File))
        {
            log.Record(first);
            log.Record(Fault("kill-1"));
            log.Record(healed);
            Assert.Equal(["partition-1", "kill-1"], log.Faults.Select(fault => fault.Id));
            Assert.Same(healed, log.Faults[0]);
        }

        var stored = ScheduleFile.Read(File);
        Assert.Equal(["partition-1", "kill-1"], stored.Records.Select(fault => fault.Id));
        var read = stored.Records[0];
        Assert.Equal((healed.FromNs, healed.ToNs, healed.Effective, healed.Effect), (read.FromNs, read.ToNs, read.Effective, read.Effect));
        Assert.Equal(healed.Cuts, read.Cuts);
        Assert.Equal(healed.Nodes, read.Nodes);
        Assert.Equal("leader", read.Parameters["role"]);
        Assert.Null(stored.TornLine);
    }

    [Fact]
    public void A_fault_that_an_older_version_wrote_has_empty_lists_where_it_said_nothing()
    {
        System.IO.File.WriteAllText(File, """
            {"id":"kill-1","nemesis":"kill","shape":"kill","nodes":["n2"],"parameters":{"target":"leader"},"cuts":[],"askedNs":5,"outcome":"Installed"}

            """);

        var fault = Assert.Single(ScheduleFile.Read(File).Records);

        Assert.Empty(fault.Down);
        Assert.Empty(fault.Damaged);
        Assert.Null(fault.Leader);
    }

    [Fact]
    public void Observations_survive_the_file_and_a_torn_last_line_is_reported()
    {
        var seen = new Observation
        {
            Kind = ObservationKind.Role,
            Node = "n1",
            SentNs = 5,
            ReceivedNs = 7,
            Role = NodeRole.Leader,
            Term = 3,
            IsEvidence = true,
        };
        using (var file = ObservationsFile.Open(File))
        {
            file.Append(seen);
            file.Append(seen with { Kind = ObservationKind.Reachability, Broken = [new Link("n1", "n2")] });
        }

        var stored = ObservationsFile.Read(File);
        Assert.Equal(seen, stored.Records[0]);
        Assert.Equal([new Link("n1", "n2")], stored.Records[1].Broken!);
        var bytes = System.IO.File.ReadAllBytes(File);
        System.IO.File.WriteAllBytes(File, bytes[..^20]);
        var torn = ObservationsFile.Read(File);
        Assert.Single(torn.Records);
        Assert.Equal(2, torn.TornLine?.Number);
    }

    [Theory]
    [InlineData("not json\n")]
    [InlineData("{\"id\":\"kill-1\"}\n")]
    [InlineData("{\"colour\":\"red\"}\n")]
    public void A_line_that_is_no_record_is_refused_with_its_number(string text)
    {
        System.IO.File.WriteAllText(File, text);
        Assert.Contains("line 1", Assert.Throws<HistoryFormatException>(() => ScheduleFile.Read(File)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private static FaultRecord Fault(string id) => new()
    {
        Id = id,
        Nemesis = id.Split('-')[0],
        Shape = "any",
        Nodes = ["n1"],
        AskedNs = 3,
        Outcome = FaultOutcome.Installed,
    };
}
