using System.IO.Compression;
using System.Text;
using Chaos.Checking;
using Xunit;

namespace Chaos.Tests.Checking;

public sealed class HistoryImportTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("chaos-import-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void A_jepsen_history_in_edn_is_read()
    {
        var imported = Read("""
            ; a comment
            [{:type :invoke, :f :cas, :value [nil 2], :process 3, :time 10, :index 0}
             {:process :nemesis, :type :info, :f :start, :value "cut #{:n1}", :time 12}
             #_ {:dropped 1}
             {:type :fail, :f :cas, :value [nil 2], :process 3, :time 11, :error :not-found}]
            """);

        Assert.Equal("edn", imported.Format);
        Assert.Equal(3, imported.History.Count);
        Assert.Equal(Value.Of(Value.Null, Value.Of(2)), imported.History[0].Value);
        Assert.Equal(Operation.NemesisProcess, imported.History[1].Process);
        Assert.Equal("not-found", imported.History[2].Error);
        Assert.Equal(12, imported.History[2].TimeNs);
        Assert.Equal(2, imported.History.CompletionOf(0));
    }

    [Fact]
    public void A_key_value_log_is_read_line_by_line_also_from_gzip()
    {
        const string log = """
            {:process 1, :type :invoke, :f :append, :key "0", :value "x 1 0 y"}
            {:process 1, :type :ok, :f :append, :key "0", :value "x 1 0 y"}
            """;

        foreach (var imported in new[] { Read(log), Read(log, zipped: true) })
        {
            Assert.Equal("0", imported.History[1].Key);
            Assert.Equal(Value.Of("x 1 0 y"), imported.History[0].Value);
        }
    }

    [Fact]
    public void In_the_etcd_logs_a_failed_cas_observed_a_mismatch_and_a_failed_read_says_nothing()
    {
        var imported = Read(
            "INFO  jepsen.util - 0\t:invoke\t:cas\t[1 2]\nINFO  jepsen.util - 0\t:fail\t:cas\t[1 2]\n"
            + "INFO  jepsen.core - Run complete\n"
            + "INFO  jepsen.util - 1\t:invoke\t:read\tnil\nINFO  jepsen.util - 1\t:fail\t:read\t:timed-out\n");

        Assert.Equal("etcd-log", imported.Format);
        Assert.Equal(Operation.MismatchError, imported.History[1].Error);
        Assert.Equal("timed-out", imported.History[3].Error);
    }

    [Fact]
    public void Etcd_logs_with_spaces_instead_of_tabs_lose_no_operation()
    {
        var imported = Read(
            "INFO  jepsen.util - 2   :invoke :cas    [1 2]\nINFO  jepsen.util - 10  :invoke :read   nil\n"
            + "INFO  jepsen.util - :nemesis    :info   :start  nil\nINFO  jepsen.util - 10  :ok     :read   3\n");

        Assert.Equal(3, imported.History.Count);
        Assert.Equal(Value.Of(Value.Of(1), Value.Of(2)), imported.History[0].Value);
        Assert.Equal(Value.Of(3), imported.History[2].Value);
    }

    [Fact]
    public void Operations_with_a_tag_are_not_lost()
    {
        var imported = Read(
            "#jepsen.history.Op{:process 1, :type :invoke, :f :read, :value nil}\n"
            + "#jepsen.history.Op{:process 1, :type :ok, :f :read, :value 4}");

        Assert.Equal(2, imported.History.Count);
        Assert.Equal(Value.Of(4), imported.History[1].Value);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("INFO  jepsen.util - 1\t:invoke", "line 1: expected was an operation")]
    [InlineData("INFO  jepsen.util - 1\t:ok\t:read\tnil", "line 1: process 1 completes read")]
    [InlineData("{:process 1, :type :invoke, :f :r}\n{:process 1, :type :invoke, :f :r}", "line 2: process 1 invokes r, but its r of")]
    [InlineData("{\"history\":[{\"process\":1}]}", "line 1: the 'type' of entry 0")]
    [InlineData("[{:process 1, :type :invoke, :f :read", "the file ends")]
    [InlineData("{:process 1, :type :invoke, :f :read}\n{:process 1, :type :done, :f :read}", "line 2: the operation that begins at line 2 has the type 'done'")]
    [InlineData("[1 2]", "line 1: an operation was expected")]
    [InlineData("[{:process x, :type :invoke, :value 1}]", "has no :f")]
    [InlineData("INFO  jepsen.util - x\t:invoke\t:read\tnil", "line 1: the process is 'x'")]
    public void What_is_wrong_with_a_file_is_said_with_its_place(string content, string expected)
    {
        Assert.Contains(expected, Assert.Throws<HistoryFormatException>(() => Read(content)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_gzip_is_said()
    {
        var path = Path.Combine(directory, "broken.gz");
        File.WriteAllBytes(path, [0x1F, 0x8B, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);

        Assert.Throws<HistoryFormatException>(() => HistoryImport.Read(path));
    }

    private ImportedHistory Read(string content, bool zipped = false)
    {
        var path = Path.Combine(directory, "history");
        var bytes = Encoding.UTF8.GetBytes(content);
        if (zipped)
        {
            using var memory = new MemoryStream();
            using (var gzip = new GZipStream(memory, CompressionMode.Compress)) gzip.Write(bytes);
            bytes = memory.ToArray();
        }

        File.WriteAllBytes(path, bytes);
        return HistoryImport.Read(path);
    }
}
