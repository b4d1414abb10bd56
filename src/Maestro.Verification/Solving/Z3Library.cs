using System.Runtime.InteropServices;

namespace Maestro.Verification.Solving;

/// <summary>Where to look for libz3.</summary>
/// <param name="ExplicitPath">A file that the user named: the only place looked at where it is set.</param>
/// <param name="PackageFolder">Folder that holds <c>runtimes/RID/native</c>. It comes from the build, because <c>Assembly.Location</c> is empty in the compiler server.</param>
public sealed record Z3Location(string? ExplicitPath = null, string? PackageFolder = null)
{
    /// <summary>The files and names to try, in order.</summary>
    public IReadOnlyList<string> Candidates()
    {
        if (!string.IsNullOrWhiteSpace(ExplicitPath))
        {
            return [Path.GetFullPath(ExplicitPath!)];
        }

        var candidates = new List<string>();
        if (!string.IsNullOrWhiteSpace(PackageFolder))
        {
            candidates.Add(Path.Combine(Path.GetFullPath(PackageFolder!), "runtimes", RuntimeId(), "native", FileName()));
        }

        candidates.AddRange(SystemNames());
        return candidates;
    }

    private static string RuntimeId()
    {
        var system = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "win"
            : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "osx" : "linux";
        return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
    }

    private static string FileName() => RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "libz3.dll"
        : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "libz3.dylib" : "libz3.so";

    private static string[] SystemNames() => RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? ["libz3.dll"]
        : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? ["libz3.dylib", "/opt/homebrew/lib/libz3.dylib", "/usr/local/lib/libz3.dylib"]
        : ["libz3.so.4", "libz3.so"];
}

/// <summary>The six entry points of libz3 that are used, bound by path so that no fixed import decides which file is loaded.</summary>
internal sealed class Z3Library
{
    private Z3Library(IntPtr handle, string path)
    {
        Path = path;
        MakeConfig = Bind<MakeConfigFunction>(handle, "Z3_mk_config");
        DeleteConfig = Bind<DeleteFunction>(handle, "Z3_del_config");
        MakeContext = Bind<MakeContextFunction>(handle, "Z3_mk_context");
        DeleteContext = Bind<DeleteFunction>(handle, "Z3_del_context");
        SetErrorHandler = Bind<SetErrorHandlerFunction>(handle, "Z3_set_error_handler");
        Evaluate = Bind<EvaluateFunction>(handle, "Z3_eval_smtlib2_string");
        Interrupt = Bind<DeleteFunction>(handle, "Z3_interrupt");
        SetGlobal = Bind<SetGlobalFunction>(handle, "Z3_global_param_set");
        FullVersion = Marshal.PtrToStringAnsi(Bind<FullVersionFunction>(handle, "Z3_get_full_version")())?.Trim() ?? "";
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate IntPtr MakeConfigFunction();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate void DeleteFunction(IntPtr handle);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate IntPtr MakeContextFunction(IntPtr config);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate void ErrorHandler(IntPtr context, int code);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate void SetErrorHandlerFunction(IntPtr context, ErrorHandler handler);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate IntPtr EvaluateFunction(IntPtr context, byte[] text);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate void SetGlobalFunction(byte[] name, byte[] value);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate IntPtr FullVersionFunction();

    internal string Path { get; }

    internal string FullVersion { get; }

    internal MakeConfigFunction MakeConfig { get; }

    internal DeleteFunction DeleteConfig { get; }

    internal MakeContextFunction MakeContext { get; }

    internal DeleteFunction DeleteContext { get; }

    internal SetErrorHandlerFunction SetErrorHandler { get; }

    internal EvaluateFunction Evaluate { get; }

    internal DeleteFunction Interrupt { get; }

    internal SetGlobalFunction SetGlobal { get; }

    /// <summary>Loads the first candidate that loads and has the entry points; null and where it looked, and why not, otherwise.</summary>
    internal static Z3Library? Load(Z3Location location, out string failure)
    {
        var attempts = new List<string>();
        foreach (var candidate in location.Candidates())
        {
            try
            {
                var handle = NativeLoader.Open(candidate, out var problem);
                if (handle != IntPtr.Zero)
                {
                    failure = "";
                    var library = new Z3Library(handle, candidate);
                    // Each context sets up the solver of a plain (check-sat); Z3's own is a portfolio that takes ten milliseconds to build.
                    library.SetGlobal("tactic.default_tactic\0"u8.ToArray(), "smt\0"u8.ToArray());
                    return library;
                }

                attempts.Add($"{candidate} ({problem})");
            }
            catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
            {
                attempts.Add($"{candidate} ({exception.Message})");
            }
        }

        failure = $"no libz3; looked at {string.Join(", ", attempts)}. Install it (Debian, Ubuntu: apt-get install libz3-4) or set MaestroZ3Path";
        return null;
    }

    private static TDelegate Bind<TDelegate>(IntPtr handle, string name)
        where TDelegate : Delegate
    {
        var address = NativeLoader.Find(handle, name);
        return address == IntPtr.Zero
            ? throw new EntryPointNotFoundException($"it has no {name}")
            : Marshal.GetDelegateForFunctionPointer<TDelegate>(address);
    }
}
