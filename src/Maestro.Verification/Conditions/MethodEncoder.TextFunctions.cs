using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>What is known of the strings and positions that string operations give.</content>
internal sealed partial class MethodEncoder
{
    /// <summary>A function of its arguments, with what holds of it.</summary>
    private Term TextFunction(string name, Sort sort, IReadOnlyList<Term> arguments, IOperation operation, Func<Term, Term> facts)
    {
        var made = _terms.Function(name, sort, arguments.ToArray());
        if (made.FreeBound.Count > 0)
        {
            throw UnsupportedConstructException.At("string operation under a quantifier", operation);
        }

        if (!_textFacts.TryGetValue(made, out var known))
        {
            known = facts(made);
            _textFacts.Add(made, known);
        }

        Know(known);
        return made;
    }

    private Term TextLength(Term text) => _literals.TryGetValue(text, out var literal) ? Int(literal.Length) : _terms.StringLength(text);

    private Term LengthOrZero(Term text) => _terms.Ite(_terms.Equal(text, _terms.Null(Sort.Text)), Int(0), TextLength(text));

    private Term CharAt(Term text, Term index) => index.IsInteger && _literals.TryGetValue(text, out var literal) && index.Value >= 0 && index.Value < literal.Length
        ? Character(literal[(int)index.Value]) : _terms.StringChar(text, index);

    /// <summary>It holds of all from <paramref name="low"/> up to <paramref name="high"/>; one by one where they are few.</summary>
    private Term ForEach(Term low, Term high, Func<Term, Term> holds)
    {
        if (low.IsInteger && high.IsInteger && high.Value - low.Value <= MostCharacters)
        {
            return _terms.And(Enumerable.Range((int)low.Value, Math.Max(0, (int)(high.Value - low.Value))).Select(k => holds(Int(k))).ToList());
        }

        var bound = _terms.FreshBound("k", IntegerSort.Int32);
        return _terms.ForAll(bound, _terms.Or([_terms.Not(_terms.LessOrEqual(low, bound)), _terms.Not(_terms.Less(bound, high)), holds(bound)]));
    }

    private Term Exists(Term low, Term high, Func<Term, Term> holds)
    {
        var bound = _terms.FreshBound("k", IntegerSort.Int32);
        return _terms.Exists(bound, _terms.And([_terms.LessOrEqual(low, bound), _terms.Less(bound, high), holds(bound)]));
    }

    private Term IsThere(Term text) => _terms.Not(_terms.Equal(text, _terms.Null(Sort.Text)));

    private Term OrEmpty(Term text) => text.Op == Operator.Null ? Literal("")
        : _literals.ContainsKey(text) || text.Op == Operator.Function ? text
        : _terms.Ite(_terms.Equal(text, _terms.Null(Sort.Text)), Literal(""), text);

    /// <summary>
    /// Equal contents. Texts are values, so equal contents are one value: where two of one length are not equal, there is a place where they differ.
    /// </summary>
    private Term TextsEqual(Term a, Term b)
    {
        var equal = _terms.Equal(a, b);
        if (a.Op == Operator.Null || b.Op == Operator.Null || equal.FreeBound.Count > 0 || equal.IsTrue || _version is not null)
        {
            return equal;
        }

        if (_literals.ContainsKey(a))
        {
            (a, b) = (b, a);
        }

        var length = TextLength(b);
        var comparable = _terms.And([IsThere(a), IsThere(b), _terms.Equal(TextLength(a), length)]);
        if (length.IsInteger && length.Value <= MostCharacters)
        {
            Know(_terms.Equal(equal, _terms.And(comparable, ForEach(Int(0), length, k => _terms.Equal(CharAt(a, k), CharAt(b, k))))));
        }
        else
        {
            var differs = _terms.Function("differs_at", IntegerSort.Int32, a, b);
            Know(_terms.Or([equal, _terms.Not(comparable), _terms.And(
                [_terms.LessOrEqual(Int(0), differs), _terms.Less(differs, length), _terms.Not(_terms.Equal(CharAt(a, differs), CharAt(b, differs)))])]));
        }

        return equal;
    }

    /// <summary>Simple case mapping is character by character: what differs in length differs.</summary>
    private Term EqualIgnoringCase(Term a, Term b, IOperation operation) => TextFunction("equals_ignoring_case", Sort.Bool, [a, b], operation, equal => _terms.And(
        _terms.Implies(_terms.Equal(a, b), equal),
        _terms.Implies(equal, _terms.And(
            _terms.Equal(IsThere(a), IsThere(b)),
            _terms.Or(_terms.Not(IsThere(a)), _terms.Equal(TextLength(a), TextLength(b)))))));

    private Term CompareOrdinal(Term a, Term b, IOperation operation) => TextFunction("compare_ordinal", IntegerSort.Int32, [a, b], operation, order =>
    {
        var zero = Int(0);
        var both = _terms.And([IsThere(a), IsThere(b), _terms.Less(zero, TextLength(a)), _terms.Less(zero, TextLength(b))]);
        var (first, second) = (CharAt(a, zero), CharAt(b, zero));
        return _terms.And(
        [
            _terms.Equal(_terms.Equal(order, zero), TextsEqual(a, b)),
            _terms.Implies(_terms.And(both, _terms.Less(first, second)), _terms.Less(order, zero)),
            _terms.Implies(_terms.And(both, _terms.Less(second, first)), _terms.Less(zero, order)),
            _terms.Implies(_terms.And(_terms.Not(IsThere(a)), IsThere(b)), _terms.Less(order, zero)),
            _terms.Implies(_terms.And(_terms.Not(IsThere(b)), IsThere(a)), _terms.Less(zero, order)),
        ]);
    });

    /// <summary>One after another. Nesting does not matter, nor do empty literals.</summary>
    private Term Join(IEnumerable<Term> texts, IOperation operation)
    {
        var parts = texts.SelectMany(t => t.Op == Operator.Function && t.Name.StartsWith("concat", StringComparison.Ordinal) ? t.Arguments : [t])
            .Where(t => !_literals.TryGetValue(t, out var literal) || literal.Length > 0).ToList();
        if (parts.Count <= 1)
        {
            return parts.Count == 0 ? Literal("") : parts[0];
        }

        return TextFunction($"concat{parts.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)}", Sort.Text, parts, operation, whole =>
        {
            var facts = new List<Term> { IsThere(whole) };
            var offset = Int(0);
            foreach (var part in parts)
            {
                var (start, length) = (offset, TextLength(part));
                offset = _terms.Add(start, length);
                facts.Add(length.IsInteger
                    ? ForEach(Int(0), length, k => _terms.Equal(CharAt(whole, _terms.Add(start, k)), CharAt(part, k)))
                    : ForEach(start, offset, k => _terms.Equal(CharAt(whole, k), CharAt(part, _terms.Subtract(k, start)))));
            }

            facts.Add(_terms.Equal(TextLength(whole), offset));

            // Of two, one may be all of it.
            if (parts.Count == 2)
            {
                facts.Add(_terms.Implies(_terms.Equal(TextLength(parts[0]), Int(0)), _terms.Equal(whole, parts[1])));
                facts.Add(_terms.Implies(_terms.Equal(TextLength(parts[1]), Int(0)), _terms.Equal(whole, parts[0])));
            }

            // What is too long is out of memory, which is no behaviour of the program.
            return _terms.And(facts);
        });
    }

    private Term Slice(Term text, Term start, Term count, IOperation operation)
    {
        if (start.IsInteger && start.Value.IsZero && ReferenceEquals(count, TextLength(text)))
        {
            return text;
        }

        return TextFunction("slice", Sort.Text, [text, start, count], operation, slice => _terms.Implies(Fits(start, count, TextLength(text)), _terms.And(
        [
            IsThere(slice),
            _terms.Equal(TextLength(slice), count),
            ForEach(Int(0), count, k => _terms.Equal(CharAt(slice, k), CharAt(text, _terms.Add(start, k)))),
            _terms.Implies(_terms.Equal(count, TextLength(text)), _terms.Equal(slice, text)),
        ])));
    }

    private Term Repeated(Term character, Term count, IOperation operation) =>
        TextFunction("repeated", Sort.Text, [character, count], operation, text => _terms.Implies(_terms.LessOrEqual(Int(0), count), _terms.And(
            [IsThere(text), _terms.Equal(TextLength(text), count), ForEach(Int(0), count, k => _terms.Equal(CharAt(text, k), character))])));

    /// <summary>The first place of a character from <paramref name="from"/> up to <paramref name="to"/>, or -1.</summary>
    private Term IndexOf(Term text, Term character, Term from, Term to, IOperation operation) =>
        TextFunction("index_of", IntegerSort.Int32, [text, character, from, to], operation, at => _terms.Implies(
            _terms.And([_terms.LessOrEqual(Int(0), from), _terms.LessOrEqual(from, to), _terms.LessOrEqual(to, TextLength(text))]),
            _terms.And(
            [
                _terms.Or(_terms.Equal(at, Int(-1)), _terms.And([_terms.LessOrEqual(from, at), _terms.Less(at, to), _terms.Equal(CharAt(text, at), character)])),
                ForEach(from, to, k => _terms.Or(
                    _terms.And(_terms.LessOrEqual(Int(0), at), _terms.LessOrEqual(at, k)), _terms.Not(_terms.Equal(CharAt(text, k), character)))),
            ])));

    private Term LastIndexOf(Term text, Term character, IOperation operation) =>
        TextFunction("last_index_of", IntegerSort.Int32, [text, character], operation, at => _terms.And(
        [
            _terms.Or(_terms.Equal(at, Int(-1)), _terms.And(
                [_terms.LessOrEqual(Int(0), at), _terms.Less(at, TextLength(text)), _terms.Equal(CharAt(text, at), character)])),
            ForEach(Int(0), TextLength(text), k => _terms.Or(
                _terms.LessOrEqual(k, at), _terms.Not(_terms.Equal(CharAt(text, k), character)))),
        ]));

    /// <summary>The text has <paramref name="part"/> at <paramref name="from"/>, if it is long enough.</summary>
    private Term Matches(Term text, Term from, Term part) =>
        ForEach(Int(0), TextLength(part), k => _terms.Equal(CharAt(text, _terms.Add(from, k)), CharAt(part, k)));

    private Term IndexOfText(Term text, Term part, IOperation operation) =>
        TextFunction("index_of_text", IntegerSort.Int32, [text, part], operation, at =>
        {
            var most = _terms.Subtract(TextLength(text), TextLength(part));
            var facts = new List<Term>
            {
                _terms.Or(_terms.Equal(at, Int(-1)), _terms.And([_terms.LessOrEqual(Int(0), at), _terms.LessOrEqual(at, most), Matches(text, at, part)])),
                _terms.Implies(_terms.Equal(TextLength(part), Int(0)), _terms.Equal(at, Int(0))),
            };
            if (_literals.ContainsKey(part))
            {
                facts.Add(ForEach(Int(0), _terms.Add(most, Int(1)), k => _terms.Or(
                    _terms.And(_terms.LessOrEqual(Int(0), at), _terms.LessOrEqual(at, k)), _terms.Not(Matches(text, k, part)))));
            }

            return _terms.Implies(IsThere(part), _terms.And(facts));
        });

    private Term Trim(Term text, string which, IOperation operation)
    {
        var (start, end) = (which != "TrimEnd", which != "TrimStart");
        return TextFunction(which, Sort.Text, [text], operation, trimmed =>
        {
            var length = TextLength(trimmed);
            var cut = _terms.Function($"{which}_cut", IntegerSort.Int32, text);
            var last = _terms.Add(cut, length);
            var isSome = _terms.Less(Int(0), length);
            return _terms.And(
            [
                IsThere(trimmed),
                _terms.LessOrEqual(Int(0), cut),
                _terms.LessOrEqual(cut, TextLength(text)),
                _terms.LessOrEqual(length, _terms.Subtract(TextLength(text), cut)),
                start ? _terms.True : _terms.Equal(cut, Int(0)),
                end ? _terms.True : _terms.Equal(length, _terms.Subtract(TextLength(text), cut)),
                _terms.Implies(_terms.Equal(length, TextLength(text)), _terms.Equal(trimmed, text)),
                ForEach(Int(0), length, k => _terms.Equal(CharAt(trimmed, k), CharAt(text, _terms.Add(cut, k)))),
                start ? _terms.Implies(isSome, _terms.Not(IsWhiteSpace(CharAt(trimmed, Int(0))))) : _terms.True,
                end ? _terms.Implies(isSome, _terms.Not(IsWhiteSpace(CharAt(trimmed, _terms.Subtract(length, Int(1)))))) : _terms.True,
                ForEach(Int(0), cut, k => IsWhiteSpace(CharAt(text, k))),
                ForEach(last, TextLength(text), k => IsWhiteSpace(CharAt(text, k))),
            ]);
        });
    }

    /// <summary>Length stays, and ASCII is known; outside of it surrogates go by pairs.</summary>
    private Term Cased(Term text, string name, char first, char last, int by, IOperation operation) => TextFunction(name, Sort.Text, [text], operation, cased => _terms.And(
    [
        IsThere(cased),
        _terms.Equal(TextLength(cased), TextLength(text)),
        ForEach(Int(0), TextLength(text), k =>
        {
            var c = CharAt(text, k);
            var changes = _terms.And(_terms.LessOrEqual(Character(first), c), _terms.LessOrEqual(c, Character(last)));
            return _terms.Or(
                _terms.Less(Character('\u007f'), c),
                _terms.Equal(CharAt(cased, k), _terms.Ite(changes, _terms.Add(c, _terms.Integer(by, IntegerSort.Char)), c)));
        }),
    ]));

    private Term Replaced(Term text, Term from, Term to, IOperation operation) => TextFunction("replaced", Sort.Text, [text, from, to], operation, replaced => _terms.And(
    [
        IsThere(replaced),
        _terms.Equal(TextLength(replaced), TextLength(text)),
        ForEach(Int(0), TextLength(text), k => _terms.Equal(
            CharAt(replaced, k), _terms.Ite(_terms.Equal(CharAt(text, k), from), to, CharAt(text, k)))),
    ]));

    /// <summary>The text of a value in a concatenation or a hole. A negative number's sign is the culture's.</summary>
    private Term TextOf(Value value, IOperation operation)
    {
        var type = value.Shape.Type;
        if (value.Leaves.Any(l => l.FreeBound.Count > 0))
        {
            throw UnsupportedConstructException.At("text of a value under a quantifier", operation);
        }

        if (value.Shape.IsScalar && value.Sort == Sort.Text)
        {
            return OrEmpty(value.Term);
        }

        if (type.SpecialType == SpecialType.System_Char)
        {
            return TextFunction("text_of_char", Sort.Text, [value.Term], operation, text => _terms.And(
                [IsThere(text), _terms.Equal(TextLength(text), Int(1)), _terms.Equal(CharAt(text, Int(0)), value.Term)]));
        }

        if (type.SpecialType == SpecialType.System_Boolean)
        {
            return _terms.Ite(value.Term, Literal("True"), Literal("False"));
        }

        if (_version is not null && KnownMembers.FormatsWithoutCalls(type))
        {
            // One culture answers both versions.
            return _terms.Function($"text{value.Leaves.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)}_of_{string.Join("_", value.Leaves.Select(l => SortWord(l.Sort)))}", Sort.Text, value.Leaves.ToArray());
        }

        var made = FreshText(StringType).Term;
        if (type.TypeKind != TypeKind.Enum && value.Shape.IsScalar && value.Sort is IntegerSort sort)
        {
            var zero = _terms.Integer(0, sort);
            var digits = TextFunction($"digits_{SortWord(sort)}", Sort.Text, [value.Term], operation, text =>
                _terms.Implies(_terms.LessOrEqual(zero, value.Term), Digits(text, value.Term, sort)));
            Know(_terms.Implies(_terms.LessOrEqual(zero, value.Term), _terms.Equal(made, digits)));
            Know(_terms.Less(Int(0), TextLength(made)));
        }

        return made;
    }

    private static string SortWord(Sort sort) => sort is IntegerSort integer
        ? FormattableString.Invariant($"{(integer.Signed ? "s" : "u")}{integer.Width}") : sort.GetType().Name;

    private Term Digits(Term text, Term number, IntegerSort sort)
    {
        var most = sort.Maximum.ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
        var facts = new List<Term>
        {
            IsThere(text),
            _terms.LessOrEqual(Int(1), TextLength(text)),
            ForEach(Int(0), TextLength(text), k => _terms.And(_terms.LessOrEqual(Character('0'), CharAt(text, k)), _terms.LessOrEqual(CharAt(text, k), Character('9')))),
        };
        for (var (count, power) = (1, (System.Numerics.BigInteger)10); count < most; count++, power *= 10)
        {
            // Below a power of ten, and no fewer digits than the number has.
            facts.Add(_terms.Equal(_terms.Less(number, _terms.Integer(power, sort)), _terms.LessOrEqual(TextLength(text), Int(count))));
        }

        facts.Add(_terms.LessOrEqual(TextLength(text), Int(most)));
        return _terms.And(facts);
    }
}
