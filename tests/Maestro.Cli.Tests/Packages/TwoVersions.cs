using Maestro.Cli.Comparing;
using Maestro.Cli.Packages;
using Maestro.Verification;
using Maestro.Verification.Solving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Cli.Tests.Packages;

/// <summary>Two versions of an assembly, compiled from source as their maker would, and compared from their files alone.</summary>
internal static class TwoVersions
{
    public static IReadOnlyDictionary<string, string> References { get; } = Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System.*.dll")
        .ToDictionary(p => Path.GetFileNameWithoutExtension(p), p => p, StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyDictionary<string, ComparedMethod> Compare(string old, string now, params string[] members)
    {
        using var folder = new TemporaryFolder();
        using var before = PackageImage.Open(Emit(folder, "old", old, optimised: true), References)!;
        using var after = PackageImage.Open(Emit(folder, "new", now, optimised: true), References)!;
        var z3 = new NativeZ3(new Z3Location());
        return new PackageComparer(
                before, after, (image, open) => DecompiledAssembly.Of(image, open, References, TestContext.Current.CancellationToken), z3, new VerifierOptions())
            .Compare(members, (_, _) => { }, TestContext.Current.CancellationToken)
            .ToDictionary(r => (r.Symbol ?? r.OldSymbol)!, StringComparer.Ordinal);
    }

    public static ComparedMethod Compare(string old, string now) => Compare($"public static class C {{ {old} }}", $"public static class C {{ {now} }}", Member)[Member];

    public const string Member = "M:C.F(System.Int32)";

    public static string Emit(TemporaryFolder folder, string side, string source, bool optimised)
    {
        var compilation = CSharpCompilation.Create(
            "Some.Package",
            [CSharpSyntaxTree.ParseText(source)],
            References.Values.Select(p => MetadataReference.CreateFromFile(p)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: optimised ? OptimizationLevel.Release : OptimizationLevel.Debug, allowUnsafe: true));
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Root, side)).FullName, "Some.Package.dll");
        var result = compilation.Emit(path);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return path;
    }
}
