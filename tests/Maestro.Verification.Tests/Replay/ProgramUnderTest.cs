using System.Reflection;
using System.Runtime.Loader;
using Maestro.Verification.Contracts;
using Maestro.Verification.Replay;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Verification.Tests.Replay;

/// <summary>A compiled C# program: for the interpreter, and for .NET itself.</summary>
internal sealed class ProgramUnderTest
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Diagnostics; using System.Diagnostics.Contracts;\n";

    private ProgramUnderTest(IEnumerable<string> sources, bool isChecked, NullableContextOptions nullable)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp14);
        Compilation = CSharpCompilation.Create(
            "Program" + Guid.NewGuid().ToString("N"),
            sources.Select(s => CSharpSyntaxTree.ParseText(s, options)),
            Basic.Reference.Assemblies.Net100.References.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, checkOverflow: isChecked, allowUnsafe: true, nullableContextOptions: nullable));
        Assert.Empty(Compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        Contracts = new ContractReader(new MethodBodies(Compilation));
        Interpreter = new Interpreter(Contracts);
    }

    public CSharpCompilation Compilation { get; }

    public ContractReader Contracts { get; }

    public Interpreter Interpreter { get; }

    /// <summary>One file; its usings stand on a line of their own, so the text's lines count from 2.</summary>
    public static ProgramUnderTest Of(string source, bool isChecked = false, NullableContextOptions nullable = NullableContextOptions.Disable) =>
        new([Usings + source], isChecked, nullable);

    public static ProgramUnderTest Examples() => new(
        typeof(ProgramUnderTest).Assembly.GetManifestResourceNames().Where(n => n.EndsWith(".cs", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Read),
        isChecked: false,
        NullableContextOptions.Enable);

    public IMethodSymbol Method(string type, string name) =>
        Compilation.GetTypeByMetadataName(type)!.GetMembers(name).OfType<IMethodSymbol>().First();

    public Assembly Load()
    {
        using var image = new MemoryStream();
        var result = Compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        image.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image);
    }

    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(ProgramUnderTest).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
