using System.Globalization;
using System.Text.Json;

namespace Chaos.Systems;

/// <summary>
/// Registers as rows. A read through the quorum is a transaction that also counts up a row of its own: it is committed on the state that it saw,
/// or tried again by the server. A cas that does not find its value says so only after such a read, since a server that is cut off would not
/// find it either.
/// </summary>
internal sealed class OvsdbRegisterClient(NodeDialer dialer, bool localReads) : IClient
{
    /// <summary>Makes the row that reads through the quorum count up, where it is not there yet.</summary>
    public const string CreateTick =
        """{"op":"wait","timeout":0,"table":"tick","where":[],"columns":["name"],"until":"==","rows":[]},"""
        + """{"op":"insert","table":"tick","row":{"name":"chaos","n":0}}""";

    private const string Tick = """{"op":"mutate","table":"tick","where":[],"mutations":[["n","+=",1]]}""";

    private OvsdbLink? link;

    /// <summary>Reads a key through the quorum.</summary>
    /// <exception cref="CallException">There was no answer, or an error.</exception>
    public static async Task<Value> ReadThroughQuorumAsync(OvsdbLink link, string key, CancellationToken cancellationToken)
    {
        var results = await link.TransactAsync(OvsdbRecipe.Database, $"{Select(key)},{Tick}", cancellationToken);
        return results[1].GetProperty("count").GetInt32() == 1
            ? ValueOf(results[0])
            : throw new CallException(TransportErrors.UnknownAnswer, "the row to count up is not there");
    }

    /// <inheritdoc/>
    public async ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var key = JsonSerializer.Serialize(RegisterValues.KeyOf(invocation, "OVSDB"));
        try
        {
            var open = link ??= await OvsdbLink.OpenAsync(dialer, cancellationToken);
            return invocation.F switch
            {
                RegisterOperations.Read => Completion.Ok(await ReadAsync(open, key, cancellationToken)),
                RegisterOperations.Write => await WriteAsync(open, key, invocation.Value, cancellationToken),
                RegisterOperations.Cas => await CasAsync(open, key, invocation.Value, cancellationToken),
                var other => throw new InvalidOperationException($"OVSDB's register has no operation '{other}'."),
            };
        }
        catch (CallException e)
        {
            if (e.EndsConnection) Close();
            return e.Complete(invocation.F == RegisterOperations.Read);
        }
        catch (OperationCanceledException)
        {
            Close();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Close();
        return default;
    }

    private async Task<Value> ReadAsync(OvsdbLink open, string key, CancellationToken cancellationToken) => localReads
        ? ValueOf((await open.TransactAsync(OvsdbRecipe.Database, Select(key), cancellationToken))[0])
        : await ReadThroughQuorumAsync(open, key, cancellationToken);

    private static async Task<Completion> WriteAsync(OvsdbLink open, string key, Value value, CancellationToken cancellationToken)
    {
        await open.TransactAsync(
            OvsdbRecipe.Database, $$"""{"op":"delete","table":"kv","where":{{Where(key)}}},{{Insert(key, value)}}""", cancellationToken);
        return Completion.Ok(value);
    }

    private static async Task<Completion> CasAsync(OvsdbLink open, string key, Value argument, CancellationToken cancellationToken)
    {
        var (expected, next) = RegisterOperations.CasArguments(argument);
        var rows = expected.IsNull ? "" : string.Create(CultureInfo.InvariantCulture, $$"""{"v":{{expected.AsInteger()}}}""");
        var wait = $$"""{"op":"wait","timeout":0,"table":"kv","where":{{Where(key)}},"columns":["v"],"until":"==","rows":[{{rows}}]}""";
        var change = expected.IsNull
            ? Insert(key, next)
            : string.Create(
                CultureInfo.InvariantCulture, $$"""{"op":"update","table":"kv","row":{"v":{{next.AsInteger()}} },"where":{{Where(key)}}}""");
        try
        {
            await open.TransactAsync(OvsdbRecipe.Database, $"{wait},{change}", cancellationToken);
            return Completion.Ok(argument);
        }
        catch (CallException e) when (e.Row == OvsdbErrors.Answers[OvsdbErrors.TimedOut])
        {
            return await MismatchAsync(open, key, expected, next, cancellationToken);
        }
    }

    // The cas had no effect, unless the server had tried it before; from here on it only reads.
    private static async Task<Completion> MismatchAsync(
        OvsdbLink open, string key, Value expected, Value next, CancellationToken cancellationToken)
    {
        try
        {
            var seen = await ReadThroughQuorumAsync(open, key, cancellationToken);
            // Every value is written once: a server that lost its leader tried the transaction again, and it had been committed.
            if (seen == next) return Completion.Info("the value is there although the server refused to set it");
            return seen == expected ? Completion.Fail("the value came and went") : Completion.Mismatch(seen);
        }
        catch (CallException e) when (!e.EndsConnection)
        {
            return e.Complete(isRead: true);
        }
    }

    private static string Where(string key) => $"""[["k","==",{key}]]""";

    private static string Select(string key) => $$"""{"op":"select","table":"kv","where":{{Where(key)}},"columns":["v"]}""";

    private static string Insert(string key, Value value) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"op":"insert","table":"kv","row":{"k":{{key}},"v":{{value.AsInteger()}} } }""");

    private static Value ValueOf(JsonElement select)
    {
        var rows = select.GetProperty("rows");
        return rows.GetArrayLength() switch
        {
            0 => Value.Null,
            1 => Value.Of(rows[0].GetProperty("v").GetInt64()),
            var many => throw new CallException(TransportErrors.UnknownAnswer, $"{many} rows of one key"),
        };
    }

    private void Close()
    {
        link?.Dispose();
        link = null;
    }
}
