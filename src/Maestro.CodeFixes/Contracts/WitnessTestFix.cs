using System.Collections.Immutable;
using System.Composition;
using Maestro.Analyzers;
using Maestro.CodeFixes.Proof;
using Maestro.Verification.Contracts;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Maestro.CodeFixes.Contracts;

/// <summary>
/// Adds a test that fails as the witness did. It goes into a test project that refers to this one, else into this one where it has xUnit; it is
/// offered where it compiles there. The witness was executed before its diagnostic was reported, so that no proof is asked for again.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WitnessTestFix))]
[Shared]
public sealed class WitnessTestFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        Rules.Postcondition.Id,
        Rules.Assertion.Id,
        Rules.Index.Id,
        Rules.Division.Id,
        Rules.Overflow.Id,
        Rules.Null.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => AllWitnesses.Instance;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await AddAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is { } solution)
            {
                context.RegisterCodeFix(
                    CodeAction.Create("Add a failing test with the witness", _ => Task.FromResult(solution), nameof(WitnessTestFix)), diagnostic);
            }
        }
    }

    /// <summary>The solution with the test; null where there is none to add.</summary>
    private static async Task<Solution?> AddAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (await document.Project.GetCompilationAsync(cancellation).ConfigureAwait(false) is not { } compilation || TestOf(compilation, diagnostic) is not { } test)
        {
            return null;
        }

        var source = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        foreach (var project in await TestProjectsOf(document.Project, cancellation).ConfigureAwait(false))
        {
            var there = project.Documents.FirstOrDefault(d => d.Name == test.FileName);
            var text = there is null
                ? WithLineEndsOf(source, WitnessTestFile.New(test))
                : WitnessTestFile.With((await there.GetTextAsync(cancellation).ConfigureAwait(false)).ToString(), test);
            if (text is null)
            {
                return null;
            }

            var added = there?.WithText(SourceText.From(text, source.Encoding)) ?? project.AddDocument(test.FileName, SourceText.From(text, source.Encoding));
            var model = await added.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
            if (model is not null && model.GetDiagnostics(cancellationToken: cancellation).All(d => d.DefaultSeverity != DiagnosticSeverity.Error))
            {
                return added.Project.Solution;
            }
        }

        return null;
    }

    private static WitnessTest? TestOf(Compilation compilation, Diagnostic diagnostic)
    {
        var properties = diagnostic.Properties;
        if (!properties.TryGetValue("witness", out var statement) || statement is null
            || !properties.TryGetValue("id", out var id) || id is null
            || !properties.TryGetValue("kind", out var word)
            || !properties.TryGetValue("symbol", out var symbol)
            || FixSite.MethodOf(compilation, symbol) is not { } method)
        {
            return null;
        }

        var kind = Enum.GetValues(typeof(ObligationKind)).Cast<ObligationKind>().FirstOrDefault(k => ObligationKinds.Word(k) == word);
        var reader = new ContractReader(new MethodBodies(compilation));
        var places = diagnostic.AdditionalLocations.Append(diagnostic.Location).Select(place => place.GetLineSpan()).ToList();
        var clause = reader.Of(method).Clauses.Concat(reader.InvariantsOf(method.ContainingType))
            .FirstOrDefault(c => c.Kind is ClauseKind.Ensures or ClauseKind.ObjectInvariant && places.Contains(c.Location.GetLineSpan()));
        return WitnessTest.Of(method, kind, id, clause, statement, reader.Bodies);
    }

    /// <summary>Projects with xUnit: those that refer to this one, by name, then this one.</summary>
    private static async Task<IReadOnlyList<Project>> TestProjectsOf(Project project, CancellationToken cancellation)
    {
        var candidates = project.Solution.Projects
            .Where(p => p.Language == LanguageNames.CSharp && p.ProjectReferences.Any(reference => reference.ProjectId == project.Id))
            .OrderBy(p => p.Name, StringComparer.Ordinal)
            .Append(project);
        var found = new List<Project>();
        foreach (var candidate in candidates)
        {
            if (await candidate.GetCompilationAsync(cancellation).ConfigureAwait(false) is { } compilation
                && compilation.GetTypeByMetadataName("Xunit.FactAttribute") is not null && compilation.GetTypeByMetadataName("Xunit.Assert") is not null)
            {
                found.Add(candidate);
            }
        }

        return found;
    }

    private static string WithLineEndsOf(SourceText source, string text) =>
        source.Lines.Count > 1 && source.ToString(TextSpan.FromBounds(source.Lines[0].End, source.Lines[0].EndIncludingLineBreak)) == "\r\n"
            ? text.Replace("\n", "\r\n")
            : text;

    /// <summary>Fix All: the same, one diagnostic after the other.</summary>
    private sealed class AllWitnesses : FixAllProvider
    {
        public static AllWitnesses Instance { get; } = new();

        public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
        {
            var documents = context.Scope switch
            {
                FixAllScope.Document => context.Document is { } document ? [document] : [],
                FixAllScope.Project => context.Project.Documents.ToList(),
                FixAllScope.Solution => context.Solution.Projects.SelectMany(project => project.Documents).ToList(),
                _ => new List<Document>(),
            };
            var solution = context.Solution;
            foreach (var id in documents.OrderBy(d => d.FilePath, StringComparer.Ordinal).ThenBy(d => d.Name, StringComparer.Ordinal).Select(d => d.Id))
            {
                var diagnostics = await context.GetDocumentDiagnosticsAsync(context.Solution.GetDocument(id)!).ConfigureAwait(false);
                foreach (var diagnostic in diagnostics.OrderBy(d => d.Location.SourceSpan.Start))
                {
                    solution = await AddAsync(solution.GetDocument(id)!, diagnostic, context.CancellationToken).ConfigureAwait(false) ?? solution;
                }
            }

            return CodeAction.Create("Add failing tests with the witnesses", _ => Task.FromResult(solution), nameof(WitnessTestFix));
        }
    }
}
