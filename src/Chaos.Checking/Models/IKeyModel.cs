namespace Chaos.Checking;

/// <summary>A model whose objects are the keys: an operation's object is its key, and nothing else.</summary>
internal interface IKeyModel : IModel;
