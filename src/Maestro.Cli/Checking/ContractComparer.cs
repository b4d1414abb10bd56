using Maestro.Evidence.Predicates;
using Maestro.Verification;
using Maestro.Verification.Contracts;
using Maestro.Verification.Solving;

namespace Maestro.Cli.Checking;

/// <summary>Compares the contract of a changed method with its base's, clause by clause and, where the text differs, by implication.</summary>
internal sealed class ContractComparer(ISolver solver, uint rlimit)
{
    public MethodContractChange Compare(MethodDifference change, CancellationToken cancellation)
    {
        var before = change.Base is { } old ? Clauses(old) : [];
        var after = change.Head is { } now ? Clauses(now) : [];
        var (relation, reason, examples) = Relation(change, before, after, cancellation);
        var folder = Path.GetDirectoryName(change.Either.Project.Loaded.Project.ProjectPath)!;
        var path = change.Either.Method.Locations.First(l => l.IsInSource).SourceTree!.FilePath;
        return new MethodContractChange(
            ProjectInventory.Relative(folder, path),
            change.Either.Symbol,
            change.Head?.Line ?? 0,
            change.Kind,
            relation,
            reason,
            before.Select(c => c.Text).ToList(),
            after.Select(c => c.Text).ToList(),
            examples);
    }

    private (ContractRelation Relation, string? Reason, IReadOnlyList<ContractExample> Examples) Relation(
        MethodDifference change, IReadOnlyList<Clause> before, IReadOnlyList<Clause> after, CancellationToken cancellation)
    {
        if (before.Count == 0 && after.Count == 0)
        {
            return (ContractRelation.None, null, []);
        }

        if (before.Count == 0)
        {
            // What was unrestricted may now be refused; on a method that is new nobody relied.
            return change.Base is not null && after.Any(c => c.Kind == ClauseKind.Requires)
                ? (ContractRelation.Breaking, "the base had no precondition", [])
                : (ContractRelation.New, null, []);
        }

        if (after.Count == 0)
        {
            return (ContractRelation.Removed, null, []);
        }

        return ByImplication(change.Base!, change.Head!, cancellation);
    }

    private (ContractRelation Relation, string? Reason, IReadOnlyList<ContractExample> Examples) ByImplication(
        InventoriedMethod before, InventoriedMethod after, CancellationToken cancellation)
    {
        var compared = ContractImplication.Compare(
            before.Project.Reader, before.Method, after.Project.Reader, after.Method, solver, new VerifierOptions(Rlimit: rlimit), cancellation);
        return compared.Change switch
        {
            Verification.ContractChange.Equal => (ContractRelation.Equal, null, []),
            Verification.ContractChange.Compatible => (ContractRelation.Compatible, null, []),
            Verification.ContractChange.Breaking => (ContractRelation.Breaking, compared.Example, []),
            Verification.ContractChange.Incomparable => (ContractRelation.Incomparable, compared.Example, []),
            _ => (ContractRelation.Unknown, compared.Example, []),
        };
    }

    private static List<Clause> Clauses(InventoriedMethod method) => method.Project.Reader.Of(method.Method).Clauses
        .Where(c => c.Kind is ClauseKind.Requires or ClauseKind.Ensures or ClauseKind.EnsuresOnThrow)
        .Concat(method.Project.Reader.HoldsInvariants(method.Method) ? method.Project.Reader.InvariantsOf(method.Method.ContainingType) : [])
        .ToList();
}
