using Chaos.Checking;
using CsCheck;
using Xunit;

namespace Chaos.Tests.Checking;

public sealed class EdnWriterTests : IDisposable
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String.AlphaNumeric, Gen.String, Gen.Const("k1"), Gen.Const("\"\\\n\t<script>; #{"), Gen.Const("Zürich ✓ 𝄞"), Gen.Const("nil"));

    private static readonly Gen<Value> AValue = Gen.Recursive<Value>((depth, inner) => depth > 3
        ? Gen.Const(Value.Null)
        : Gen.OneOf(
            Gen.Const(Value.Null), Gen.Long.Select(Value.Of), Text.Select(text => Value.Of(text)),
            inner.Array[0, 4].Select(items => Value.Of(items))));

    private static readonly Gen<Operation> Entry =
        from process in Gen.Int[-1, 1000]
        from f in Text
        from key in Text.Null()
        from value in AValue
        from due in Gen.Long[0, long.MaxValue].Nullable()
        from error in Text.Null()
        from evidence in AValue
        select new Operation
        {
            Process = process,
            Type = process < 0 ? OperationType.Info : OperationType.Invoke,
            F = f,
            Key = key,
            Value = value,
            Node = key,
            DueNs = due,
            Error = error,
            Evidence = evidence,
        };

    private readonly string directory = Directory.CreateTempSubdirectory("chaos-edn-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void What_is_written_is_read_back() =>
        Entry.Array[1, 30].Sample(
            drawn =>
            {
                // Each process invokes and ends with what was drawn.
                var entries = drawn
                    .SelectMany((entry, i) => entry.Process < 0
                        ? [entry]
                        : new[] { entry with { Process = i }, entry with { Process = i, Type = (OperationType)(1 + (i % 3)) } })
                    .Select((entry, i) => entry with { Index = i, TimeNs = i * 5L })
                    .ToArray();
                Assert.Equal(entries, RoundTrip(new History(entries)));
            },
            iter: 500,
            threads: 1);

    [Fact]
    public void Notes_are_left_out_and_counted()
    {
        Operation[] entries =
        [
            new() { Index = 0, Process = Operation.NemesisProcess, Type = OperationType.Note, F = "phase" },
            new() { Index = 1, TimeNs = 7, Process = 3, Type = OperationType.Invoke, F = "read" },
            new() { Index = 2, TimeNs = 8, Process = 3, Type = OperationType.Fail, F = "read", Error = "mismatch" },
        ];
        using var text = new StringWriter();

        Assert.Equal(1, EdnWriter.Write(new History(entries), text));
        Assert.Equal(
            "{:index 0, :time 7, :process 3, :type :invoke, :f :read, :value nil}\n"
            + "{:index 1, :time 8, :process 3, :type :fail, :f :read, :value nil, :error :mismatch}\n",
            text.ToString());
    }

    private History RoundTrip(History history)
    {
        var path = Path.Combine(directory, "history.edn");
        using (var text = new StreamWriter(path)) EdnWriter.Write(history, text);
        return HistoryImport.Read(path).History;
    }
}
