using System.Runtime.InteropServices;

namespace Chaos.Agent;

/// <summary>
/// The first program in a node's container where something must be mounted before the node opens its files: it stops itself, the agent
/// mounts and lets it go on, and it becomes the node's own program.
/// </summary>
internal static unsafe class Gate
{
    private const int StopSelf = 19, LastSignal = 31, Kill = 9;
    private const int CannotExecute = 126;

    /// <summary>Waits, and becomes the program; returns only where that fails.</summary>
    public static int Run(ReadOnlySpan<string> command)
    {
        if (command.IsEmpty)
        {
            Console.Error.WriteLine($"{AgentProtocol.GateName}: expected a program and its arguments.");
            return CannotExecute;
        }

        _ = Libc.Raise(StopSelf);
        // What is ignored here would be ignored by the program, too.
        for (var signal = 1; signal <= LastSignal; signal++)
        {
            if (signal is not (Kill or StopSelf))
                Libc.SetSignalHandler(signal, 0);
        }

        var arguments = (byte**)NativeMemory.Alloc((nuint)command.Length + 1, (nuint)sizeof(byte*));
        for (var i = 0; i < command.Length; i++)
            arguments[i] = (byte*)Marshal.StringToCoTaskMemUTF8(command[i]);
        arguments[command.Length] = null;
        _ = Libc.Execute(arguments[0], arguments);
        Console.Error.WriteLine($"{AgentProtocol.GateName}: {command[0]} cannot be started: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");
        return CannotExecute;
    }
}
