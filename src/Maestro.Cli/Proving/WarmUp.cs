using Maestro.Verification;
using Maestro.Verification.Contracts;
using Maestro.Verification.Replay;
using Maestro.Verification.Solving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Cli.Proving;

/// <summary>
/// Proves a few methods of no project while the user's build runs in other processes: a cold process spends more time on the JIT than on twenty small
/// programs. Nothing of it is kept.
/// </summary>
internal static class WarmUp
{
    private const string Source = """
        using System.Collections.Generic;
        using System.Diagnostics.Contracts;
        class C
        {
            int _held;
            [ContractInvariantMethod] void Invariant() => Contract.Invariant(_held >= 0);
            [Pure] static bool Small(int x) => x < 100;
            static int Sum(int[] items, int limit)
            {
                Contract.Requires(items != null && limit > 0 && Contract.ForAll(0, items.Length, k => items[k] >= 0));
                Contract.Ensures(Contract.Result<int>() >= 0);
                var sum = 0;
                for (var i = 0; i < items.Length; i++)
                {
                    Contract.Invariant(i >= 0 && i <= items.Length && sum >= 0);
                    sum = sum + items[i] < limit ? sum + items[i] / limit : 0;
                }
                return sum;
            }
            static int Find(int[] items, int wanted)
            {
                Contract.Requires(items != null);
                Contract.Ensures(Contract.Result<int>() < items.Length);
                for (var i = 0; i < items.Length; i++) { if (items[i] == wanted) { return i; } }
                return -1;
            }
            static void Swap(int[] items, int i, int j)
            {
                Contract.Requires(items != null && i >= 0 && i < items.Length && j >= 0 && j < items.Length);
                Contract.Ensures(items[i] == Contract.OldValue(items[j]));
                (items[i], items[j]) = (items[j], items[i]);
            }
            int Add(int amount, string name, List<int> log)
            {
                Contract.Requires(amount > 0 && Small(amount) && name != null && log != null);
                Contract.Ensures(_held >= Contract.OldValue(_held));
                if (_held > 1000) { return name.Length; }
                _held += amount;
                log.Add(_held);
                return Add(amount, name, log);
            }
        }
        """;

    /// <summary>Begins; whatever comes of it.</summary>
    public static Task Begin(CancellationToken cancellation) => Task.Run(() => Prove(cancellation), cancellation);

    private static void Prove(CancellationToken cancellation)
    {
        try
        {
            var folder = Path.GetDirectoryName(Frameworks().First())!;
            var references = new[] { "System.Private.CoreLib.dll", "System.Runtime.dll", "System.Collections.dll", "System.Linq.dll", "System.Diagnostics.Contracts.dll" }
                .Select(f => Path.Combine(folder, f)).Where(File.Exists).Select(f => MetadataReference.CreateFromFile(f));
            var compilation = CSharpCompilation.Create("WarmUp", [CSharpSyntaxTree.ParseText(Source, cancellationToken: cancellation)], references,
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
            var reader = new ContractReader(new MethodBodies(compilation));
            var verifier = ProjectProver.VerifierOf(reader, new Alternating(), new VerifierOptions(VerifyScope.All, 1_000_000));
            foreach (var method in verifier.Methods(VerifyScope.All))
            {
                verifier.Verify(method, cancellation);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            // The proofs that count will tell.
        }
    }

    private static IEnumerable<string> Frameworks() =>
        ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator).Where(p => Path.GetFileName(p) == "System.Private.CoreLib.dll");

    /// <summary>Proves every other question, so that what follows a refusal is seen too.</summary>
    private sealed class Alternating : ISolver
    {
        private int _asked;

        public string Version => "none";

        public SolverAnswer Check(SolverQuery query, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            return new SolverAnswer(++_asked % 3 == 0 ? SolverStatus.Unknown : SolverStatus.Unsat, "", "");
        }
    }
}
