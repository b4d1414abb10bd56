using System.Globalization;
using System.Text;

namespace Maestro.Verification.Smt;

/// <summary>How Z3 searches. Both are sound; the script names the one, so that the text alone says what was done.</summary>
internal enum SearchMethod
{
    /// <summary>The SMT core at once: some milliseconds for most conditions.</summary>
    Core,

    /// <summary>The core without a search for models of quantified formulas: what no instance shows is unknown at once.</summary>
    Instances,

    /// <summary>Z3's portfolio of preprocessing and special solvers, which costs ten milliseconds to set up and knows more.</summary>
    Portfolio,
}

/// <summary>
/// The text of one query: are the hypotheses and the negated goal satisfiable? Names are given in order of first use, so
/// the text depends on the query's structure alone, not on names in the program nor on code that the query does not need.
/// </summary>
internal sealed class SmtScript
{
    private readonly Theory _theory;
    private readonly Dictionary<Term, int> _uses = [];
    private readonly Dictionary<Term, string> _texts = [];
    private readonly Dictionary<Term, string> _names = [];
    private readonly StringBuilder _declarations = new();
    private readonly StringBuilder _definitions = new();
    private readonly StringBuilder _facts = new();
    private readonly HashSet<string> _functions = new(StringComparer.Ordinal);
    private readonly CancellationToken _cancellation;
    private int _shared;
    private int _visited;

    private SmtScript(Theory theory, CancellationToken cancellation)
    {
        _theory = theory;
        _cancellation = cancellation;
    }

    /// <summary>True when the theory has words for everything in <paramref name="terms"/>.</summary>
    public static bool CanSay(Theory theory, IEnumerable<Term> terms)
    {
        var seen = new HashSet<Term>();
        var pending = new Stack<Term>(terms);
        while (pending.Count > 0)
        {
            var term = pending.Pop();
            if (!seen.Add(term))
            {
                continue;
            }

            if (!theory.Says(term))
            {
                return false;
            }

            foreach (var argument in term.Arguments)
            {
                pending.Push(argument);
            }
        }

        return true;
    }

    /// <param name="theory">How to say it.</param>
    /// <param name="hypotheses">What may be relied on.</param>
    /// <param name="denial">The negation of what is to follow.</param>
    /// <param name="watched">Terms whose values to ask for when it does not follow, in order.</param>
    /// <param name="method">How Z3 searches.</param>
    /// <param name="cancellation">Gives up: a query may have megabytes.</param>
    public static string Print(Theory theory, IReadOnlyList<Term> hypotheses, Term denial, IReadOnlyList<Term> watched, SearchMethod method, CancellationToken cancellation = default)
    {
        var script = new SmtScript(theory, cancellation);
        var asserted = hypotheses.Append(denial).ToList();
        var intervals = new Intervals(asserted);
        foreach (var term in asserted.Concat(watched))
        {
            script.Count(term);
        }

        var assertions = new StringBuilder();
        foreach (var term in asserted)
        {
            assertions.Append("(assert ").Append(script.Text(term, intervals)).Append(")\n");
        }

        var values = watched.Select(w => script.Text(w, intervals)).ToList();
        var body = script._definitions.ToString() + script._facts + assertions;
        var text = new StringBuilder().Append(script._declarations);
        foreach (var definition in theory.Definitions.Where(d => Contains(body, d.Key)))
        {
            text.Append(definition.Value).Append('\n');
        }

        text.Append(body).Append("(check-sat-using ").Append(Strategy(method)).Append(")\n");
        if (values.Count > 0)
        {
            text.Append("(get-value (").Append(string.Join(" ", values)).Append("))\n");
        }

        return text.ToString();
    }

    // The core's step over the reals does not mind the resource limit: three cubes that sum to 114 keep it for minutes.
    private static string Strategy(SearchMethod method) => method switch
    {
        SearchMethod.Core => "(using-params smt :arith.nl.nra false)",
        SearchMethod.Instances => "(using-params smt :arith.nl.nra false :auto_config false :mbqi false)",
        _ => "default",
    };

    private static bool Contains(string body, string function) => body.IndexOf($"({function} ", StringComparison.Ordinal) >= 0;

    private void Count(Term root)
    {
        var pending = new Stack<Term>();
        pending.Push(root);
        while (pending.Count > 0)
        {
            var term = pending.Pop();
            Look();
            _uses.TryGetValue(term, out var uses);
            _uses[term] = uses + 1;
            if (uses > 0)
            {
                continue;
            }

            foreach (var argument in term.Arguments)
            {
                pending.Push(argument);
            }
        }
    }

    private void Look()
    {
        if ((++_visited & 127) == 0)
        {
            _cancellation.ThrowIfCancellationRequested();
        }
    }

    private string Text(Term term, Intervals intervals)
    {
        Look();
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (_texts.TryGetValue(term, out var known))
        {
            return known;
        }

        if (term.Op is Operator.Variable or Operator.Bound)
        {
            return Named(term, intervals);
        }

        if (term.Op is Operator.ForAll or Operator.Exists)
        {
            return Share(term, Quantified(term, intervals), [], intervals);
        }

        var arguments = term.Arguments.Select(a => Text(a, intervals)).ToList();
        var text = _theory.Render(term, arguments, intervals);
        Declare(term);
        return Share(term, text, arguments, intervals);
    }

    private string Named(Term variable, Intervals intervals)
    {
        if (!_names.TryGetValue(variable, out var name))
        {
            name = $"x{_names.Count.ToString(CultureInfo.InvariantCulture)}";
            _names.Add(variable, name);
            _declarations.Append("(declare-const ").Append(name).Append(' ').Append(_theory.SortText(variable.Sort)).Append(")\n");
            Note(variable, name, [], intervals);
        }

        return name;
    }

    private string Quantified(Term term, Intervals intervals)
    {
        var bound = term.Arguments[0];
        var body = term.Arguments[1];
        var forAll = term.Op == Operator.ForAll;

        // (for all k) guards → rest is a disjunction with negated guards; (exists k) guards ∧ rest a conjunction.
        var parts = body.Op == (forAll ? Operator.Or : Operator.And) ? body.Arguments : [body];
        var inner = intervals.Inside(bound, forAll ? parts.Select(Complement).OfType<Term>() : parts);
        var name = Named(bound, intervals);
        var text = Text(body, inner);
        var instantiated = term.Arguments.Count > 2 ? $"(! {text} :pattern ({Text(term.Arguments[2], inner)}))" : text;
        return $"({(forAll ? "forall" : "exists")} (({name} {_theory.SortText(bound.Sort)})) {instantiated})";
    }

    // Only literals: what makes the body trivially true outside of the guard.
    private static Term? Complement(Term part) => part.Op == Operator.Not ? part.Arguments[0] : null;

    private string Share(Term term, string text, IReadOnlyList<string> arguments, Intervals intervals)
    {
        if (term.FreeBound.Count > 0)
        {
            return text;
        }

        if (_uses[term] > 1 && term.Arguments.Count > 0)
        {
            var name = $"d{_shared.ToString(CultureInfo.InvariantCulture)}";
            _shared++;
            _definitions.Append("(define-fun ").Append(name).Append(" () ").Append(_theory.SortText(term.Sort)).Append(' ').Append(text).Append(")\n");
            text = name;
        }

        _texts[term] = text;
        Note(term, text, arguments, intervals);
        return text;
    }

    private void Note(Term term, string text, IReadOnlyList<string> arguments, Intervals intervals)
    {
        if (_theory.NaturalFact(term, text, arguments, intervals) is { } fact)
        {
            _facts.Append("(assert ").Append(fact).Append(")\n");
        }
    }

    private void Declare(Term term)
    {
        if (FloatWords.IsFunction(term, _theory.LeavesFloatsOpen))
        {
            var function = FloatWords.NameOf(term);
            if (_functions.Add(function))
            {
                _declarations.Append("(declare-fun ").Append(function).Append(" (").Append(string.Join(" ", term.Arguments.Select(a => _theory.SortText(a.Sort))))
                    .Append(") ").Append(_theory.SortText(term.Sort)).Append(")\n");
            }

            return;
        }

        var (name, arguments) = term.Op switch
        {
            Operator.ArrayLength => ("len", _theory.SortText(Sort.Ref)),
            Operator.StringLength => ("strlen", _theory.SortText(Sort.Text)),
            Operator.StringChar => ("strchar", $"{_theory.SortText(Sort.Text)} {_theory.SortText(IntegerSort.Int32)}"),
            _ => ("", ""),
        };
        if (name.Length > 0 && _functions.Add(name))
        {
            _declarations.Append("(declare-fun ").Append(name).Append(" (").Append(arguments).Append(") ").Append(_theory.SortText(term.Sort)).Append(")\n");
        }
    }
}
