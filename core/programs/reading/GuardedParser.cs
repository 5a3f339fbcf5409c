using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MicroCare.Core.Programs.Reading;

/// <summary>Refuses what a file that people write never needs, and what could take a process down: nesting without end, and aliases, which can blow a small file up.</summary>
internal sealed class GuardedParser(IParser inner) : IParser
{
    private const int Deepest = 60;
    private int _depth;

    public ParsingEvent? Current => inner.Current;

    public bool MoveNext()
    {
        if (!inner.MoveNext())
        {
            return false;
        }

        switch (inner.Current)
        {
            case MappingStart or SequenceStart when ++_depth > Deepest:
                throw new YamlException(inner.Current.Start, inner.Current.End, $"it is nested more than {Deepest} levels deep. Make a step of its own of the inner part.");
            case MappingEnd or SequenceEnd:
                _depth--;
                break;
            case AnchorAlias:
                throw new YamlException(inner.Current.Start, inner.Current.End, "aliases (*name) are not used in programs. Write the text out.");
        }

        return true;
    }
}
