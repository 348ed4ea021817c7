namespace Chaos.Checking;

/// <summary>The shipped models, by name.</summary>
public static class ModelCatalog
{
    /// <summary>All of them, in order of their names.</summary>
    public static IReadOnlyList<IModel> All { get; } =
    [
        new RegisterModel("cas-register"), new KeyValueModel(), new LogModel(), new MutexModel(), SequenceModel.Queue, new RegisterModel(),
        new SetModel(), SequenceModel.Stack,
    ];

    /// <summary>The model of that name.</summary>
    /// <exception cref="UsageException">There is none; the message names the nearest one.</exception>
    public static IModel Find(string name) =>
        All.FirstOrDefault(model => model.Name == name)
        ?? throw new UsageException(NearestName.Unknown("model", name, All.Select(model => model.Name)));
}
