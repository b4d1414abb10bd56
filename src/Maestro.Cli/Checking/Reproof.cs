using Maestro.Cli.Commands;
using Maestro.Cli.Projects;
using Maestro.Cli.Proving;
using Maestro.Evidence;
using Maestro.Evidence.Json;
using Maestro.Evidence.Predicates;
using Maestro.SafetyCase.Building;
using Maestro.Verification;
using Maestro.Verification.Solving;
using ContractChange = Maestro.Evidence.Predicates.ContractChange;

namespace Maestro.Cli.Checking;

/// <summary>What the clean worker is told: where both sides were captured, and what they are.</summary>
/// <param name="HeadCapture">Folder of the head's compiler invocations.</param>
/// <param name="HeadRoot">The head's top folder: what file names are relative to.</param>
/// <param name="BaseCapture">The base's; null where there is none to compare with.</param>
/// <param name="BaseRoot">The base's top folder.</param>
/// <param name="Head">What the head is.</param>
/// <param name="Base">What the base is.</param>
/// <param name="Configuration">Such as <c>Release</c>.</param>
/// <param name="Tools">With what; the solver is filled in by the worker.</param>
/// <param name="Rlimit">Budget of a query.</param>
internal sealed record ReproofOrder(
    string HeadCapture,
    string HeadRoot,
    string? BaseCapture,
    string? BaseRoot,
    Revision Head,
    Revision? Base,
    string Configuration,
    ToolVersions Tools,
    uint Rlimit)
{
    public static ReproofOrder FromJson(JsonFields fields) => new(
        fields.Text("headCapture"),
        fields.Text("headRoot"),
        fields.OptionalText("baseCapture"),
        fields.OptionalText("baseRoot"),
        fields.Object("head", Revision.FromJson),
        fields.OptionalObject("base", Revision.FromJson),
        fields.Text("configuration"),
        fields.Object("tools", ToolVersions.FromJson),
        (uint)fields.Integer("rlimit"));

    public JsonObject ToJson() => JsonObject.Of(
        ("headCapture", HeadCapture),
        ("headRoot", HeadRoot),
        ("baseCapture", BaseCapture),
        ("baseRoot", BaseRoot),
        ("head", Head.ToJson()),
        ("base", Base is null ? JsonNull.Instance : Base.ToJson()),
        ("configuration", Configuration),
        ("tools", Tools.ToJson()),
        ("rlimit", (long)Rlimit));
}

/// <summary>
/// Proves again, from sources and references alone, what the build claims (semantics, 26). Runs in a process of its own that loads nothing of the
/// change: no target, analyzer or generator of it. Writes unsigned statements and the scope of the change.
/// </summary>
internal static class Reproof
{
    /// <summary>Name of the file with the touched methods and their callers.</summary>
    public const string ScopeFile = "scope.json";

    /// <summary>Touched methods of a project whose contracts are measured: each costs about a second.</summary>
    private const int MostMeasured = 24;

    /// <summary>Writes <c>N.statement.json</c> files and <see cref="ScopeFile"/> into <paramref name="output"/>.</summary>
    public static Problem? Run(ReproofOrder order, ISolver solver, string output, Terminal terminal, CancellationToken cancellation)
    {
        var head = LoadSide(order.HeadCapture, order.HeadRoot, cancellation);
        if (head.Problem is not null)
        {
            return head.Problem;
        }

        IReadOnlyList<ProjectInventory> before = [];
        if (order.BaseCapture is { } capture)
        {
            var loaded = LoadSide(capture, order.BaseRoot!, cancellation);
            if (loaded.Problem is not null)
            {
                return loaded.Problem;
            }

            before = loaded.Value;
        }

        // Without a base everything is touched: nothing may be taken for granted. Test projects are evidence, not what evidence is about.
        var product = head.Value.Where(p => !p.Loaded.Project.IsTest).ToList();
        var changes = ChangeSet.Between(before.Where(p => !p.Loaded.Project.IsTest).ToList(), product);
        var takenAway = order.BaseCapture is null ? [] : TakenAway.Between(before, order.BaseRoot!, head.Value, order.HeadRoot);
        var tools = order.Tools with { Solver = solver.Version };
        var statements = new List<Statement>();
        // Beside the proofs: a search for a difference keeps one core busy while another waits for the solver.
        var behaviours = Task.Run(
            () => BehaviourStatements.Of(changes, order, solver, (done, total) => terminal.Progress("comparing behaviour", $"{done}/{total}"), cancellation), cancellation);
        foreach (var project in product)
        {
            terminal.Progress("proving " + project.Loaded.Project.AssemblyName);
            statements.Add(Verdicts(project, changes, order, tools, solver, terminal, cancellation));
        }

        if (order.Base is { } from)
        {
            foreach (var group in changes.Where(c => c.Kind != MethodChange.Unchanged).GroupBy(c => c.Either.Project.Name + "|" + c.Either.Project.Loaded.Project.TargetFramework).OrderBy(g => g.Key, StringComparer.Ordinal))
            {
                var comparer = new ContractComparer(solver, order.Rlimit);
                var methods = group.Select(c => comparer.Compare(c, cancellation)).ToList();
                var scope = ScopeOf(group.First().Either.Project, order);
                statements.Add(Statement.Of(new ContractChange(scope, from, order.Head, RecomputedBy.CleanWorker, tools, methods), ChangeSubject(order.Head)));
            }

            if (!changes.Any(c => c.Kind != MethodChange.Unchanged) && product.Count > 0)
            {
                // That nothing differs was found by comparing; it is a result like any other.
                statements.Add(Statement.Of(new ContractChange(ScopeOf(product[0], order), from, order.Head, RecomputedBy.CleanWorker, tools, []), ChangeSubject(order.Head)));
            }
        }

        statements.AddRange(behaviours.GetAwaiter().GetResult());
        for (var i = 0; i < statements.Count; i++)
        {
            var name = i.ToString("D4", System.Globalization.CultureInfo.InvariantCulture) + ".statement.json";
            if (Evidence.Storage.Files.Write(Path.Combine(output, name), statements[i].ToBytes()).Problem is { } unwritten)
            {
                return unwritten;
            }
        }

        return Evidence.Storage.Files.Write(Path.Combine(output, ScopeFile), CanonicalJson.Bytes(CheckScope.Of(changes, takenAway).ToJson())).Problem;
    }

    private static Result<IReadOnlyList<ProjectInventory>> LoadSide(string capture, string root, CancellationToken cancellation) =>
        ProjectCapture.Read(capture, root).Then(projects =>
        {
            var loaded = CompilationLoader.Load(projects, cancellation);
            return loaded.SelectMany(p => p.Missing).FirstOrDefault() is { } missing
                ? CliProblems.MissingInput.At(missing)
                : Result.Of(ProjectInventory.Of(loaded, root));
        });

    private static Statement Verdicts(
        ProjectInventory project,
        IReadOnlyList<MethodDifference> changes,
        ReproofOrder order,
        ToolVersions tools,
        ISolver solver,
        Terminal terminal,
        CancellationToken cancellation)
    {
        var folder = Path.GetDirectoryName(project.Loaded.Project.ProjectPath)!;
        var options = new VerifierOptions(VerifyScope.Contracts, order.Rlimit);
        var verifier = ProjectProver.VerifierOf(project.Reader, solver, options);
        var methods = verifier.Methods(VerifyScope.Contracts).ToList();
        var reports = ProjectProver.Prove(
            verifier,
            methods,
            (done, total) => terminal.Progress("proving " + project.Loaded.Project.AssemblyName, $"{done}/{total}"),
            cancellation);
        var touched = changes.Where(c => c.Kind != MethodChange.Unchanged && c.Head is not null).Select(c => c.Either.Symbol).ToHashSet(StringComparer.Ordinal);
        var strength = StrengthMeasure.Of(
            project.Loaded, project.Reader, reports.Where(r => r.HasContract && touched.Contains(r.Symbol)).Take(MostMeasured), solver, options, null, cancellation);
        var evidence = reports.Select(r => ReportEvidence.Of(r, folder) with { Strength = strength.GetValueOrDefault(r.Symbol) }).ToList();
        var subjects = evidence.Where(m => m.File.Length > 0).Select(m => Subject.Method(m.Symbol, m.SemanticHash, Digest.OfFile(Path.Combine(folder, m.File))));
        return Statement.Of(
            new ContractVerification(ScopeOf(project, order), RecomputedBy.CleanWorker, tools, evidence),
            [ChangeSubject(order.Head), .. subjects.DistinctBy(s => s.Name)]);
    }

    private static CompilationScope ScopeOf(ProjectInventory project, ReproofOrder order) =>
        new(project.Name, project.Loaded.Project.TargetFramework, order.Configuration);

    private static Subject ChangeSubject(Revision head) => Subject.Change(head.Tree, head.Commit);
}
