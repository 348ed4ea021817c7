using System.Globalization;

namespace Chaos.Systems;

/// <summary>How etcd is started, as data.</summary>
internal static class EtcdRecipe
{
    /// <summary>The name of the client port.</summary>
    public const string ClientPort = "client";

    /// <summary>The version that is taken where its server program is at hand.</summary>
    public const string PreferredVersion = "3.7.3";

    private const int ClientPortNumber = 2379;
    private const int PeerPortNumber = 2380;
    private const string DataVolume = "/data";

    // A directory below the volume: etcd wants one that is its own.
    private const string DataDirectory = $"{DataVolume}/etcd";

    // Both the official image and ours have the program here.
    private const string Program = "/usr/local/bin/etcd";

    // What the suites of Debian carry, newest first. Only these can be built where neither image nor file is at hand.
    private static readonly (string Version, string Suite)[] debianPackages = [("3.5.16", "trixie"), ("3.4.23", "bookworm")];

    /// <summary>The version when none is asked for: the preferred one where its program is at hand, else Debian's.</summary>
    public static string DefaultVersion(ServersDirectory servers) =>
        servers.Contains(ServerFile(PreferredVersion)) ? PreferredVersion : debianPackages[0].Version;

    /// <summary>The recipe of a cluster whose nodes are named n1, n2, ...</summary>
    public static SystemRecipe Create(EtcdSettings settings, int nodeCount, ServersDirectory servers)
    {
        string[] nodes = [.. Enumerable.Range(1, nodeCount).Select(i => string.Create(CultureInfo.InvariantCulture, $"n{i}"))];
        return new SystemRecipe
        {
            System = EtcdSystem.SystemName,
            ElectionTimeout = TimeSpan.FromMilliseconds(settings.ElectionMs),
            MaintenanceTasks = EtcdMaintenance.Tasks,
            TellsDigests = true,
            Groups =
            [
                new NodeGroup
                {
                    Name = "servers",
                    Nodes = nodes,
                    Voters = true,
                    Image = Image(settings.Version.ToString(), servers),
                    Upgrade = settings.UpgradeTo is { } newer ? UpgradeTo(newer, settings, servers) : null,
                    Ports = new Dictionary<string, int> { [ClientPort] = ClientPortNumber, ["peer"] = PeerPortNumber },
                    DataDirectory = DataVolume,
                    Launch = place => Launch(place, nodes, settings, "new", DataDirectory),
                    Join = join => Launch(join.Place, join.Members, settings, "existing", $"{DataDirectory}-{join.Life}"),
                },
            ],
        };
    }

    private static string ServerFile(string version) => $"etcd-{version}.tar.gz";

    private static ImageRecipe Image(string version, ServersDirectory servers)
    {
        var file = ServerFile(version);
        var suite = debianPackages.FirstOrDefault(package => package.Version == version).Suite;
        var recipe = new ImageRecipe
        {
            Reference = $"gcr.io/etcd-development/etcd:v{version}",
            LocalTag = suite is null || servers.Contains(file) ? $"chaos/etcd:{version}" : $"chaos/etcd:{version}-{suite}",
            ServerFile = file,
            DebianDockerfile = suite is null ? null : DebianDockerfile,
        };
        return suite is null ? recipe : recipe with { DebianSuite = suite };
    }

    // A package's scripts must not start a server inside a build, hence policy-rc.d.
    private const string DebianDockerfile = """
        ARG BASE
        FROM ${BASE}
        RUN printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d && chmod 755 /usr/sbin/policy-rc.d \
         && apt-get update && apt-get install -y --no-install-recommends etcd-server \
         && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/lib/etcd \
         && mkdir -p /usr/local/bin && ln -sf /usr/bin/etcd /usr/local/bin/etcd

        """;

    private static NodeLaunch Launch(
        NodePlace place, IReadOnlyList<string> members, EtcdSettings settings, string state, string directory) => new()
        {
            Arguments =
        [
            Program,
            "--name", place.Name,
            "--data-dir", directory,
            "--listen-peer-urls", $"http://0.0.0.0:{PeerPortNumber}",
            "--initial-advertise-peer-urls", PeerUrl(place.Name),
            "--listen-client-urls", $"http://0.0.0.0:{ClientPortNumber}",
            "--advertise-client-urls", $"http://{place.Name}:{ClientPortNumber}",
            "--initial-cluster", string.Join(',', members.Select(node => $"{node}={PeerUrl(node)}")),
            "--initial-cluster-state", state,
            "--initial-cluster-token", $"chaos-{place.RunId}",
            "--heartbeat-interval", settings.HeartbeatMs.ToString(CultureInfo.InvariantCulture),
            "--election-timeout", settings.ElectionMs.ToString(CultureInfo.InvariantCulture),
            .. EtcdFlags.Of(settings.Version, settings),
        ],
        };

    private static NodeUpgrade UpgradeTo(EtcdVersion newer, EtcdSettings settings, ServersDirectory servers) => new()
    {
        From = settings.Version.ToString(),
        To = newer.ToString(),
        Image = Image(newer.ToString(), servers),
        Launch = launch => launch with
        {
            Arguments = [.. launch.Arguments.SkipLast(EtcdFlags.Of(settings.Version, settings).Count), .. EtcdFlags.Of(newer, settings)],
        },
    };

    /// <summary>Where a node is reached by its peers.</summary>
    public static string PeerUrl(string node) => $"http://{node}:{PeerPortNumber}";
}
