namespace Chaos;

/// <summary>
/// An immutable source of operations. Asking it changes nothing: it answers with the operation and the generator that stands for
/// the rest, so that a scheduler can ask, wait, and ask again.
/// </summary>
public interface IGenerator
{
    /// <summary>The next operation, or that there is none now, or none any more.</summary>
    GeneratorStep Next(in GeneratorContext context);

    /// <summary>Tells it that an operation began or ended; answers with the generator that knows.</summary>
    IGenerator Update(in GeneratorContext context, in Operation operation);
}
