using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Maestro.SafetyCase.Exchange;

/// <summary>Refuses aliases and deep nesting: with them a small file can stand for a huge or endless one.</summary>
internal sealed class NoAliasParser(IParser inner) : IParser
{
    private const int MaximumDepth = 32;

    private int _depth;

    public ParsingEvent? Current => inner.Current;

    public bool MoveNext()
    {
        if (!inner.MoveNext())
        {
            return false;
        }

        if (inner.Current is AnchorAlias alias)
        {
            throw new YamlException(alias.Start, alias.End, "aliases are not used in gsn2x files");
        }

        _depth += inner.Current?.NestingIncrease ?? 0;
        return _depth <= MaximumDepth
            ? true
            : throw new YamlException(inner.Current!.Start, inner.Current.End, "nested too deeply");
    }
}
