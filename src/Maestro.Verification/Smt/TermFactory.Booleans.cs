namespace Maestro.Verification.Smt;

internal sealed partial class TermFactory
{
    public Term Not(Term a) => a.Op switch
    {
        Operator.True => False,
        Operator.False => True,
        Operator.Not => a.Arguments[0],
        _ => Make(Operator.Not, Sort.Bool, a),
    };

    public Term And(Term a, Term b) => And([a, b]);

    public Term And(IEnumerable<Term> terms) => Join(terms, Operator.And, True, False);

    public Term Or(Term a, Term b) => Or([a, b]);

    public Term And(Term a, Term b, params Term[] others) => And([a, b, .. others]);

    public Term Or(Term a, Term b, params Term[] others) => Or([a, b, .. others]);

    public Term Or(IEnumerable<Term> terms) => Join(terms, Operator.Or, False, True);

    public Term Implies(Term a, Term b)
    {
        if (a.IsTrue || b.IsTrue)
        {
            return b;
        }

        return Or(Not(a), b);
    }

    public Term Ite(Term condition, Term then, Term otherwise)
    {
        if (condition.IsTrue || ReferenceEquals(then, otherwise))
        {
            return then;
        }

        if (condition.IsFalse)
        {
            return otherwise;
        }

        if (condition.Op == Operator.Not)
        {
            return Ite(condition.Arguments[0], otherwise, then);
        }

        if (then.Op == Operator.Ite && ReferenceEquals(then.Arguments[0], condition))
        {
            then = then.Arguments[1];
        }

        if (otherwise.Op == Operator.Ite && ReferenceEquals(otherwise.Arguments[0], condition))
        {
            otherwise = otherwise.Arguments[2];
        }

        if (ReferenceEquals(then, otherwise))
        {
            return then;
        }

        if (then.Sort == Sort.Bool)
        {
            if (then.IsTrue)
            {
                return Or(condition, otherwise);
            }

            if (then.IsFalse)
            {
                return And(Not(condition), otherwise);
            }

            if (otherwise.IsTrue)
            {
                return Or(Not(condition), then);
            }

            if (otherwise.IsFalse)
            {
                return And(condition, then);
            }
        }

        return Make(Operator.Ite, then.Sort, condition, then, otherwise);
    }

    public Term Equal(Term a, Term b)
    {
        if (ReferenceEquals(a, b))
        {
            return True;
        }

        if (a.IsInteger && b.IsInteger || a.IsFloat && b.IsFloat || IsConstantTruth(a) && IsConstantTruth(b))
        {
            return False;
        }

        if (a.Sort == Sort.Bool)
        {
            if (IsConstantTruth(a))
            {
                return a.IsTrue ? b : Not(b);
            }

            if (IsConstantTruth(b))
            {
                return b.IsTrue ? a : Not(a);
            }
        }

        if (IsConstant(a))
        {
            (a, b) = (b, a);
        }

        if (IsConstant(b) && a.Op == Operator.Ite && (IsConstant(a.Arguments[1]) || IsConstant(a.Arguments[2])))
        {
            return Ite(a.Arguments[0], Equal(a.Arguments[1], b), Equal(a.Arguments[2], b));
        }

        return a.Id > b.Id ? Make(Operator.Equal, Sort.Bool, b, a) : Make(Operator.Equal, Sort.Bool, a, b);
    }

    /// <summary>For all values of <paramref name="bound"/> (an integer variable).</summary>
    public Term ForAll(Term bound, Term body) => IsConstantTruth(body) ? body : Make(Operator.ForAll, Sort.Bool, bound, body);

    /// <summary>The same, for a solver that instantiates it where a term of the form of <paramref name="trigger"/> stands.</summary>
    public Term ForAll(Term bound, Term body, Term trigger) => IsConstantTruth(body) ? body : Make(Operator.ForAll, Sort.Bool, bound, body, trigger);

    /// <summary>For some value of <paramref name="bound"/> (an integer variable).</summary>
    public Term Exists(Term bound, Term body) => IsConstantTruth(body) ? body : Make(Operator.Exists, Sort.Bool, bound, body);

    private static bool IsConstantTruth(Term a) => a.IsTrue || a.IsFalse;

    private static bool IsConstant(Term a) => a.Op is Operator.True or Operator.False or Operator.Integer or Operator.Float or Operator.Null;

    private Term Join(IEnumerable<Term> terms, Operator op, Term neutral, Term absorbing)
    {
        var seen = new HashSet<Term>();
        var list = new List<Term>();
        foreach (var term in terms)
        {
            foreach (var part in term.Op == op ? term.Arguments : [term])
            {
                if (ReferenceEquals(part, absorbing) || seen.Contains(Not(part)))
                {
                    return absorbing;
                }

                if (!ReferenceEquals(part, neutral) && seen.Add(part))
                {
                    list.Add(part);
                }
            }
        }

        return list.Count switch
        {
            0 => neutral,
            1 => list[0],
            _ => Make(op, Sort.Bool, list.ToArray()),
        };
    }
}
