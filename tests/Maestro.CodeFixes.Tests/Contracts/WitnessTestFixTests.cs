using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Basic.Reference.Assemblies;
using Maestro.Analyzers.Contracts;
using Maestro.CodeFixes.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Maestro.CodeFixes.Tests.Contracts;

/// <summary>The tests that the fix writes are compiled and run: they must fail on the code they were found in, and pass on the right one.</summary>
public sealed class WitnessTestFixTests
{
    private const string Shop =
        """
        using System;
        using System.Diagnostics.Contracts;

        namespace Shop;

        public sealed class Till
        {
            public int Cash { get; private set; }

            [ContractInvariantMethod]
            private void NotNegative() => Contract.Invariant(Cash >= 0);

            public void Take(int amount)
            {
                Contract.Requires(amount >= 0 && amount <= 100);
                Cash = Math.Max(0, Cash) - amount;
            }

            public static int Gross(int price, int fee)
            {
                Contract.Requires(price >= 0 && fee >= 0);
                Contract.Ensures(Contract.Result<int>() >= price);
                return price + fee;
            }

            public static void Swap(int[] xs)
            {
                Contract.Requires(xs != null && xs.Length >= 2);
                Contract.Ensures(xs[0] == Contract.OldValue(xs[1]));
                xs[1] = xs[0];
            }

            public static int Share(int total, int people)
            {
                Contract.Requires(total >= 0);
                return total / people;
            }
        }
        """;

    private static readonly string[] Names = ["Gross_keeps_postcondition_1", "Share_does_not_divide_by_zero_1", "Swap_keeps_postcondition_1", "Take_keeps_invariant_2"];

    [Fact]
    public async Task Tests_of_witnesses_fail_on_the_code_they_were_found_in_and_pass_on_the_right_code()
    {
        var solution = await FixAll(Solution(Shop));
        var right = Shop.Replace("- amount", "+ amount % 100", StringComparison.Ordinal)
            .Replace("price + fee", "Math.Max(price, fee)", StringComparison.Ordinal)
            .Replace("xs[1] = xs[0]", "(xs[0], xs[1]) = (xs[1], xs[0])", StringComparison.Ordinal)
            .Replace("total / people", "people == 0 ? 0 : total / people", StringComparison.Ordinal);

        var wrong = await Run(solution);
        var mended = await Run(solution.WithDocumentText(DocumentOf(solution, "Till.cs").Id, SourceText.From(right)));

        Assert.Equal(Names, wrong.Keys);
        Assert.All(wrong.Values, failure => Assert.IsAssignableFrom<Xunit.Sdk.XunitException>(failure));
        Assert.Equal(Names, mended.Keys);
        Assert.All(mended.Values, Assert.Null);
    }

    [Fact]
    public async Task One_by_one_in_any_order_gives_the_file_of_Fix_All()
    {
        var start = Solution(Shop);
        var all = await FixAll(start);
        var oneByOne = start;
        foreach (var diagnostic in (await Diagnostics(DocumentOf(start, "Till.cs"))).Reverse())
        {
            oneByOne = Assert.IsAssignableFrom<Solution>(await Fix(DocumentOf(oneByOne, "Till.cs"), diagnostic));
            Assert.Null(await Fix(DocumentOf(oneByOne, "Till.cs"), diagnostic));
        }

        Assert.Equal(await Text(all), await Text(oneByOne));
        Assert.Equal("Tests", DocumentOf(all, "Till.WitnessTests.cs").Project.Name);
    }

    [Fact]
    public async Task The_test_holds_the_inputs_the_call_and_the_violated_condition()
    {
        var start = Solution(Shop);
        var post = (await Diagnostics(DocumentOf(start, "Till.cs"))).First(d => d.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Contains("price", StringComparison.Ordinal));

        var text = await Text((await Fix(DocumentOf(start, "Till.cs"), post))!);

        Assert.Equal(
            """
            // A witness may be null on purpose.
            #nullable disable
            using Xunit;

            namespace Shop;

            /// <summary>Inputs on which Till was found to break its contracts.</summary>
            public sealed class TillWitnessTests
            {
                [Fact]
                public void Gross_keeps_postcondition_1()
                {
                    int price = PRICE;
                    int fee = FEE;

                    var result = Shop.Till.Gross(price, fee);

                    Assert.True(result >= price, "Contract.Ensures(Contract.Result<int>() >= price);");
                }
            }

            """.Replace("PRICE", Input(post, "price"), StringComparison.Ordinal).Replace("FEE", Input(post, "fee"), StringComparison.Ordinal),
            text);
    }

    [Fact]
    public async Task Without_xUnit_there_is_nothing_to_offer()
    {
        var start = Solution(Shop, withTests: false);

        foreach (var diagnostic in await Diagnostics(DocumentOf(start, "Till.cs")))
        {
            Assert.Null(await Fix(DocumentOf(start, "Till.cs"), diagnostic));
        }
    }

    [Fact]
    public async Task What_a_test_cannot_call_gets_none()
    {
        var start = Solution(Shop.Replace("public static int Share", "private static int Share", StringComparison.Ordinal));
        var division = Assert.Single(await Diagnostics(DocumentOf(start, "Till.cs")), d => d.Id == "MAE1006");

        Assert.Null(await Fix(DocumentOf(start, "Till.cs"), division));
    }

    private static string Input(Diagnostic diagnostic, string name) =>
        diagnostic.Properties["inputs"]!.Split('\n').Single(line => line.StartsWith($"{name} = ", StringComparison.Ordinal))[(name.Length + 3)..];

    private static Solution Solution(string source, bool withTests = true)
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        var (shop, tests) = (ProjectId.CreateNewId(), ProjectId.CreateNewId());
        var solution = new AdhocWorkspace().CurrentSolution
            .AddProject(ProjectInfo.Create(shop, VersionStamp.Default, "Shop", "Shop", LanguageNames.CSharp, compilationOptions: options, metadataReferences: Net100.References.All))
            .AddDocument(DocumentId.CreateNewId(shop), "Till.cs", SourceText.From(source), filePath: "/Till.cs")
            .AddAnalyzerConfigDocument(DocumentId.CreateNewId(shop), ".globalconfig", SourceText.From("is_global = true\nbuild_property.MaestroSolver = inprocess\n"), filePath: "/.globalconfig");
        return !withTests ? solution : solution
            .AddProject(ProjectInfo.Create(tests, VersionStamp.Default, "Tests", "Tests", LanguageNames.CSharp, compilationOptions: options,
                metadataReferences: [.. Net100.References.All, .. new[] { typeof(FactAttribute), typeof(Assert) }.Select(type => MetadataReference.CreateFromFile(type.Assembly.Location))]))
            .AddProjectReference(tests, new ProjectReference(shop));
    }

    private static Document DocumentOf(Solution solution, string name) => solution.Projects.SelectMany(project => project.Documents).Single(document => document.Name == name);

    private static async Task<string> Text(Solution solution) => (await DocumentOf(solution, "Till.WitnessTests.cs").GetTextAsync(TestContext.Current.CancellationToken)).ToString();

    private static async Task<ImmutableArray<Diagnostic>> Diagnostics(Document document)
    {
        var compilation = await document.Project.GetCompilationAsync(TestContext.Current.CancellationToken);
        var found = await compilation!.WithAnalyzers([new ContractAnalyzer()], document.Project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. found.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    private static async Task<Solution?> Fix(Document document, Diagnostic diagnostic)
    {
        Assert.Contains(diagnostic.Id, new WitnessTestFix().FixableDiagnosticIds);
        CodeAction? offered = null;
        await new WitnessTestFix().RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offered = action, TestContext.Current.CancellationToken));
        return offered is null ? null : await Changed(offered);
    }

    private static async Task<Solution> FixAll(Solution solution)
    {
        var document = DocumentOf(solution, "Till.cs");
        var diagnostics = await Diagnostics(document);
        var context = new FixAllContext(document, new WitnessTestFix(), FixAllScope.Document, nameof(WitnessTestFix), diagnostics.Select(d => d.Id), new Known(diagnostics), TestContext.Current.CancellationToken);
        return await Changed((await new WitnessTestFix().GetFixAllProvider().GetFixAsync(context))!);
    }

    private static async Task<Solution> Changed(CodeAction action) =>
        (await action.GetOperationsAsync(TestContext.Current.CancellationToken)).OfType<ApplyChangesOperation>().Single().ChangedSolution;

    private static async Task<SortedDictionary<string, Exception?>> Run(Solution solution)
    {
        var context = new AssemblyLoadContext("witness tests", isCollectible: true);
        var assemblies = new List<Assembly>();
        foreach (var project in new[] { "Shop", "Tests" }.Select(name => solution.Projects.Single(project => project.Name == name)))
        {
            using var image = new MemoryStream();
            var emitted = (await project.GetCompilationAsync(TestContext.Current.CancellationToken))!.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
            Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
            image.Position = 0;
            assemblies.Add(context.LoadFromStream(image));
        }

        var results = new SortedDictionary<string, Exception?>(StringComparer.Ordinal);
        var type = assemblies[1].GetType("Shop.TillWitnessTests", throwOnError: true)!;
        foreach (var test in type.GetMethods().Where(method => method.GetCustomAttributes().Any(attribute => attribute is FactAttribute)))
        {
            results[test.Name] = Record.Exception(() => test.Invoke(Activator.CreateInstance(type), null)) is TargetInvocationException thrown ? thrown.InnerException : null;
        }

        context.Unload();
        return results;
    }

    private sealed class Known(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
