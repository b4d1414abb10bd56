using System.Collections.Immutable;
using System.Globalization;
using Maestro.Verification;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Maestro.Analyzers.Infrastructure;

/// <summary>Where the solver runs.</summary>
internal enum SolverPlace
{
    Worker,
    InProcess,
}

/// <summary>A property whose value means nothing.</summary>
internal sealed record WrongValue(string Property, string Value, string Allowed);

/// <summary>
/// The MSBuild properties that analyzers read, all of them here. They come as <c>build_property.NAME</c>; an absent or empty one has its
/// default, and a wrong one is an error and never a default.
/// </summary>
internal sealed record MaestroOptions(
    bool Enabled,
    bool Verify,
    VerifyScope Scope,
    uint Budget,
    SolverPlace Solver,
    string? Z3Path,
    string? WorkerPath,
    string? NativeFolder,
    bool Evidence,
    bool RuntimeChecks,
    bool Strength,
    ImmutableArray<WrongValue> Wrong)
{
    /// <summary>True where methods are to be verified in this compilation.</summary>
    public bool Verifies => Enabled && Verify && Wrong.IsEmpty;

    /// <summary>Reads them.</summary>
    public static MaestroOptions Read(AnalyzerConfigOptions options)
    {
        var wrong = ImmutableArray.CreateBuilder<WrongValue>();
        var designTime = Boolean("DesignTimeBuild", false) || Boolean("BuildingProject", true) is false;
        return new MaestroOptions(
            Boolean("MaestroEnabled", true),
            Boolean("MaestroVerify", true),
            Choice("MaestroVerifyScope", VerifyScope.Contracts, ("Contracts", VerifyScope.Contracts), ("All", VerifyScope.All)),
            Budget(),
            Choice("MaestroSolver", SolverPlace.Worker, ("worker", SolverPlace.Worker), ("inprocess", SolverPlace.InProcess)),
            Text("MaestroZ3Path"),
            Text("MaestroWorkerPath"),
            Text("MaestroNativeFolder"),
            Boolean("MaestroEvidence", false) && !designTime,
            Boolean("MaestroRuntimeChecks", false),
            Boolean("MaestroContractStrength", designTime),
            wrong.ToImmutable());

        string? Text(string name) =>
            options.TryGetValue($"build_property.{name}", out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

        bool Boolean(string name, bool otherwise) => Choice(name, otherwise, ("true", true), ("false", false));

        TValue Choice<TValue>(string name, TValue otherwise, params (string Word, TValue Value)[] choices)
        {
            if (Text(name) is not { } text)
            {
                return otherwise;
            }

            foreach (var (word, value) in choices)
            {
                if (word.Equals(text, StringComparison.OrdinalIgnoreCase))
                {
                    return value;
                }
            }

            wrong.Add(new WrongValue(name, text, string.Join(", ", choices.Select(choice => choice.Word))));
            return otherwise;
        }

        uint Budget()
        {
            if (Text("MaestroVerifyBudget") is not { } text)
            {
                return new VerifierOptions().Rlimit;
            }

            if (uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var budget) && budget is > 0 and < 1_000_000_000)
            {
                return budget;
            }

            wrong.Add(new WrongValue("MaestroVerifyBudget", text, "a whole number from 1 to 999999999"));
            return new VerifierOptions().Rlimit;
        }
    }
}
