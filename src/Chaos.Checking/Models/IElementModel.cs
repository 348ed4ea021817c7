namespace Chaos.Checking;

/// <summary>
/// A model whose objects are single elements: an operation's object is its key and its argument, and nothing else. There can be very many
/// objects then.
/// </summary>
internal interface IElementModel : IModel;
