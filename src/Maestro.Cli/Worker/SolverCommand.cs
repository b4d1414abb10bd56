using System.Globalization;
using System.Runtime.InteropServices;
using Maestro.Verification.Solving;

namespace Maestro.Cli.Worker;

/// <summary><c>maestro solver</c>: one libz3 behind frames on the standard streams, so that whatever happens to it happens to nobody else.</summary>
internal static class SolverCommand
{
    private const int AddressSpace = 9;

    /// <summary>Answers until the input ends. Returns the exit code.</summary>
    /// <param name="z3Path">The libz3 to load; null for the search.</param>
    /// <param name="memoryMebibytes">What a query may allocate.</param>
    internal static int Run(string? z3Path, int memoryMebibytes)
    {
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        var solver = new NativeZ3(new Z3Location(z3Path, AppContext.BaseDirectory));
        CapMemory(solver, memoryMebibytes);
        try
        {
            SolverFrames.Write(output, SolverMessages.Encode(new SolverHello(solver.Version, solver.Unavailability)));
            while (SolverFrames.Read(input) is { } frame)
            {
                var answer = solver.Check(SolverMessages.DecodeQuery(frame), CancellationToken.None);
                SolverFrames.Write(output, SolverMessages.Encode(answer));
            }

            return 0;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            return 2;
        }
    }

    /// <summary>Z3's own limit answers politely; the address space is the wall behind it, and this process is the kernel's first choice.</summary>
    private static void CapMemory(NativeZ3 solver, int mebibytes)
    {
        solver.LimitMemory(mebibytes);
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            File.WriteAllText("/proc/self/oom_score_adj", "1000");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The kernel then chooses by size, which finds the same process.
        }

        // The runtime reserves hundreds of gigabytes that it never touches: the cap counts from what is mapped now.
        var pages = ulong.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[0], CultureInfo.InvariantCulture);
        var limit = pages * (ulong)Environment.SystemPageSize + (ulong)mebibytes * 2 * 1024 * 1024;
        var pair = new ResourceLimit { Soft = limit, Hard = limit };
        _ = SetResourceLimit(AddressSpace, ref pair);
    }

    [DllImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static extern int SetResourceLimit(int resource, ref ResourceLimit limit);

    [StructLayout(LayoutKind.Sequential)]
    private struct ResourceLimit
    {
        internal ulong Soft;
        internal ulong Hard;
    }
}
