using Basic.Reference.Assemblies;
using Maestro.Verification.Contracts;
using Maestro.Verification.Replay;
using Maestro.Verification.Sidecars;
using Maestro.Verification.Tests.Conditions;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Maestro.Verification.Tests.Sidecars;

/// <summary>A library and its user, apart: how the user's methods fare by the library's sidecar, by its source, and by nothing.</summary>
internal sealed class TwoAssemblies
{
    private const string Header = "using System; using System.Diagnostics.Contracts;\n";

    private readonly CSharpCompilation _library;
    private readonly string _user;
    private readonly byte[] _image;

    public TwoAssemblies(string library, string user, bool isChecked = false)
    {
        _library = Compile("Library", library, Net100.References.All, isChecked);
        _user = user;
        using var stream = new MemoryStream();
        Assert.True(_library.Emit(stream, cancellationToken: TestContext.Current.CancellationToken).Success);
        _image = stream.ToArray();
        Members = [.. new ContractExport(new ContractReader(new MethodBodies(_library))).Members(TestContext.Current.CancellationToken)];
    }

    public IReadOnlyList<MemberContract> Members { get; }

    public string Carriers => CarrierSource.Of([new AssemblyContracts("Library", ModuleVersion, Members)]);

    public Guid ModuleVersion => ModuleMetadata.CreateFromImage([.. _image]).GetModuleVersionId();

    public IReadOnlyDictionary<string, MethodReport> BySidecar() => ByCarriers(Carriers);

    public IReadOnlyDictionary<string, MethodReport> ByCarriers(string carriers)
    {
        var compilation = Compile("User", _user, [.. Net100.References.All, MetadataReference.CreateFromImage(_image)]);
        return Reports(new ContractReader(new MethodBodies(compilation), new ReferencedContracts(compilation, [SourceText.From(carriers)])));
    }

    public IReadOnlyDictionary<string, MethodReport> BySource() =>
        Reports(new ContractReader(new MethodBodies(Compile("User", _user, [.. Net100.References.All, _library.ToMetadataReference()]))));

    private static CSharpCompilation Compile(string name, string source, IEnumerable<MetadataReference> references, bool isChecked = false)
    {
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(Header + source, new CSharpParseOptions(LanguageVersion.Preview), $"{name}.cs")],
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, checkOverflow: isChecked, nullableContextOptions: NullableContextOptions.Enable, deterministic: true));
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error));
        return compilation;
    }

    private static IReadOnlyDictionary<string, MethodReport> Reports(ContractReader reader)
    {
        var verifier = new Verifier(reader, Proving.Solver, new VerifierOptions(VerifyScope.All), new WitnessSearch(reader));
        return verifier.Methods(VerifyScope.All).ToDictionary(
            m => m.MethodKind == MethodKind.Constructor ? m.ContainingType.Name : m.Name,
            m => verifier.Verify(m, TestContext.Current.CancellationToken));
    }
}
