namespace Chaos.Checking;

/// <summary>The shipped models, by name.</summary>
public static class ModelCatalog
{
    /// <summary>All of them, in order of their names.</summary>
    public static IReadOnlyList<IModel> All { get; } =
    [
        new RegisterModel("cas-register"), new CounterModel(), new FencedLockModel(), new KeyValueModel(), new LeaderModel(), new LogModel(),
        new MultiRegisterModel(), new MutexModel(), SequenceModel.Queue, new RegisterModel(), new SetModel(), SequenceModel.Stack,
        new UniqueIdsModel(), new BagModel(), new VersionedRegisterModel(),
    ];

    /// <summary>
    /// The model of that name. <c>multi-register</c> may be followed by what its registers hold at first:
    /// <c>multi-register:x=0:y=0</c>.
    /// </summary>
    /// <exception cref="UsageException">There is none; the message names the nearest one.</exception>
    public static IModel Find(string name)
    {
        var parts = name.Split(':');
        var model = All.FirstOrDefault(model => model.Name == parts[0])
            ?? throw new UsageException(NearestName.Unknown("model", parts[0], All.Select(model => model.Name)));
        if (parts.Length == 1) return model;
        return model is MultiRegisterModel
            ? new MultiRegisterModel(parts.Skip(1).Select(Initial).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal))
            : throw new UsageException($"The model {model.Name} takes no parameters, but got '{name}'.");
    }

    private static KeyValuePair<string, Value> Initial(string parameter)
    {
        var at = parameter.IndexOf('=', StringComparison.Ordinal);
        if (at <= 0)
            throw new UsageException($"'{parameter}' is no register with its first value: expected was one like multi-register:x=0:y=0.");
        var text = parameter[(at + 1)..];
        return new(parameter[..at], long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var integer)
            ? Value.Of(integer)
            : Value.Of(text));
    }
}
