using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Conditions;

/// <summary>Ends the encoding of a method at a construct that has no model: the method is Unknown. Never leaves the verifier.</summary>
internal sealed class UnsupportedConstructException(string construct, int line) : Exception(construct)
{
    public string Construct { get; } = construct;

    public int Line { get; } = line;

    public static UnsupportedConstructException At(string construct, IOperation operation) => new(construct, Lines.Of(operation));
}

/// <summary>Ends the encoding of a method whose contract means nothing: MAE1010. Never leaves the verifier.</summary>
internal sealed class IllFormedContractException(string message, int line) : Exception(message)
{
    public int Line { get; } = line;
}

/// <summary>Lines as users count them, from 1.</summary>
internal static class Lines
{
    public static int Of(IOperation operation) => Of(operation.Syntax.GetLocation());

    public static int Of(Location location) => location.GetLineSpan().StartLinePosition.Line + 1;
}
