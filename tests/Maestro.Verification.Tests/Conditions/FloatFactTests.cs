using System.Text;
using CsCheck;
using Maestro.Verification.Smt;
using Maestro.Verification.Solving;

namespace Maestro.Verification.Tests.Conditions;

/// <summary>What is said of floating-point results, on results that the runtime gives.</summary>
public sealed class FloatFactTests
{
    private static readonly double[] Edges = [0d, -0d, 1d, -1d, 0.5, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 1e-310, 3d, 1e16];

    private static readonly Gen<double> Value = Gen.OneOf(Gen.Int[0, Edges.Length - 1].Select(i => Edges[i]), Gen.Double, Gen.Int[-20, 20].Select(i => i / 4d));

    private static readonly (Operator Op, Func<double, double, double> Run)[] Operations =
    [
        (Operator.FloatAdd, (a, b) => a + b),
        (Operator.FloatSubtract, (a, b) => a - b),
        (Operator.FloatMultiply, (a, b) => a * b),
        (Operator.FloatDivide, (a, b) => a / b),
        (Operator.FloatSqrt, (a, _) => Math.Sqrt(a)),
    ];

    private static readonly Gen<(double A, double B, int Operation, bool IsDouble, int Bounds)> Sample =
        Gen.Select(Value, Value, Gen.Int[0, Operations.Length - 1], Gen.Bool, Gen.Int[0, 15]);

    [Fact]
    public void Facts_hold_of_what_the_runtime_computes() => Sample.Array[60].Sample(
        samples =>
        {
            var script = new StringBuilder("(assert (or false");
            foreach (var (a, b, operation, isDouble, bounds) in samples)
            {
                script.Append('\n').Append(Denied(a, b, operation, isDouble, bounds));
            }

            script.Append("))\n(check-sat-using default)\n");
            Assert.Equal(SolverStatus.Unsat, Proving.Solver.Check(new SolverQuery(script.ToString(), 20_000_000), TestContext.Current.CancellationToken).Status);
        },
        iter: 40,
        seed: "0N0XIzNsQ0O2",
        threads: 1);

    /// <summary>The negation of what is said of the result, where the operands are known by some of their bounds.</summary>
    private static string Denied(double a, double b, int operation, bool isDouble, int bounds)
    {
        var sort = isDouble ? FloatSort.Double : FloatSort.Single;
        if (!isDouble)
        {
            (a, b) = ((float)a, (float)b);
        }

        var terms = new TermFactory();
        var (x, y) = (terms.Variable("x", sort), terms.Variable("y", sort));
        var (op, run) = Operations[operation];
        var result = isDouble ? run(a, b) : (float)run(a, b);
        var term = op switch
        {
            Operator.FloatAdd => terms.FloatAdd(x, y),
            Operator.FloatSubtract => terms.FloatSubtract(x, y),
            Operator.FloatMultiply => terms.FloatMultiply(x, y),
            Operator.FloatDivide => terms.FloatDivide(x, y),
            _ => terms.FloatSqrt(x),
        };
        List<Term> known = [];
        void Bound(Term variable, double value, int which)
        {
            if (!double.IsNaN(value) && (which & 1) != 0)
            {
                known.Add(terms.FloatLessOrEqual(terms.Float(value - Math.Abs(value / 3), sort), variable));
            }

            if (!double.IsNaN(value) && (which & 2) != 0)
            {
                known.Add(terms.FloatLessOrEqual(variable, terms.Float(value, sort)));
            }
        }

        Bound(x, a, bounds);
        Bound(y, b, bounds >> 2);
        var intervals = new Intervals(known.Where(k => !k.IsFalse));
        var range = intervals.Floats.Of(term);
        Assert.True(double.IsNaN(result) ? range.MayBeNaN : range.Contains(result), $"{op} {a:R} {b:R} = {result:R} in {range}");
        string[] arguments = op == Operator.FloatSqrt ? [FloatBits.Text(a, sort)] : [FloatBits.Text(a, sort), FloatBits.Text(b, sort)];
        return $"(not {FloatWords.Fact(term, FloatBits.Text(result, sort), arguments, intervals, leavesOpen: true) ?? "true"})";
    }
}
