using System.Globalization;
using Maestro.Evidence.Json;

namespace Maestro.SafetyCase.Building;

/// <summary>
/// How this version's verifier fared on methods whose verdicts are known (semantics, 28). The figures stand in <c>qualification.json</c>, and the corpus
/// tests of this version fail where they are not those of the run.
/// </summary>
internal static class Qualification
{
    private const double Confidence = 0.95;

    /// <summary>The figures in one sentence, with the bound on the rate of wrong verdicts.</summary>
    public static string Text { get; } = Describe(Read());

    private static string Describe(IReadOnlyList<(string Name, int Methods, int Decided, int Wrong)> corpora)
    {
        var decided = corpora.Sum(c => c.Decided);
        var each = string.Join(", ", corpora.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Name} {c.Decided} of {c.Methods}")));
        var wrong = corpora.Sum(c => c.Wrong);
        var bound = (100 * UpperBound(decided, wrong)).ToString("0.0", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"this version's corpora ({each} decided): {wrong} wrong of {decided}, at most {bound} % at 95 % were they a sample of this code, which they are not; no evidence in this case");
    }

    /// <summary>Clopper and Pearson's one-sided bound, found by bisection of the binomial tail.</summary>
    internal static double UpperBound(int n, int wrong)
    {
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = AtMost(n, wrong, middle) > 1 - Confidence ? (middle, high) : (low, middle);
        }

        return high;
    }

    private static double AtMost(int n, int most, double rate)
    {
        var term = Math.Pow(1 - rate, n);
        var sum = term;
        for (var k = 0; k < most; k++)
        {
            term *= (double)(n - k) / (k + 1) * rate / (1 - rate);
            sum += term;
        }

        return sum;
    }

    private static IReadOnlyList<(string Name, int Methods, int Decided, int Wrong)> Read()
    {
        using var stream = typeof(Qualification).Assembly.GetManifestResourceStream("Maestro.SafetyCase.qualification.json")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return StrictJson.Read(bytes.ToArray(), "qualification.json")
            .Then(value => JsonFields.Read(value, "qualification.json", f => f.List("corpora", c => (c.Text("name"), c.Count("methods"), c.Count("decided"), c.Count("wrong")))))
            .Value;
    }
}
