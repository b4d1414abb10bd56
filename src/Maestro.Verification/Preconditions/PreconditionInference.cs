using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Solving;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Preconditions;

/// <summary>A precondition that nobody wrote and with which an obligation was proved.</summary>
/// <param name="Condition">As C#: what <c>Contract.Requires</c> would be given.</param>
/// <param name="Obligations">The ids of the obligations that it was found for.</param>
public sealed record MissingPrecondition(string Condition, ImmutableArray<string> Obligations);

/// <summary>What a method's report becomes with preconditions that nobody wrote.</summary>
/// <param name="Conditions">None of them can be left out.</param>
/// <param name="Suffice">True where the whole method is proved with them.</param>
public sealed record MissingPreconditions(ImmutableArray<MissingPrecondition> Conditions, bool Suffice);

/// <summary>
/// Finds simple preconditions for what is not proved of a method. Each is confirmed by a proof of the method with it, so that none contradicts the others
/// or leaves no input: such a method would be vacuous, which is no proof.
/// </summary>
/// <param name="compilation">Source that compiles.</param>
/// <param name="readerOf">The contracts of an edited compilation.</param>
/// <param name="solver">Who decides.</param>
/// <param name="options">How; bounded searches and contract strength are left out.</param>
/// <param name="mostProofs">Proofs at most for one method: a count, so that the same code gets the same answer.</param>
public sealed class PreconditionInference(Compilation compilation, Func<Compilation, ContractReader> readerOf, ISolver solver, VerifierOptions options, int mostProofs = 60)
{
    private readonly VerifierOptions _options = options with { Depth = 0, AsksForStrength = false };

    /// <summary>The preconditions that a method lacks; empty where it is proved, or nothing simple helps.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public MissingPreconditions Of(MethodReport report, CancellationToken cancellation)
    {
        var none = new MissingPreconditions(ImmutableArray<MissingPrecondition>.Empty, report.Word == "proved");
        if (report.Reason is not null || report.Word == "proved" || Declared(compilation, report.Symbol) is not var (tree, _, _))
        {
            return none;
        }

        var state = new State(compilation, tree, Verified(compilation, report.Symbol, cancellation)!);
        var found = new List<MissingPrecondition>();
        var proofs = 0;
        foreach (var obligation in report.Obligations.Where(o => o.Verdict is not Verdict.Proved))
        {
            if (Still(state.Report, obligation) is not { } left || Declared(state.Compilation, report.Symbol) is not var (_, method, declaration))
            {
                continue;
            }

            State? better = null;
            var inputs = obligation.Verdict is Verdict.Refuted refuted ? refuted.Witness.Inputs.ToImmutableDictionary(i => i.Key, i => i.Value) : ImmutableDictionary<string, string>.Empty;
            var conditions = PreconditionSearch.Find(new OpenObligation(state.Compilation, method, declaration, left, inputs), tried =>
            {
                if (++proofs > mostProofs)
                {
                    return null;
                }

                better = Improved(state, report.Symbol, tried, left, cancellation);
                return better is not null;
            });
            if (conditions is not null)
            {
                state = better!;
                found.AddRange(conditions.SelectMany(PreconditionCandidates.Conjuncts).Where(c => found.All(f => f.Condition != c)).Distinct()
                    .Select(c => new MissingPrecondition(c, ImmutableArray.Create(obligation.Id))));
            }
        }

        return found.Count == 0 ? none : Minimal(report, found, state, cancellation);
    }

    /// <summary>Leaves out, one by one, what the others make superfluous, and says two that belong together as one.</summary>
    private MissingPreconditions Minimal(MethodReport report, List<MissingPrecondition> found, State reached, CancellationToken cancellation)
    {
        for (var i = 0; found.Count > 1 && i < found.Count;)
        {
            if (Kept(found.Where((_, k) => k != i).ToList()) is { } fewer)
            {
                (found, reached) = fewer;
            }
            else
            {
                i++;
            }
        }

        const string NotNegative = " >= 0";
        foreach (var one in found.Where(f => f.Condition.EndsWith(NotNegative, StringComparison.Ordinal)).ToList())
        {
            var operand = one.Condition.Substring(0, one.Condition.Length - NotNegative.Length);
            if (found.FirstOrDefault(f => f.Condition == $"{operand} != 0") is { } other
                && Kept(found.Where(f => f != other).Select(f => f == one ? new MissingPrecondition($"{operand} > 0", one.Obligations.Union(other.Obligations).ToImmutableArray()) : f).ToList()) is { } merged)
            {
                (found, reached) = merged;
            }
        }

        return new MissingPreconditions(found.ToImmutableArray(), Open(reached.Report) == 0 && reached.Report.Reason is null);

        (List<MissingPrecondition> Found, State State)? Kept(List<MissingPrecondition> tried) =>
            With(compilation, report.Symbol, tried.Select(f => f.Condition).ToList()) is var (edited, tree)
            && Verified(edited, report.Symbol, cancellation) is { Reason: null } again && Open(again) <= Open(reached.Report)
                ? (tried, new State(edited, tree, again)) : null;
    }

    private State? Improved(State state, string symbol, IReadOnlyList<string> conditions, ObligationResult sought, CancellationToken cancellation)
    {
        if (With(state.Compilation, symbol, conditions) is not var (edited, tree) || Verified(edited, symbol, cancellation) is not { Reason: null } after)
        {
            return null;
        }

        var still = after.Obligations.Where(o => o.Verdict is not Verdict.Proved).ToList();
        return still.All(o => state.Report.Obligations.Any(b => IsSame(b, o) && b.Verdict is not Verdict.Proved)) && !still.Any(o => IsSame(o, sought))
            ? new State(edited, tree, after) : null;
    }

    private MethodReport? Verified(Compilation edited, string symbol, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Declared(edited, symbol) is var (_, method, _) ? new Verifier(readerOf(edited), solver, _options).Verify(method, cancellation) : null;
    }

    /// <summary>The compilation with preconditions added to a method; null where they do not compile there.</summary>
    private static (Compilation Compilation, SyntaxTree Tree)? With(Compilation before, string symbol, IReadOnlyList<string> conditions)
    {
        if (Declared(before, symbol) is not var (tree, method, declaration) || InsertedRequires.Into(declaration, conditions) is not { } text)
        {
            return null;
        }

        var edited = tree.WithChangedText(text);
        var compilation = before.ReplaceSyntaxTree(tree, edited);
        return Errors(compilation, edited) <= Errors(before, tree) ? (compilation, edited) : null;

        static int Errors(Compilation of, SyntaxTree tree) => of.GetSemanticModel(tree).GetDiagnostics().Count(d => d.DefaultSeverity == DiagnosticSeverity.Error);
    }

    private static (SyntaxTree Tree, IMethodSymbol Method, SyntaxNode Declaration)? Declared(Compilation compilation, string symbol)
    {
        if (DocumentationCommentId.GetFirstSymbolForDeclarationId(symbol, compilation) is not IMethodSymbol method)
        {
            return null;
        }

        foreach (var tree in (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences.Select(r => r.SyntaxTree))
        {
            if (OpenObligation.DeclarationOf(method, tree) is { } declaration)
            {
                return (tree, method, declaration);
            }
        }

        return null;
    }

    private static ObligationResult? Still(MethodReport report, ObligationResult obligation) =>
        report.Obligations.FirstOrDefault(o => o.Verdict is not Verdict.Proved && IsSame(o, obligation));

    // Preconditions are added without a new line, so that the lines stay.
    private static bool IsSame(ObligationResult a, ObligationResult b) => a.Kind == b.Kind && a.Line == b.Line && a.Text == b.Text;

    private static int Open(MethodReport report) => report.Obligations.Count(o => o.Verdict is not Verdict.Proved);

    private sealed record State(Compilation Compilation, SyntaxTree Tree, MethodReport Report);
}
