using System.Collections.Immutable;
using System.Text;
using Maestro.Verification.Contracts;
using Maestro.Verification.Frames;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Maestro.Generators.RuntimeChecks;

/// <summary>A call, or a clause, that is not checked.</summary>
/// <param name="IsClause">True for a clause.</param>
/// <param name="Member">What is called.</param>
/// <param name="Reason">Why.</param>
/// <param name="Location">Where.</param>
internal sealed record Unchecked(bool IsClause, string Member, string Reason, Location Location);

/// <summary>Which calls of a compilation are checked when it runs, and the code that does so.</summary>
internal sealed class RuntimeCheckPlan
{
    private const string Prefix = "Maestro.RuntimeChecks.";

    private readonly ImmutableArray<GeneratedSource>.Builder _sources = ImmutableArray.CreateBuilder<GeneratedSource>();
    private readonly List<Unchecked> _unchecked = [];

    private RuntimeCheckPlan()
    {
    }

    /// <summary>The files to add.</summary>
    public ImmutableArray<GeneratedSource> Sources { get; private set; } = [];

    /// <summary>How many calls are checked.</summary>
    public int CheckedCalls { get; private set; }

    /// <summary>What is not checked, in source order.</summary>
    public IReadOnlyList<Unchecked> Unchecked { get; private set; } = [];

    /// <summary>Plans.</summary>
    public static RuntimeCheckPlan Of(CSharpCompilation compilation, CancellationToken cancellation)
    {
        var plan = new RuntimeCheckPlan();
        if (!compilation.SyntaxTrees.Any(t => MayHaveContracts(t, cancellation)))
        {
            return plan;
        }

        // An analyzer sees what the generator made; the plan is about the rest.
        if (compilation.SyntaxTrees.Where(IsOurs).ToList() is { Count: > 0 } ours)
        {
            compilation = compilation.RemoveSyntaxTrees(ours);
        }

        var reader = new ContractReader(new MethodBodies(compilation));
        var contracts = new StatedContracts(reader);
        var uses = new CallFinder(reader, contracts, compilation, cancellation).Find();
        foreach (var use in uses.Where(u => u.Location is null))
        {
            plan.Skip(use, use.Reason);
        }

        var parse = (CSharpParseOptions)compilation.SyntaxTrees.First().Options;
        var naming = new Naming(compilation);
        var writes = new WriteSets(reader);
        foreach (var type in uses.Where(u => u.Location is not null).GroupBy<ContractUse, INamedTypeSymbol>(u => u.Member.ContainingType, SymbolEqualityComparer.Default))
        {
            cancellation.ThrowIfCancellationRequested();
            if (parse.LanguageVersion < LanguageVersion.CSharp12)
            {
                type.ToList().ForEach(u => plan.Skip(u, "interceptors need C# 12"));
                continue;
            }

            plan.AddType(compilation, new CheckContext(compilation, reader, contracts, writes, naming), type.Key, [.. type], parse, cancellation);
        }

        if (plan._sources.Count > 0)
        {
            plan._sources.Add(new GeneratedSource($"{Prefix}g.cs", SupportSource.Text));
        }

        plan.Sources = plan._sources.ToImmutable();
        plan.Unchecked = [.. plan._unchecked.OrderBy(u => u.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(u => u.Location.SourceSpan.Start)];
        return plan;
    }

    /// <summary>True for a file that this generator made.</summary>
    private static bool IsOurs(SyntaxTree tree) => Path.GetFileName(tree.FilePath).StartsWith(Prefix, StringComparison.Ordinal);

    private static bool MayHaveContracts(SyntaxTree tree, CancellationToken cancellation) =>
        tree.GetRoot(cancellation).DescendantTokens().Any(t => t.IsKind(SyntaxKind.IdentifierToken)
            && t.ValueText is "Requires" or "Ensures" or "EnsuresOnThrow" or "Invariant");

    private void AddType(
        CSharpCompilation compilation, CheckContext context, INamedTypeSymbol type, List<ContractUse> uses, CSharpParseOptions parse, CancellationToken cancellation)
    {
        var interceptors = new List<Interceptor>();
        foreach (var member in uses.GroupBy<ContractUse, IMethodSymbol>(u => u.Member, SymbolEqualityComparer.Default))
        {
            if (Interceptor.Of(context, member.Key, [.. member.Select(u => u.Location!)], out var reason) is { } interceptor)
            {
                interceptors.Add(interceptor);
            }
            else
            {
                member.ToList().ForEach(u => Skip(u, reason));
            }
        }

        var name = HintName(type);
        var text = Compiling(compilation, context, interceptors, uses, parse, cancellation);
        foreach (var skipped in interceptors.SelectMany(i => i.Skipped.Select(s => (i.Target, s.Clause, s.Reason))))
        {
            _unchecked.Add(new Unchecked(true, Display(skipped.Target), skipped.Reason, skipped.Clause.Location));
        }

        if (interceptors.Any(i => i.Clauses.Count > 0))
        {
            CheckedCalls += interceptors.Where(i => i.Clauses.Count > 0).Sum(i => i.Locations.Count);
            _sources.Add(new GeneratedSource(name, text));
        }
    }

    /// <summary>
    /// The text of a file that compiles. What the rewriter did not foresee costs the clause, or the interceptor, that the compiler complains about: a check that
    /// is not made is listed; code that does not compile would stop the build.
    /// </summary>
    private string Compiling(
        CSharpCompilation compilation, CheckContext context, List<Interceptor> interceptors, List<ContractUse> uses, CSharpParseOptions parse, CancellationToken cancellation)
    {
        while (true)
        {
            var writer = new InterceptorWriter();
            var text = writer.Write(interceptors.Where(i => i.Clauses.Count > 0), context.Accessors.Declarations);
            var tree = CSharpSyntaxTree.ParseText(text, parse, $"{Prefix}check.g.cs", Encoding.UTF8, cancellation);
            var support = CSharpSyntaxTree.ParseText(SupportSource.Text, parse, $"{Prefix}g.cs", Encoding.UTF8, cancellation);
            var errors = compilation.AddSyntaxTrees(tree, support).GetSemanticModel(tree).GetDiagnostics(cancellationToken: cancellation)
                .Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
            if (errors.Count == 0 || interceptors.Count == 0)
            {
                return text;
            }

            var before = (interceptors.Count, interceptors.Sum(i => i.Clauses.Count));
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
                    Drop(piece.Interceptor is { } one ? [one] : [.. interceptors], reason);
                }
            }

            if (before == (interceptors.Count, interceptors.Sum(i => i.Clauses.Count)))
            {
                Drop([.. interceptors], $"the compiler says {errors[0].Id}");
            }
        }

        void Drop(IEnumerable<Interceptor> dropped, string reason)
        {
            foreach (var interceptor in dropped.Where(interceptors.Remove))
            {
                uses.Where(u => SymbolEqualityComparer.Default.Equals(u.Member, interceptor.Target)).ToList().ForEach(u => Skip(u, reason));
            }
        }
    }

    private void Skip(ContractUse use, string reason) =>
        _unchecked.Add(new Unchecked(false, Display(use.Member), reason, use.Syntax.GetLocation()));

    private static string Display(IMethodSymbol member) => member.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);

    private string HintName(INamedTypeSymbol type)
    {
        var name = $"{Prefix}{new string([.. type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat).Select(c => char.IsLetterOrDigit(c) || c == '.' ? c : '_')])}";
        var unique = name;
        for (var i = 2; _sources.Any(s => s.HintName.Equals($"{unique}.g.cs", StringComparison.OrdinalIgnoreCase)); i++)
        {
            unique = $"{name}.{i}";
        }

        return $"{unique}.g.cs";
    }
}
