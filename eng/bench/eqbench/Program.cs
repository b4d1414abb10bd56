using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Maestro.Verification;
using Maestro.Verification.Comparison;
using Maestro.Verification.Contracts;
using Maestro.Verification.Solving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

// Pairs of a public corpus of equal and unequal Java methods, brought to C# and compared. Nothing of the corpus is kept in this repository.
// Usage: EqBench FOLDER [PART OF A NAME]...   FOLDER: its benchmarks folder, with oldV.java and newV.java below folders named Eq and others (EqBench, ARDiff)
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args.Length == 0)
{
    Console.Error.WriteLine("usage: eqbench FOLDER [PART OF A NAME]...");
    return 2;
}

var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
    .Where(p => Path.GetDirectoryName(p) == RuntimeEnvironment.GetRuntimeDirectory().TrimEnd('/')).Select(p => MetadataReference.CreateFromFile(p)).ToList();
var solver = new NativeZ3(new Z3Location(null, AppContext.BaseDirectory));
var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
var wrong = 0;
foreach (var folder in Directory.EnumerateFiles(args[0], "newV.java", SearchOption.AllDirectories).Select(f => Path.GetDirectoryName(f)!).Order(StringComparer.Ordinal))
{
    var name = Path.GetRelativePath(args[0], folder);
    if (args.Length > 1 && !args.Skip(1).Any(part => name.Contains(part, StringComparison.Ordinal)))
    {
        continue;
    }

    var expected = name.Split(Path.DirectorySeparatorChar).Contains("Eq") ? "same" : "different";
    var clock = Stopwatch.StartNew();
    var (got, why) = Compare(folder, expected == "same");
    var word = $"{expected} -> {got}";
    counts[word] = counts.GetValueOrDefault(word) + 1;
    wrong += got is "same" or "different" && got != expected ? 1 : 0;
    Console.WriteLine($"{name}\t{word}\t{clock.ElapsedMilliseconds}\t{why}");
}

foreach (var (word, count) in counts)
{
    Console.WriteLine($"{word}: {count}");
}

return wrong == 0 ? 0 : 1;

(string Verdict, string Why) Compare(string folder, bool expectedSame)
{
    if (Read(Path.Combine(folder, "oldV.java")) is not { } old || Read(Path.Combine(folder, "newV.java")) is not { } now)
    {
        return ("not converted", "");
    }

    var error = old.Bodies.Compilation.GetDiagnostics().Concat(now.Bodies.Compilation.GetDiagnostics()).FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error);
    if (error is not null)
    {
        return ("not converted", error.ToString());
    }

    if (Entry(old, folder) is not { } before || Entry(now, folder) is not { } after)
    {
        return ("not converted", "no method of both versions");
    }

    using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
    try
    {
        var verdict = BehaviourComparison.Compare(
            new MethodVersions(old, before, now, after), new UnchangedMethods(old, now, Proved(old, now, before, limit.Token)).IsSame, solver, new VerifierOptions(), limit.Token);
        var word = verdict.Relation.ToString().ToLowerInvariant();
        return verdict.Witness is { } w
            ? (expectedSame && IsSeenByRuntime(folder, w.Statement) ? "different, as .NET sees it too" : word, $"{w.Statement} was {w.Old}, is {w.New}")
            : (word, verdict.Reason ?? "");
    }
    catch (OperationCanceledException)
    {
        return ("unknown", "time");
    }
}

// What the method calls is compared first, as the tool does: what is the same is relied on.
HashSet<string> Proved(ContractReader old, ContractReader now, IMethodSymbol entry, CancellationToken cancellation)
{
    var proved = new HashSet<string>(StringComparer.Ordinal);
    var unchanged = new UnchangedMethods(old, now);
    foreach (var before in entry.ContainingType.GetMembers().OfType<IMethodSymbol>().Where(m => m.MethodKind == MethodKind.Ordinary && !SymbolEqualityComparer.Default.Equals(m, entry)))
    {
        if (!unchanged.IsSame(before) && before.GetDocumentationCommentId() is { } id
            && DocumentationCommentId.GetFirstSymbolForDeclarationId(id, now.Bodies.Compilation) is IMethodSymbol after
            && BehaviourComparison.Compare(new MethodVersions(old, before, now, after), unchanged.IsSame, solver, new VerifierOptions(Rlimit: 200_000), cancellation) is { Relation: BehaviourRelation.Same, Reason: null })
        {
            proved.Add(id);
        }
    }

    return proved;
}

ContractReader? Read(string file)
{
    if (JavaProgram.Convert(File.ReadAllText(file)) is not { } text)
    {
        return null;
    }

    // What is printed goes to somebody outside.
    const string Outside = "\npublic static class Out { public static extern void Print(string text); public static extern void Print(int n); public static extern void Print(double d); public static extern void Print(); }";
    var compilation = CSharpCompilation.Create(
        "Pair", [CSharpSyntaxTree.ParseText(text + Outside)], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
    return new ContractReader(new MethodBodies(compilation));
}

// A label that says equal is not believed where the runtime executes both versions and they differ: Java's integers wrap as C#'s do.
bool IsSeenByRuntime(string folder, string statement) => Execute(folder, "oldV.java", statement) is { } old && Execute(folder, "newV.java", statement) is { } now && old != now;

string? Execute(string folder, string file, string statement)
{
    var text = JavaProgram.Convert(File.ReadAllText(Path.Combine(folder, file)))!.TrimEnd();
    var run = $"public static string Run() {{ try {{ var value = {statement}; return System.Convert.ToString((object)value, System.Globalization.CultureInfo.InvariantCulture); }} catch (System.Exception e) {{ return e.GetType().Name; }} }} }}";
    var compilation = CSharpCompilation.Create(
        "Run" + Guid.NewGuid().ToString("N"),
        [CSharpSyntaxTree.ParseText(text[..text.LastIndexOf('}')] + run + "\npublic static class Out { public static void Print(object o) { } public static void Print() { } }")],
        references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
    using var image = new MemoryStream();
    return compilation.Emit(image).Success
        ? (string?)System.Reflection.Assembly.Load(image.ToArray()).GetTypes().Select(t => t.GetMethod("Run")).First(m => m is not null)!.Invoke(null, null)
        : null;
}

// The method that descriptions mean, else the one that nobody calls.
static IMethodSymbol? Entry(ContractReader reader, string folder)
{
    var types = reader.Bodies.Compilation.GlobalNamespace.GetTypeMembers().Where(t => !t.DeclaringSyntaxReferences.IsEmpty && t.Name != "Out").OrderBy(t => t.Name != "V").ThenBy(t => t.Name, StringComparer.Ordinal);
    var methods = types.SelectMany(t => t.GetMembers()).OfType<IMethodSymbol>().Where(m => m.MethodKind == MethodKind.Ordinary).ToList();
    var described = Path.Combine(folder, "J-Desc.json");
    string Named(string what) => File.Exists(described) && Regex.Match(File.ReadAllText(described), $"\"{what}\"\\s*:\\s*\"([^\"]*)\"") is { Success: true } match ? match.Groups[1].Value.Split('.')[^1] : "";
    if (methods.All(m => m.ContainingType.Name != "V"))
    {
        // Of several classes without a program, what is meant is said; a constructor is not compared.
        return methods.FirstOrDefault(m => m.Name == Named("program name") || m.Name == Named("method name"));
    }

    var texts = methods.Select(m => (Method: m, Text: m.DeclaringSyntaxReferences[0].GetSyntax().ToString())).ToList();
    return methods.FirstOrDefault(m => m.Name == "snippet")
        ?? methods.FirstOrDefault(m => m.Name == Named("program name"))
        ?? methods.FirstOrDefault(m => !texts.Any(o => !SymbolEqualityComparer.Default.Equals(o.Method, m) && Regex.IsMatch(o.Text, $@"\b{m.Name}\s*\(")))
        ?? methods.FirstOrDefault();
}
