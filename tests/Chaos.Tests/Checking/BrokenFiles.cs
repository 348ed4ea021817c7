using System.IO.Compression;
using System.Text;

namespace Chaos.Tests.Checking;

/// <summary>Small good files of every format that is read, and ways to break them.</summary>
internal static class BrokenFiles
{
    private const string Own = """
        {"schema":"chaos-history/1","run":"r1","wall":"2026-01-31T12:00:00Z","workload":"register","model":"register"}
        {"index":0,"time":10,"process":0,"type":"invoke","f":"write","key":"k1","value":1,"node":"n1"}
        {"index":1,"time":20,"process":1,"type":"invoke","f":"cas","key":"k1","value":[1,2]}
        {"index":2,"time":30,"process":0,"type":"ok","f":"write","key":"k1","value":1}
        {"index":3,"time":31,"process":"nemesis","type":"info","f":"kill","value":["n1"]}
        {"index":4,"time":40,"process":1,"type":"fail","f":"cas","key":"k1","value":[1,2],"error":"mismatch","evidence":3}

        """;

    private const string Edn = """
        ; from elsewhere
        [{:type :invoke, :f :cas, :value [nil 2], :process 3, :time 10, :index 0}
         {:process :nemesis, :type :info, :f :start, :value "cut \u0041 #{:n1}", :time 12}
         #_ {:dropped 1} #jepsen.history.Op{:process 4, :type :invoke, :f :read, :value nil, :time 13}
         {:type :fail, :f :cas, :value [nil 2], :process 3, :time 14, :error [:x \a 1.5]}]
        """;

    private const string KeyValue = """
        {:process 0, :type :invoke, :f :append, :key "0", :value "x 0 0 y"}
        {:process 0, :type :ok, :f :append, :key "0", :value "x 0 0 y"}
        {:process 1, :type :invoke, :f :get, :key "0", :value nil}
        {:process 1, :type :ok, :f :get, :key "0", :value "x 0 0 y"}
        """;

    private const string Etcd =
        "INFO  jepsen.util - 2\t:invoke\t:write\t3\nINFO  jepsen.util - 4\t:invoke\t:cas\t[1 2]\n"
        + "INFO  jepsen.util - 2\t:ok\t:write\t3\nINFO  jepsen.util - 4\t:fail\t:cas\t[1 2]\n"
        + "INFO  jepsen.util - 2\t:invoke\t:read\tnil\nINFO  jepsen.util - 2\t:info\t:read\t:timed-out\n";

    private const string Collection = """
        {"name":"a","model":"queue","linearizable":true,"history":[{"process":1,"type":"invoke","f":"enqueue","value":1},{"process":1,"type":"ok","f":"enqueue"}]}
        {"name":"b","model":"set","linearizable":false,"history":[{"process":1,"type":"invoke","f":"add","time":8},{"process":1,"type":"ok","f":"add","value":[1,true]}]}
        """;

    private static readonly string[] Splices =
    [
        "\"", "{", "}", "[", "]", "(", ")", ":", "#", "#_", "#{", "\\", "\n", "\r\n", "\t", "\0", ",", "null", "nil", "true", "-1", "1e400", "\\u12",
        "\\uD800", "99999999999999999999999", "9223372036854775807", ":invoke", "\"type\":\"ok\"", "\"history\":", "\"schema\":", ":process", "\uFEFF", "🙂",
        new string('[', 3000), new string('{', 300), new string('#', 300), string.Concat(Enumerable.Repeat("#_", 3000)), new string('9', 5000),
    ];

    public static IReadOnlyList<(string Name, byte[] Bytes)> Good { get; } =
    [
        ("own.jsonl", Encoding.UTF8.GetBytes(Own)), ("jepsen.edn", Encoding.UTF8.GetBytes(Edn)), ("kv.txt", Encoding.UTF8.GetBytes(KeyValue)),
        ("etcd.log", Encoding.UTF8.GetBytes(Etcd)), ("many.jsonl", Encoding.UTF8.GetBytes(Collection)),
    ];

    public static byte[] Zip(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionMode.Compress)) gzip.Write(bytes);
        return memory.ToArray();
    }

    /// <summary>One to four changes at random places.</summary>
    public static byte[] Break(byte[] good, Randomness random, ref long draws)
    {
        var bytes = good.ToList();
        for (var changes = 1 + random.Below(4, draws++ * 64); changes > 0; changes--)
        {
            var draw = draws++ * 64;
            var at = random.Below(bytes.Count + 1, draw + 1);
            var length = Math.Min(random.Below(40, draw + 2), bytes.Count - at);
            switch (random.Below(6, draw + 3))
            {
                case 0: bytes.RemoveRange(at, length); break;
                case 1: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 2: bytes.RemoveRange(at, bytes.Count - at); break;
                case 3: bytes.InsertRange(at, Encoding.UTF8.GetBytes(Splices[random.Below(Splices.Length, draw + 4)])); break;
                case 4: bytes.Insert(at, (byte)random.Below(256, draw + 4)); break;
                default:
                    if (at < bytes.Count) bytes[at] ^= (byte)(1 << random.Below(8, draw + 4));
                    break;
            }
        }

        return [.. bytes];
    }
}
