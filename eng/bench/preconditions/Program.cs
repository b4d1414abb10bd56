using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Maestro.Verification;
using Maestro.Verification.Contracts;
using Maestro.Verification.Preconditions;
using Maestro.Verification.Replay;
using Maestro.Verification.Solving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

// Takes the Requires lines away from methods that are proved, and tells for how many a precondition is proposed that makes the method provable again.
// Usage: PreconditionsBench [FOLDER] [NAME]   FOLDER: C# sources, tests/corpora/depth where none is given; NAME: part of a symbol
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = args.Length > 0 ? args[0] : "tests/corpora/depth";
var parsing = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);
var trees = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
    .Order(StringComparer.Ordinal).Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), parsing, f)).ToList();
var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
    .Where(p => Path.GetDirectoryName(p) == RuntimeEnvironment.GetRuntimeDirectory().TrimEnd('/')).Select(p => MetadataReference.CreateFromFile(p)).ToList();
var written = CSharpCompilation.Create("Bench", trees, references,
    new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
var solver = new NativeZ3(new Z3Location(null, AppContext.BaseDirectory));
var options = new VerifierOptions(Depth: 0);
var reader = new ContractReader(new MethodBodies(written));
var verifier = new Verifier(reader, solver, options);
int asked = 0, needed = 0, sufficient = 0, some = 0;
var milliseconds = 0.0;
foreach (var method in verifier.Methods(VerifyScope.Contracts))
{
    var id = method.GetDocumentationCommentId()!;
    if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not MethodDeclarationSyntax { Body: { } body } declaration
        || body.Statements.Where(IsRequires).ToList() is not { Count: > 0 } clauses
        || args.Length > 1 && !id.Contains(args[1], StringComparison.Ordinal)
        || verifier.Verify(method, CancellationToken.None).Word != "proved")
    {
        continue;
    }

    asked++;
    var tree = declaration.SyntaxTree;
    var text = tree.GetText().WithChanges(clauses.Select(c => new Microsoft.CodeAnalysis.Text.TextChange(c.Span, "")));
    var stripped = written.ReplaceSyntaxTree(tree, tree.WithChangedText(text));
    var open = new ContractReader(new MethodBodies(stripped));
    var report = new Verifier(open, solver, options, new WitnessSearch(open)).Verify((IMethodSymbol)DocumentationCommentId.GetFirstSymbolForDeclarationId(id, stripped)!, CancellationToken.None);
    if (report.Word == "proved")
    {
        continue;
    }

    needed++;
    var clock = Stopwatch.StartNew();
    var missing = new PreconditionInference(stripped, c => new ContractReader(new MethodBodies(c)), solver, options).Of(report, CancellationToken.None);
    milliseconds += clock.Elapsed.TotalMilliseconds;
    sufficient += missing.Suffice ? 1 : 0;
    some += !missing.Suffice && missing.Conditions.Length > 0 ? 1 : 0;
    Console.Error.WriteLine($"{(missing.Suffice ? "sufficient" : missing.Conditions.Length > 0 ? "some" : "none")} {clock.ElapsedMilliseconds} ms {id}");
    Console.Error.WriteLine($"    written: {string.Join(" ", clauses.Select(c => c.ToString()))}");
    Console.Error.WriteLine($"    found:   {string.Join("; ", missing.Conditions.Select(c => c.Condition))} {report.Reason}");
}

Console.WriteLine("| proved methods with Requires | not proved without | a sufficient precondition is proposed | one that helps | none | mean ms |");
Console.WriteLine("|---|---|---|---|---|---|");
Console.WriteLine($"| {asked} | {needed} | {sufficient} | {some} | {needed - sufficient - some} | {milliseconds / Math.Max(1, needed):0} |");
return 0;

static bool IsRequires(StatementSyntax statement) => statement is ExpressionStatementSyntax
{
    Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Requires", Expression: IdentifierNameSyntax { Identifier.Text: "Contract" } } },
};
