using Maestro.Verification.Contracts;
using Maestro.Verification.Inference;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Conditions;

/// <content>What inference gets to see of a loop.</content>
internal sealed partial class MethodEncoder
{
    private readonly Dictionary<LoopCut, CutPlan> _plans = [];

    /// <summary>How to read a loop's quantities and probes at a point.</summary>
    private sealed record CutPlan(IReadOnlyList<Func<State, Term>> Quantities, IReadOnlyList<Probe> Probes, IReadOnlyList<Measurement> Measurements);

    private LoopCut Cut(GraphLoop loop, State before, HashSet<ISymbol> changed, IReadOnlyList<IOperation> conditions)
    {
        var quantities = new List<Quantity>();
        var reads = new List<Func<State, Term>>();
        Measure(before, changed, quantities, reads);
        var probes = new List<Probe>();
        var truths = new List<Term>();
        var texts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var probe in Probes(changed, conditions).Concat(Generalised(loop, before, changed, conditions)))
        {
            if ((probe.Text.Length == 0 || texts.Add(probe.Text)) && Probed(probe) is { } truth && !truth.IsTrue && !truths.Contains(truth))
            {
                probes.Add(probe);
                truths.Add(truth);
            }
        }

        var measurements = Measurements(changed, conditions);
        var plan = new CutPlan(reads, probes, measurements);
        var head = new CutSite(Now.Path, Now.Knowledge, reads.Select(r => r(Now)).ToList(), truths) { Measures = measurements.Select(m => m.Read()).ToList() };
        var here = _state;
        _state = before with { Knowledge = here.Knowledge };
        var entry = Site(plan);
        _state = here with { Knowledge = _state.Knowledge };
        var line = loop.Statement is { } statement ? Lines.Of(statement.GetLocation()) : 0;
        var cut = new LoopCut(LoopFacts.MarkOf(_terms), line, quantities, probes.Select(p => new Suggestion(p.Text, p.Quantified, p.IsFarther)).ToList(), entry, head) { Measures = measurements.Select(m => m.Text).ToList(), IsMeasured = loop.Measures.Length > 0, Statement = loop.Statement };
        _plans.Add(cut, plan);
        _cuts.Add(cut);
        Know(cut.Mark);
        return cut;
    }

    private CutSite SiteOf(LoopCut cut) => Site(_plans[cut]);

    private CutSite Site(CutPlan plan)
    {
        // What cannot be said here does not hold here.
        var truths = plan.Probes.Select(p => Probed(p) ?? _terms.False).ToList();
        return new CutSite(Now.Path, Now.Knowledge, plan.Quantities.Select(q => q(Now)).ToList(), truths) { Measures = plan.Measurements.Select(m => m.Read()).ToList() };
    }

    private void Measure(State before, HashSet<ISymbol> changed, List<Quantity> quantities, List<Func<State, Term>> reads)
    {
        var integers = before.Locals.Where(l => l.Value.Shape.IsScalar && l.Value.Sort is IntegerSort { Width: < 64 } or IntegerSort { Signed: true })
            .OrderBy(l => l.Key.Locations.FirstOrDefault()?.SourceSpan.Start ?? 0).ToList();
        foreach (var (symbol, value) in integers.OrderBy(l => !changed.Contains(l.Key)).Select(l => (l.Key, l.Value)))
        {
            quantities.Add(new Quantity(symbol.Name, changed.Contains(symbol), -1, value.Sort is IntegerSort { Width: 64 }));
            reads.Add(s => Wide(s.Locals[symbol].Term));
        }

        foreach (var (id, enumerator) in before.Captures.Select(c => (c.Key, c.Value as Capture.OfEnumerator))
            .Where(c => c.Item2 is { } e && e.Collection.Shape.IsScalar))
        {
            quantities.Add(new Quantity("", true, -1, false));
            reads.Add(s => s.Captures.TryGetValue(id, out var now) && now is Capture.OfEnumerator e ? Wide(e.Index) : Wide(enumerator!.Index));
            quantities.Add(new Quantity("", false, -1, false));
            reads.Add(_ => Wide(LengthOf(enumerator!.Collection)));
        }

        foreach (var (id, enumerator) in before.Captures.Select(c => (c.Key, c.Value as Capture.OfEnumerator)).Where(c => c.Item2 is { Version: not null }))
        {
            quantities.Add(new Quantity("", true, -1, false));
            reads.Add(s => s.Captures.TryGetValue(id, out var now) && now is Capture.OfEnumerator e ? Wide(e.Index) : Wide(enumerator!.Index));
            quantities.Add(new Quantity("", false, -1, false));
            reads.Add(_ => Wide(LengthOf(enumerator!.Collection)));
        }

        foreach (var (symbol, value) in before.Locals.Where(l => !changed.Contains(l.Key) && l.Value.Shape.IsScalar && _reader.Specifications.EnumerationOf(l.Value.Shape.Type) is not null)
            .OrderBy(l => l.Key.Locations.FirstOrDefault()?.SourceSpan.Start ?? 0).Select(l => (l.Key, l.Value)).ToList())
        {
            quantities.Add(new Quantity($"{symbol.Name}.Count", false, -1, false));
            reads.Add(_ => Wide(LengthOf(value)));
        }

        foreach (var (symbol, value) in before.Locals.Where(l => !changed.Contains(l.Key) && l.Value.Shape.IsScalar
            && (l.Value.Sort == Sort.Text || l.Value.Shape.Type is IArrayTypeSymbol { Rank: 1 })).OrderBy(l => l.Key.Locations.FirstOrDefault()?.SourceSpan.Start ?? 0)
            .Select(l => (l.Key, l.Value)).ToList())
        {
            quantities.Add(new Quantity($"{symbol.Name}.Length", false, -1, false));
            reads.Add(_ => Wide(LengthOf(value)));
        }

        for (var i = 0; i < integers.Count(l => changed.Contains(l.Key)); i++)
        {
            var symbol = integers.Where(l => changed.Contains(l.Key)).ElementAt(i).Key;
            var start = Wide(before.Locals[symbol].Term);
            var same = reads.FindIndex(r => ReferenceEquals(r(Now), start));
            if (same < 0)
            {
                same = reads.Count;
                var isEntry = symbol is IParameterSymbol && ReferenceEquals(start, _entry.Locals.TryGetValue(symbol, out var first) ? Wide(first.Term) : null);
                quantities.Add(new Quantity(isEntry ? $"Contract.OldValue({symbol.Name})" : start.IsInteger ? start.ToString() : "", false, -1, quantities[i].IsWide));
                reads.Add(_ => start);
            }

            quantities[i] = quantities[i] with { Start = same };
        }
    }

    private LoopCut WithDeclarations(LoopCut cut)
    {
        for (var i = 0; i < cut.Back.Count; i++)
        {
            cut.Back[i] = cut.Back[i] with { Knowledge = WithDeclarations(cut.Back[i].Knowledge) };
        }

        return cut with { Entry = cut.Entry with { Knowledge = WithDeclarations(cut.Entry.Knowledge) } };
    }

    private Term Wide(Term term) => _terms.Convert(term, IntegerSort.Int64);
}
