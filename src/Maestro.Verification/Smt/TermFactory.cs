using System.Numerics;

namespace Maestro.Verification.Smt;

/// <summary>
/// Makes terms, simplifying as it goes. Folding of constants follows C#'s unchecked meaning exactly; division by the
/// constant zero is left alone (its value is arbitrary, an obligation stands before it).
/// </summary>
internal sealed partial class TermFactory
{
    private readonly Dictionary<Key, Term> _known = [];
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);

    private readonly CancellationToken _cancellation;
    private int _made;

    /// <summary>Whoever makes terms looks at the token now and then: an encoding does little else.</summary>
    public TermFactory(CancellationToken cancellation = default)
    {
        _cancellation = cancellation;
        True = Make(Operator.True, Sort.Bool);
        False = Make(Operator.False, Sort.Bool);
    }

    public Term True { get; }

    public Term False { get; }

    /// <summary>The variable of this name; asked twice, the same.</summary>
    public Term Variable(string name, Sort sort) => Make(Operator.Variable, sort, name: name);

    /// <summary>A variable that no one else has.</summary>
    public Term Fresh(string hint, Sort sort)
    {
        _names.TryGetValue(hint, out var count);
        _names[hint] = count + 1;
        return Variable($"{hint}!{count.ToString(System.Globalization.CultureInfo.InvariantCulture)}", sort);
    }

    /// <summary>A variable for a quantifier to bind.</summary>
    public Term FreshBound(string hint, Sort sort)
    {
        _names.TryGetValue(hint, out var count);
        _names[hint] = count + 1;
        return Make(Operator.Bound, sort, name: $"{hint}!{count.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
    }

    public Term Bool(bool value) => value ? True : False;

    public Term Integer(BigInteger value, IntegerSort sort) => Make(Operator.Integer, sort, value: sort.Wrap(value));

    public Term Null(Sort sort) => Make(Operator.Null, sort);

    /// <exception cref="OperationCanceledException">Whoever wanted the terms gave up.</exception>
    public void Look() => _cancellation.ThrowIfCancellationRequested();

    private Term Make(Operator op, Sort sort, params Term[] arguments) => Make(op, sort, default, "", null, arguments);

    private Term Make(Operator op, Sort sort, BigInteger value) => Make(op, sort, value, "", null, []);

    private Term Make(Operator op, Sort sort, string name) => Make(op, sort, default, name, null, []);

    private Term Make(Operator op, Sort sort, BigInteger value, string name, Sort? extra, Term[] arguments)
    {
        if ((++_made & 127) == 0)
        {
            Look();
        }

        var key = new Key(op, sort, value, name, extra, arguments);
        if (!_known.TryGetValue(key, out var term))
        {
            term = new Term(_known.Count, op, sort, arguments, value, name, extra);
            _known.Add(key, term);
        }

        return term;
    }

    private readonly struct Key(Operator op, Sort sort, BigInteger value, string name, Sort? extra, Term[] arguments) : IEquatable<Key>
    {
        private readonly Operator _op = op;
        private readonly Sort _sort = sort;
        private readonly BigInteger _value = value;
        private readonly string _name = name;
        private readonly Sort? _extra = extra;
        private readonly Term[] _arguments = arguments;

        public bool Equals(Key other)
        {
            if (_op != other._op || _arguments.Length != other._arguments.Length || _value != other._value
                || !string.Equals(_name, other._name, StringComparison.Ordinal) || !_sort.Equals(other._sort) || !Equals(_extra, other._extra))
            {
                return false;
            }

            for (var i = 0; i < _arguments.Length; i++)
            {
                if (!ReferenceEquals(_arguments[i], other._arguments[i]))
                {
                    return false;
                }
            }

            return true;
        }

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode()
        {
            var hash = ((int)_op * 397) ^ _value.GetHashCode() ^ StringComparer.Ordinal.GetHashCode(_name);
            foreach (var argument in _arguments)
            {
                hash = unchecked((hash * 31) + argument.Id);
            }

            return hash;
        }
    }
}
