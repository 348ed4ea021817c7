namespace Chaos.Checking;

/// <summary>A part of a stack's history between two moments at which nothing of it is on the stack.</summary>
/// <param name="First">The first value, in order of the ends of the pushes.</param>
/// <param name="Last">The last one.</param>
/// <param name="FirstPop">The first value in order of the beginnings of the pops.</param>
/// <param name="LastPop">The last one.</param>
/// <param name="Until">When all values that were left must be gone; <see cref="Call.Never"/> for no need.</param>
internal readonly record struct StackBlock(int First, int Last, int FirstPop, int LastPop, int Until);
