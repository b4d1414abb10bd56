using System.Collections.Immutable;
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
        var (naming, writes) = (new Naming(compilation), new WriteSets(reader));
        var twins = Twins(compilation);
        var files = new List<CheckFile>();
        foreach (var type in uses.Where(u => u.Location is not null).GroupBy<ContractUse, INamedTypeSymbol>(u => u.Member.ContainingType, SymbolEqualityComparer.Default))
        {
            cancellation.ThrowIfCancellationRequested();
            var file = new CheckFile(new CheckContext(compilation, reader, contracts, writes, naming), HintName(type.Key, files));
            foreach (var use in type)
            {
                if (parse.LanguageVersion < LanguageVersion.CSharp12 || twins.Contains(use.Syntax.SyntaxTree))
                {
                    plan.Skip(use, parse.LanguageVersion < LanguageVersion.CSharp12 ? "interceptors need C# 12" : "another file has the same text");
                }
                else
                {
                    file.Uses.Add(use);
                }
            }

            file.Plan(plan.Skip);
            files.Add(file);
        }

        new CompilationCheck(compilation, parse, plan.Skip).Reduce(files, cancellation);
        plan.Add(files);
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

    /// <summary>An interceptor finds its call by the text of the file: two files with one text have calls that nobody can tell apart.</summary>
    private static HashSet<SyntaxTree> Twins(CSharpCompilation compilation) => [.. compilation.SyntaxTrees
        .GroupBy(t => Convert.ToBase64String([.. t.GetText().GetContentHash()]), StringComparer.Ordinal)
        .Where(g => g.Skip(1).Any()).SelectMany(g => g)];

    private void Add(List<CheckFile> files)
    {
        foreach (var file in files)
        {
            foreach (var skipped in file.Interceptors.SelectMany(i => i.Skipped.Select(s => (i.Target, s.Clause, s.Reason))))
            {
                _unchecked.Add(new Unchecked(true, Display(skipped.Target), skipped.Reason, skipped.Clause.Location));
            }

            var checking = file.Interceptors.Where(i => i.Clauses.Count > 0).ToList();
            if (checking.Count > 0)
            {
                CheckedCalls += checking.Sum(i => i.Locations.Count);
                _sources.Add(new GeneratedSource($"{file.HintName}.g.cs", file.Write().Text));
            }
        }
    }

    private void Skip(ContractUse use, string reason) =>
        _unchecked.Add(new Unchecked(false, Display(use.Member), reason, use.Syntax.GetLocation()));

    private static string Display(IMethodSymbol member) => member.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);

    private static string HintName(INamedTypeSymbol type, List<CheckFile> files)
    {
        var name = $"{Prefix}{new string([.. type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat).Select(c => char.IsLetterOrDigit(c) || c == '.' ? c : '_')])}";
        var unique = name;
        for (var i = 2; files.Any(f => f.HintName.Equals(unique, StringComparison.OrdinalIgnoreCase)); i++)
        {
            unique = $"{name}.{i}";
        }

        return unique;
    }
}
