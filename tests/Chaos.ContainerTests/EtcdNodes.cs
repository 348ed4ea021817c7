namespace Chaos.ContainerTests;

/// <summary>A small etcd cluster: real processes, real data, and an image that every source of images can give.</summary>
internal static class EtcdNodes
{
    public const string ConfigPath = "/etc/chaos/extra.conf";

    public static ImageRecipe Image { get; } = new()
    {
        Reference = "quay.io/coreos/etcd:v3.7.3",
        LocalTag = "chaos/etcd:3.7.3",
        ServerFile = "etcd-3.7.3.tar.gz",
        DebianDockerfile = """
            ARG BASE
            FROM ${BASE}
            RUN pkg etcd-server && ln -s /usr/bin/etcd /usr/local/bin/etcd

            """,
    };

    public static SystemRecipe Recipe(int count)
    {
        string[] names = [.. Enumerable.Range(1, count).Select(i => $"n{i}")];
        return new SystemRecipe
        {
            System = "etcd",
            Groups =
            [
                new NodeGroup
                {
                    Name = "servers",
                    Nodes = names,
                    Voters = true,
                    Image = Image,
                    Ports = new Dictionary<string, int> { ["client"] = 2379, ["peer"] = 2380 },
                    DataDirectory = "/data",
                    Launch = place => Launch(place, names),
                },
            ],
        };
    }

    private static NodeLaunch Launch(NodePlace place, string[] names) => new()
    {
        Arguments =
        [
            "/usr/local/bin/etcd", "--name", place.Name, "--data-dir", "/data/etcd",
            "--listen-peer-urls", "http://0.0.0.0:2380", "--initial-advertise-peer-urls", $"http://{place.Name}:2380",
            "--listen-client-urls", "http://0.0.0.0:2379", "--advertise-client-urls", $"http://{place.Name}:2379",
            "--initial-cluster", string.Join(',', names.Select(name => $"{name}=http://{name}:2380")),
            "--initial-cluster-token", place.RunId,
        ],
        Environment = new Dictionary<string, string> { ["CHAOS_TEST"] = place.Name },
        Files = new Dictionary<string, string> { [ConfigPath] = $"node = {place.Name}\n" },
    };
}
