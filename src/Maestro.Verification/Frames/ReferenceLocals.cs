using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Frames;

/// <summary>What the <c>ref</c> locals of a body may refer to: every place that is assigned to them by reference, wherever.</summary>
internal sealed class ReferenceLocals
{
    private readonly Dictionary<ISymbol, List<IOperation?>> _places = new(SymbolEqualityComparer.Default);

    public ReferenceLocals(IOperation? body)
    {
        foreach (var operation in body?.Descendants() ?? [])
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Symbol: { IsRef: true } local, Initializer.Value: { } value }:
                    Add(local, value);
                    break;
                case ISimpleAssignmentOperation { IsRef: true, Target: ILocalReferenceOperation target, Value: var value }:
                    Add(target.Local, value);
                    break;
                case IVariableDeclaratorOperation { Symbol: { IsRef: true } local }:
                    // Of a foreach: an element of whatever.
                    Add(local, null);
                    break;
            }
        }
    }

    /// <summary>Every place, null for one that is not seen.</summary>
    public IReadOnlyList<IOperation?> Of(ILocalSymbol local) => _places.TryGetValue(local, out var places) ? places : [null];

    private void Add(ILocalSymbol local, IOperation? place)
    {
        if (!_places.TryGetValue(local, out var places))
        {
            _places.Add(local, places = []);
        }

        places.Add(place);
    }
}
