using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Maestro.Verification.Solving;

/// <summary>dlopen and LoadLibrary: netstandard2.0 has no <c>NativeLibrary</c>. What is opened stays open, since libz3 keeps threads and exit handlers.</summary>
internal static class NativeLoader
{
    private const int Now = 2;
    private const uint SearchDefaultFolders = 0x1000;
    private const uint SearchBesideTheFile = 0x100;

    internal static IntPtr Open(string path, out string problem)
    {
        if (Path.IsPathRooted(path) && !File.Exists(path))
        {
            problem = "no such file";
            return IntPtr.Zero;
        }

        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            var flags = SearchDefaultFolders | (Path.IsPathRooted(path) ? SearchBesideTheFile : 0);
            var module = LoadLibraryEx(path, IntPtr.Zero, flags);
            problem = module == IntPtr.Zero ? new Win32Exception(Marshal.GetLastWin32Error()).Message : "";
            return module;
        }

        var library = OnUnix(() => Libdl.Open(path, Now), () => Libc.Open(path, Now));
        problem = library == IntPtr.Zero
            ? Marshal.PtrToStringAnsi(OnUnix(Libdl.Error, Libc.Error)) ?? "cannot be loaded"
            : "";
        return library;
    }

    internal static IntPtr Find(IntPtr library, string name) => RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
        ? GetProcAddress(library, name)
        : OnUnix(() => Libdl.Find(library, name), () => Libc.Find(library, name));

    // glibc before 2.34 has dlopen in libdl only; musl and macOS have it in libc.
    private static IntPtr OnUnix(Func<IntPtr> libdl, Func<IntPtr> libc)
    {
        try
        {
            return libdl();
        }
        catch (DllNotFoundException)
        {
            return libc();
        }
    }

    [DllImport("kernel32", EntryPoint = "LoadLibraryExW", CharSet = CharSet.Unicode, SetLastError = true)]
    private static extern IntPtr LoadLibraryEx(string path, IntPtr reserved, uint flags);

    [DllImport("kernel32", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern IntPtr GetProcAddress(IntPtr module, string name);

    private static class Libdl
    {
        [DllImport("libdl.so.2", EntryPoint = "dlopen")]
        internal static extern IntPtr Open([MarshalAs(UnmanagedType.LPStr)] string path, int flags);

        [DllImport("libdl.so.2", EntryPoint = "dlsym")]
        internal static extern IntPtr Find(IntPtr library, [MarshalAs(UnmanagedType.LPStr)] string name);

        [DllImport("libdl.so.2", EntryPoint = "dlerror")]
        internal static extern IntPtr Error();
    }

    private static class Libc
    {
        [DllImport("libc", EntryPoint = "dlopen")]
        internal static extern IntPtr Open([MarshalAs(UnmanagedType.LPStr)] string path, int flags);

        [DllImport("libc", EntryPoint = "dlsym")]
        internal static extern IntPtr Find(IntPtr library, [MarshalAs(UnmanagedType.LPStr)] string name);

        [DllImport("libc", EntryPoint = "dlerror")]
        internal static extern IntPtr Error();
    }
}
