using Maestro.Verification.Contracts;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Conditions;

/// <content>
/// Search up to a depth: loops run so many times and are then assumed to go on no further, quantified ranges have at most so many elements. What is left out
/// is assumed away, so that whatever is shown here holds of the executions within the depth and of no others.
/// </content>
internal sealed partial class MethodEncoder
{
    /// <summary>Copies of obligations at most: nested loops multiply.</summary>
    private const int MostUnrolled = 400;

    private void EnterUnrolled(GraphLoop loop)
    {
        foreach (var clause in loop.Invariants)
        {
            var goal = Invariant(clause, EvaluationMode.Silent);
            Add(ObligationRole.Real, ObligationKind.InvariantInit, clause.Location, clause.Text, goal);
            Know(goal);
        }
    }

    private void CheckSize()
    {
        if (_obligations.Count > MostUnrolled)
        {
            throw new UnsupportedConstructException("loops too large to unroll", 0);
        }
    }

    private Term Expanded(bool forAll, Term low, Term high, Func<Term, Term> body)
    {
        var (first, end) = (Wide(low), Wide(high));
        Know(_terms.LessOrEqual(_terms.Subtract(end, first), _terms.Integer(_depth, IntegerSort.Int64)));
        var parts = new List<Term>();
        for (var i = 0; i < _depth; i++)
        {
            // In 64 bits: at the end of int the index itself would wrap.
            var inside = _terms.Less(_terms.Add(first, _terms.Integer(i, IntegerSort.Int64)), end);
            var at = _terms.Add(low, Int(i));
            var part = Under(inside, () => body(at));
            parts.Add(forAll ? _terms.Implies(inside, part) : _terms.And([inside, part]));
        }

        return forAll ? _terms.And(parts) : _terms.Or(parts);
    }
}
