using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

/// <summary>What a regression test says of one obligation.</summary>
/// <param name="Outcome"><c>True</c>, <c>False</c>, <c>Top</c> (not decided) or <c>Bottom</c> (never reached).</param>
/// <param name="Kind">The obligation that Maestro asks for the same reason.</param>
/// <param name="Message">The old checker's words.</param>
internal sealed record Expectation(string Outcome, ObligationKind Kind, string Message)
{
    // By the beginnings of the old checker's messages. Those left out have no obligation of ours: suggestions, enum ranges, float precision, unsafe code.
    private static readonly (string Start, ObligationKind Kind)[] Messages =
    [
        ("assert", ObligationKind.Assert),
        ("This assert", ObligationKind.Assert),
        ("ensures", ObligationKind.Post),
        ("requires", ObligationKind.PreCaller),
        ("This requires", ObligationKind.PreCaller),
        ("invariant", ObligationKind.ObjectInvariant),
        ("valid non-null", ObligationKind.Null),
        ("Possibly calling a method on a null", ObligationKind.Null),
        ("Possibly accessing a field on a null", ObligationKind.Null),
        ("Possibly unboxing a null", ObligationKind.Null),
        ("Possible use of a null", ObligationKind.Null),
        ("Calling a method on a null", ObligationKind.Null),
        ("Use of a null", ObligationKind.Null),
        ("Accessing a field on a null", ObligationKind.Null),
        ("reference use unreached", ObligationKind.Null),
        ("Lower bound access", ObligationKind.Index),
        ("Upper bound access", ObligationKind.Index),
        ("Array access", ObligationKind.Index),
        ("Array creation", ObligationKind.ArraySize),
        ("The length of the array may be negative", ObligationKind.ArraySize),
        ("Cannot create an array of negative length", ObligationKind.ArraySize),
        ("Division by zero", ObligationKind.DivideByZero),
        ("Possible division by zero", ObligationKind.DivideByZero),
    ];

    /// <summary>The expectations of a method that Maestro has an obligation for, and how many it has none for.</summary>
    public static (IReadOnlyList<Expectation> Known, int Others) Of(ISymbol method)
    {
        var all = method.GetAttributes().Where(a => a.AttributeClass?.Name == "RegressionOutcomeAttribute").ToList();
        var known = all.Select(Read).OfType<Expectation>().ToList();
        return (known, all.Count - known.Count);
    }

    private static Expectation? Read(AttributeData attribute)
    {
        var named = attribute.NamedArguments.ToDictionary(pair => pair.Key, pair => pair.Value.Value);
        var message = named.GetValueOrDefault("Message") as string ?? "";
        var outcome = named.GetValueOrDefault("Outcome") switch { 1 => "Bottom", 2 => "True", 3 => "False", _ => "Top" };
        var (start, kind) = Messages.FirstOrDefault(m => message.StartsWith(m.Start, StringComparison.Ordinal));
        return start is null ? null : new Expectation(outcome, kind, message);
    }
}
