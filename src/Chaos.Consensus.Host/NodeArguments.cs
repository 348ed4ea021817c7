using System.Globalization;
using System.Net;

namespace Chaos.Consensus.Host;

/// <summary>What a node is told on its command line.</summary>
internal sealed record NodeArguments
{
    public const string Usage =
        "usage: chaos-node SYSTEM --name NODE --data DIRECTORY --port PORT --peer NODE=ADDRESS.. [--member NODE..] [--opt NAME=VALUE..]";

    /// <summary>The system that it serves.</summary>
    public required ReferenceProgram System { get; init; }

    /// <summary>The options of the system.</summary>
    public required Options Options { get; init; }

    /// <summary>Its place among the others.</summary>
    public required ProgramPlace Place { get; init; }

    /// <summary>Where the nodes are reached, in the order of their numbers.</summary>
    public required IReadOnlyList<IPEndPoint> Endpoints { get; init; }

    /// <summary>The directory for its files.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="UsageException">It makes no sense.</exception>
    public static NodeArguments Parse(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0 || arguments[0].StartsWith('-')) throw new UsageException("The name of a system was expected first.");
        var system = ReferenceProgram.Of(arguments[0]);
        var given = Named(arguments.Skip(1).ToArray()).ToLookup(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
        var port = int.TryParse(One(given, "--port"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 65_536
            ? number
            : throw new UsageException("--port needs a number from 1 to 65535.");
        var peers = given["--peer"].Select(Pair).ToArray();
        string[] names = [.. peers.Select(peer => peer.Name)];
        return new()
        {
            System = system,
            Options = Options.Create(
                $"system {system.Name}", system.Options, given["--opt"].Select(Pair).Select(option => KeyValuePair.Create(option.Name, option.Value))),
            Place = new()
            {
                Nodes = names,
                Self = NumberOf(names, One(given, "--name")),
                Members = [.. given["--member"].Select(member => NumberOf(names, member))],
            },
            Endpoints = [.. peers.Select(peer => new IPEndPoint(AddressOf(peer.Value), port))],
            DataDirectory = One(given, "--data"),
        };
    }

    private static IEnumerable<(string Name, string Value)> Named(string[] arguments)
    {
        string[] known = ["--name", "--data", "--port", "--peer", "--member", "--opt"];
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (!known.Contains(arguments[i])) throw new UsageException(NearestName.Unknown("argument", arguments[i], known));
            if (i + 1 == arguments.Length) throw new UsageException($"A value was expected after {arguments[i]}.");
            yield return (arguments[i], arguments[i + 1]);
        }
    }

    private static string One(ILookup<string, string> given, string name) => given[name].ToArray() switch
    {
        [var only] => only,
        var many => throw new UsageException($"{name} was given {many.Length} times, but once was expected."),
    };

    private static (string Name, string Value) Pair(string text) => text.Split('=', 2) is [var name, var value]
        ? (name, value)
        : throw new UsageException($"'{text}' has no '=' between a name and a value.");

    private static int NumberOf(string[] names, string name) => Array.IndexOf(names, name) is >= 0 and var number
        ? number
        : throw new UsageException(NearestName.Unknown("node", name, names));

    private static IPAddress AddressOf(string text) => IPAddress.TryParse(text, out var address)
        ? address
        : throw new UsageException($"'{text}' is no address of a node: 172.18.0.2, say, was expected.");
}
