namespace Chaos.Systems.Kafka;

/// <summary>Who of the nodes is what, by the group that it is in, and its number by its name. Every name and number is used once.</summary>
internal static class KafkaNodes
{
    /// <summary>The group of the brokers, which are controllers as well where there are none apart.</summary>
    public const string Brokers = "servers";

    /// <summary>The group of the controllers that are nothing else.</summary>
    public const string Controllers = "controllers";

    private const string ControllerStem = "c";

    // Above those of any brokers.
    private const int FirstController = 100;

    /// <summary>The names of the controllers that are nothing else: c1, c2, ...</summary>
    public static string[] ControllersOf(KafkaSettings settings) => NodeNames.Of(settings.Controllers, ControllerStem);

    /// <summary>Whether it serves clients.</summary>
    public static bool IsBroker(this INode node) => node.Group != Controllers;

    /// <summary>The number that a node has in Kafka.</summary>
    public static int IdOf(string name) => NodeNames.NumberOf(name) + (name.StartsWith(ControllerStem, StringComparison.Ordinal) ? FirstController : 0);

    /// <summary>The node with a number; null where there is none.</summary>
    public static INode? WithId(this ICluster cluster, int id) => cluster.Nodes.FirstOrDefault(node => IdOf(node.Name) == id);
}
