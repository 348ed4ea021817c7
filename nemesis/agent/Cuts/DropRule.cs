using System.Net;

namespace Chaos.Agent;

/// <summary>A rule of ours as the kernel lists it.</summary>
/// <param name="Handle">The kernel's name of the rule.</param>
/// <param name="Source">Packets from here are dropped; null if the rule is not of the form that we write.</param>
/// <param name="Packets">How many were.</param>
internal readonly record struct DropRule(ulong Handle, IPAddress? Source, long Packets);
