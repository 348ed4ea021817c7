namespace Chaos.Checking;

/// <summary>Sentences about operations that a model cannot judge.</summary>
internal static class Misfit
{
    /// <summary>The operation's function or arguments are none of the model's.</summary>
    public static HistoryFormatException Of(in Operation invocation, string what) =>
        new($"Entry {invocation.Index}: {what}. Check the history against another model with --model.");

    /// <summary>The model does not know the function.</summary>
    public static HistoryFormatException Function(in Operation invocation, string model, string known) =>
        Of(invocation, $"the model {model} knows {known}, but not '{invocation.F}'");

    /// <summary>The second of a result of two, [argument, answer].</summary>
    public static Value Answer(in Operation invocation, in Operation completion) =>
        completion.Value.Kind is ValueKind.List && completion.Value.AsList().Length == 2
            ? completion.Value.AsList()[1]
            : throw Of(invocation, $"the result of {invocation.F} is a list of two, but this one is {completion.Value}");
}
