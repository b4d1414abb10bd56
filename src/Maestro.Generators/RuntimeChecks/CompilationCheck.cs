using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Maestro.Generators.RuntimeChecks;

/// <summary>
/// Compiles the files in the head of the user's program. What the rewriter did not foresee costs the clause, or the interceptor, that the compiler complains about:
/// a check that is not made is listed; code that does not compile would stop the build.
/// </summary>
internal sealed class CompilationCheck(CSharpCompilation compilation, CSharpParseOptions parse, Action<ContractUse, string> skip)
{
    /// <summary>Takes out of the files what does not compile.</summary>
    public void Reduce(IReadOnlyList<CheckFile> files, CancellationToken cancellation)
    {
        var support = CSharpSyntaxTree.ParseText(SupportSource.Text, parse, cancellationToken: cancellation);
        var open = files.Where(f => f.Interceptors.Count > 0).ToList();
        while (open.Count > 0)
        {
            var written = open.Select(f => (File: f, f.Write().Writer)).ToList();
            var trees = written.Select((w, i) => CSharpSyntaxTree.ParseText(w.Writer.Text, parse, $"{w.File.HintName}.g.cs", Encoding.UTF8, cancellation)).ToList();
            var extended = compilation.AddSyntaxTrees(trees.Append(support));
            open = [];
            for (var i = 0; i < written.Count; i++)
            {
                if (!IsClean(written[i].File, written[i].Writer, extended.GetSemanticModel(trees[i]), cancellation))
                {
                    open.Add(written[i].File);
                }
            }
        }
    }

    private bool IsClean(CheckFile file, InterceptorWriter writer, SemanticModel model, CancellationToken cancellation)
    {
        var errors = model.GetDiagnostics(cancellationToken: cancellation).Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        var before = Size(file);
        foreach (var error in errors)
        {
            var at = error.Location.SourceSpan.Start;
            var piece = writer.Pieces.Where(p => p.Start <= at && at < p.End).OrderBy(p => p.End - p.Start).FirstOrDefault();
            var reason = $"the compiler says {error.Id}";
            if (piece is { Clause: { } clause, Interceptor: var owner })
            {
                if (owner.Clauses.Remove(clause))
                {
                    owner.Skipped.Add(new SkippedClause(clause.Clause, reason));
                }
            }
            else
            {
                // Outside of every interceptor is what all of them use.
                Drop(file, piece.Interceptor is { } one ? [one] : [.. file.Interceptors], reason);
            }
        }

        if (errors.Count > 0)
        {
            if (before == Size(file))
            {
                Drop(file, [.. file.Interceptors], $"the compiler says {errors[0].Id}");
            }

            return file.Interceptors.Count == 0;
        }

        Drop(file, [.. writer.Calls.Where(c => !CallsTarget(c.Position, c.Interceptor, model, cancellation)).Select(c => c.Interceptor)], "another overload is nearer where all arguments are given");
        return true;
    }

    private static (int, int) Size(CheckFile file) => (file.Interceptors.Count, file.Interceptors.Sum(i => i.Clauses.Count));

    /// <summary>True where the call that the interceptor makes binds to the member that it stands in for.</summary>
    private static bool CallsTarget(int position, Interceptor interceptor, SemanticModel model, CancellationToken cancellation) =>
        interceptor.Accessor is not null
        || model.SyntaxTree.GetRoot(cancellation).FindToken(position).Parent?.AncestorsAndSelf().OfType<InvocationExpressionSyntax>().LastOrDefault(c => c.SpanStart == position) is { } call
            && model.GetSymbolInfo(call, cancellation).Symbol is IMethodSymbol called
            // The same member in two compilations.
            && called.OriginalDefinition.GetDocumentationCommentId() == interceptor.Target.GetDocumentationCommentId();

    private void Drop(CheckFile file, IEnumerable<Interceptor> dropped, string reason)
    {
        foreach (var interceptor in dropped.Where(file.Interceptors.Remove))
        {
            file.Uses.Where(u => SymbolEqualityComparer.Default.Equals(u.Member, interceptor.Target)).ToList().ForEach(u => skip(u, reason));
        }
    }
}
