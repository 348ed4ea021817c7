using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Chaos.Agent;

/// <summary>
/// A child process that tells what time it is: the proof that shifting a clock works on this kernel. It is the agent's own program
/// with the argument <see cref="Argument"/>; for every line on its standard input it writes one.
/// </summary>
internal sealed unsafe class ClockWitness : IDisposable
{
    /// <summary>The argument that makes a witness of the program.</summary>
    public const string Argument = "witness";

    private const string Program = "/proc/self/exe";
    private const int ActionsBytes = 256;

    private readonly StreamWriter questions;
    private readonly StreamReader answers;

    private ClockWitness(int pid, SafeFileHandle questions, SafeFileHandle answers)
    {
        Pid = pid;
        this.questions = new StreamWriter(new FileStream(questions, FileAccess.Write, 1)) { AutoFlush = true };
        this.answers = new StreamReader(new FileStream(answers, FileAccess.Read, 1), Encoding.ASCII);
    }

    /// <summary>Its process id.</summary>
    public int Pid { get; }

    /// <summary>Is the witness: answers until its input ends.</summary>
    public static int Serve(TextReader input, TextWriter output, TimeProvider time)
    {
        while (input.ReadLine() is not null)
        {
            output.WriteLine(ClockReadings.Take(time));
            output.Flush();
        }

        return 0;
    }

    /// <summary>Starts one.</summary>
    public static ClockWitness Start()
    {
        var questions = Pipe();
        var answers = Pipe();
        var actions = stackalloc byte[ActionsBytes];
        _ = ClockCalls.InitActions(actions);
        _ = ClockCalls.AddDuplicate(actions, (int)questions.Read.DangerousGetHandle(), 0);
        _ = ClockCalls.AddDuplicate(actions, (int)answers.Write.DangerousGetHandle(), 1);
        int pid;
        int errno;
        fixed (byte* name = "chaos-agent\0"u8, word = Encoding.ASCII.GetBytes(Argument + "\0"))
        {
            var arguments = stackalloc byte*[] { name, word, null };
            var environment = stackalloc byte*[] { null };
            errno = ClockCalls.Spawn(&pid, Program, actions, null, arguments, environment);
        }

        _ = ClockCalls.DestroyActions(actions);
        questions.Read.Dispose();
        answers.Write.Dispose();
        return errno == 0
            ? new ClockWitness(pid, questions.Write, answers.Read)
            : throw new AgentException($"Starting {Program}", errno, "A child process is needed to try its clock.");
    }

    /// <summary>What time does it see?</summary>
    public ClockReadings Ask()
    {
        questions.WriteLine();
        return answers.ReadLine() is { } line && ClockReadings.TryParse(line) is { } readings
            ? readings
            : throw new AgentException("The child whose clock was to be tried has ended.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ = Libc.Kill(Pid, (int)AgentSignal.Kill);
        questions.Dispose();
        answers.Dispose();
    }

    private static (SafeFileHandle Read, SafeFileHandle Write) Pipe()
    {
        var ends = stackalloc int[2];
        return ClockCalls.Pipe(ends, Ptrace.CloseOnExec) == 0
            ? (new SafeFileHandle(ends[0], true), new SafeFileHandle(ends[1], true))
            : throw new AgentException("Making a pipe", Marshal.GetLastPInvokeError(), "Are there too many open files?");
    }
}
