namespace Chaos.Checking;

/// <summary>How exactly a search counts the open calls that it uses.</summary>
internal enum SearchMode
{
    /// <summary>Keeps one vector of used open calls beside each other: what it finds is legal, what it does not find may be.</summary>
    Narrow,

    /// <summary>Keeps a few vectors.</summary>
    Wide,

    /// <summary>Each open call may be used any number of times: what it does not find is illegal, what it finds may be.</summary>
    Plenty,

    /// <summary>Keeps all vectors: exact.</summary>
    Exact,
}
