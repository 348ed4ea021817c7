using Chaos.Systems;
using Xunit;

namespace Chaos.Tests.Systems.Etcd;

/// <summary>Short hands of these tests.</summary>
internal static class Etcds
{
    public static Options OptionsOf(ISystem system, params (string Name, string Value)[] given) => Options.Create(
        "system etcd", system.Options, given.Select(each => KeyValuePair.Create(each.Name, each.Value)));

    public static ServersDirectory ServersWith(params string[] files)
    {
        var folder = Directory.CreateTempSubdirectory("chaos-servers-");
        foreach (var file in files) File.WriteAllText(Path.Combine(folder.FullName, file), "");
        var servers = ServersDirectory.At(folder.FullName);
        folder.Delete(recursive: true);
        return servers;
    }

    public static NodeGroup GroupOf(EtcdSystem system, int nodes, params (string Name, string Value)[] given) =>
        Assert.Single(system.CreateRecipe(OptionsOf(system, given), nodes).Groups);
}
