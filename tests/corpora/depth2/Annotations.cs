using System;
using System.Diagnostics;

namespace Maestro.Annotations;

/// <summary>The two members of the package that the corpus uses, so that it builds alone.</summary>
public static class Termination
{
    [Conditional("CONTRACTS_FULL")]
    public static void Decreases(long measure)
    {
    }
}

[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class WritesNothingAttribute : Attribute
{
}
