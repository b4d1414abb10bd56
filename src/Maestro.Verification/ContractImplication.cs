using System.Collections.Immutable;
using System.Globalization;
using Maestro.Verification.Conditions;
using Maestro.Verification.Contracts;
using Maestro.Verification.Frames;
using Maestro.Verification.Smt;
using Maestro.Verification.Solving;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification;

/// <summary>How a contract changed, as callers see it.</summary>
public enum ContractChange
{
    /// <summary>Says the same.</summary>
    Equal,

    /// <summary>Asks for no more and promises no less.</summary>
    Compatible,

    /// <summary>Asks for more or promises less.</summary>
    Breaking,

    /// <summary>Neither implies the other.</summary>
    Incomparable,

    /// <summary>Undecided.</summary>
    Unknown,
}

/// <summary>A comparison.</summary>
/// <param name="Change">How it changed.</param>
/// <param name="Example">An input, with its outcome, that one allows and the other does not; or why nothing is known; may be empty.</param>
public sealed record ContractComparison(ContractChange Change, string Example)
{
    /// <summary>The word used in JSON.</summary>
    public string Word => Change.ToString().ToLowerInvariant();
}

/// <summary>Compares two contracts of one method by implication: parameters by position, fields by name.</summary>
public static class ContractImplication
{
    /// <summary>Compares the contract of <paramref name="newMethod"/> with the one it replaces, which may be of another compilation.</summary>
    public static ContractComparison Compare(
        ContractReader oldReader,
        IMethodSymbol oldMethod,
        ContractReader newReader,
        IMethodSymbol newMethod,
        ISolver solver,
        VerifierOptions options,
        CancellationToken cancellation)
    {
        try
        {
            return new Comparison(oldReader, oldMethod, newReader, newMethod, solver, options, cancellation).Run();
        }
        catch (UnsupportedConstructException unsupported)
        {
            return new ContractComparison(ContractChange.Unknown, unsupported.Construct);
        }
        catch (IllFormedContractException illFormed)
        {
            return new ContractComparison(ContractChange.Unknown, illFormed.Message);
        }
        catch (InsufficientExecutionStackException)
        {
            return new ContractComparison(ContractChange.Unknown, "contract of this size");
        }
    }

    private sealed class Comparison
    {
        private readonly TermFactory _terms = new();
        private readonly InterfaceTerms _old;
        private readonly InterfaceTerms _new;
        private readonly IMethodSymbol _method;
        private readonly Prover _prover;
        private readonly bool _comparable;
        private string _example = "";

        public Comparison(
            ContractReader oldReader, IMethodSymbol oldMethod, ContractReader newReader, IMethodSymbol newMethod, ISolver solver, VerifierOptions options, CancellationToken cancellation)
        {
            _method = newMethod;
            _prover = new Prover(solver, options.Rlimit, cancellation);
            _comparable = oldMethod.IsStatic == newMethod.IsStatic
                && oldMethod.ReturnsVoid == newMethod.ReturnsVoid
                && oldMethod.Parameters.Select(p => p.RefKind).SequenceEqual(newMethod.Parameters.Select(p => p.RefKind));
            if (!_comparable)
            {
                _old = _new = new InterfaceTerms([], [], _terms.True, _terms.True, Knowledge.None);
                return;
            }

            _new = Encoder(newReader, newMethod, options, cancellation).Interface(null);
            _old = Encoder(oldReader, oldMethod, options, cancellation).Interface(_new);
        }

        public ContractComparison Run()
        {
            if (!_comparable)
            {
                return new ContractComparison(ContractChange.Unknown, "the signature changed");
            }

            var forward = Both(Implies([], _old.Requires, _new.Requires), Implies([_old.Requires], _new.Ensures, _old.Ensures));
            var example = _example;
            _example = "";
            var backward = Both(Implies([], _new.Requires, _old.Requires), Implies([_new.Requires], _old.Ensures, _new.Ensures));
            var change = (forward, backward) switch
            {
                (true, true) => ContractChange.Equal,
                (true, _) => ContractChange.Compatible,
                (false, true) => ContractChange.Breaking,
                (false, false) => ContractChange.Incomparable,
                _ => ContractChange.Unknown,
            };
            return new ContractComparison(change, change is ContractChange.Equal or ContractChange.Unknown ? "" : example.Length > 0 ? example : _example);
        }

        private MethodEncoder Encoder(ContractReader reader, IMethodSymbol method, VerifierOptions options, CancellationToken cancellation) =>
            new(method, new Shapes(), reader, new WriteSets(reader), options, infers: false, cancellation, _terms);

        private static bool? Both(bool? a, bool? b) => a is false || b is false ? false : a is true && b is true ? true : null;

        /// <summary>True or false where it is decided; a quantified counterexample is only a candidate.</summary>
        private bool? Implies(IEnumerable<Term> given, Term a, Term b)
        {
            var knowledge = new Knowledge([_old.Knowledge, _new.Knowledge], ImmutableList<Term>.Empty, _terms.And(given.Append(a)));
            var pending = new Pending(ObligationRole.Real, ObligationKind.Post, 0, _method.Locations[0], "", b, ImmutableList<Term>.Empty, knowledge);
            var watched = _new.Inputs.Concat(_new.Outcomes).Where(v => v.Shape.IsScalar && v.Sort is IntegerSort or Smt.Sort.Truth).ToList();
            var answer = _prover.Ask(_terms, pending, watched.Select(v => v.Term).ToList());
            if (answer.Status == SolverStatus.Unsat)
            {
                return true;
            }

            if (answer.Status != SolverStatus.Sat || HasQuantifier(a) || HasQuantifier(b))
            {
                return null;
            }

            _example = Describe(watched, answer.Output);
            return false;
        }

        private string Describe(IReadOnlyList<Value> watched, string output)
        {
            var values = SolverValues.Parse(output);
            if (values is null || values.Count != watched.Count)
            {
                return "";
            }

            return string.Join(", ", watched.Select((w, i) =>
            {
                var number = w.Sort is IntegerSort sort ? sort.Wrap(values[i]).ToString(CultureInfo.InvariantCulture) : values[i].IsZero ? "false" : "true";
                return $"{NameOf(w)} = {number}";
            }));
        }

        private string NameOf(Value value)
        {
            for (var i = 0; i < _new.Inputs.Count; i++)
            {
                if (ReferenceEquals(_new.Inputs[i], value))
                {
                    return i < _method.Parameters.Length ? _method.Parameters[i].Name : "this";
                }
            }

            var byReference = _method.Parameters.Where(p => p.RefKind is RefKind.Ref or RefKind.Out).ToList();
            for (var i = 0; i < byReference.Count; i++)
            {
                if (ReferenceEquals(_new.Outcomes[i], value))
                {
                    return $"{byReference[i].Name} after";
                }
            }

            return "result";
        }

        private static bool HasQuantifier(Term term) =>
            term.Op is Operator.ForAll or Operator.Exists || term.Arguments.Any(HasQuantifier);
    }
}
