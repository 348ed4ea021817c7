using System.Buffers.Text;
using System.Text;

namespace Chaos.Systems.Kafka;

/// <summary>How the controllers that vote are told to a node: in its configuration, or, where they can be changed, when its data is made.</summary>
internal static class KafkaVoters
{
    /// <summary>For who has no vote at first: it learns the voters from the others.</summary>
    public const string None = "--no-initial-controllers";

    /// <summary>The line of the configuration: the voters themselves, or whom to ask for them.</summary>
    public static string Setting(IEnumerable<string> voters, bool dynamic) => dynamic
        ? $"controller.quorum.bootstrap.servers={string.Join(',', voters.Select(node => $"{node}:{KafkaRecipe.ControllerPortNumber}"))}"
        : $"controller.quorum.voters={string.Join(',', voters.Select(Voter))}";

    /// <summary>The first voters, each with the name that its data gets.</summary>
    public static string Initial(IEnumerable<string> voters) => string.Join(',', voters.Select(node => $"{Voter(node)}:{DirectoryOf(node)}"));

    private static string Voter(string node) => $"{KafkaNodes.IdOf(node)}@{node}:{KafkaRecipe.ControllerPortNumber}";

    // Sixteen bytes, in the letters that Kafka writes them with.
    private static string DirectoryOf(string node) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"chaos-{node}".PadRight(16, '-')));
}
