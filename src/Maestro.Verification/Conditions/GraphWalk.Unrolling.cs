using Maestro.Verification.Contracts;

namespace Maestro.Verification.Conditions;

internal sealed partial class MethodEncoder
{
    /// <content>Loops that run in place up to a depth: the walk goes back to a head while some state does.</content>
    private sealed partial class GraphWalk
    {
        private readonly Dictionary<int, int> _rounds = [];

        /// <summary>True where the loop is not cut at its head.</summary>
        private bool EntersUnrolled(GraphLoop loop)
        {
            if (_encoder._depth == 0)
            {
                return false;
            }

            if (!_rounds.ContainsKey(loop.Head))
            {
                _rounds.Add(loop.Head, 0);
                _encoder.EnterUnrolled(loop);
            }

            _open[loop.Head] = new LoopFrame(null) { Measures = _encoder.MeasuresAtHead(loop) };
            return true;
        }

        private void ArriveAgain(int head)
        {
            if (_encoder._depth > 0)
            {
                _encoder.CheckSize();
                Arrive(head, _encoder._state);
            }
        }

        /// <summary>The block to walk after one: a head, where its loop is done once and goes on, else the next.</summary>
        private int Next(int ordinal)
        {
            // By `goto case` to an earlier one, which makes no loop: what comes there is walked first.
            if (_detours.Where(b => b <= ordinal && _arriving.ContainsKey(b)).ToList() is { Count: > 0 } earlier)
            {
                return earlier.Min();
            }

            // A loop whose blocks end here: the innermost first.
            foreach (var loop in _loops.Values.Where(l => _encoder._depth > 0 && l.Blocks.Max() == ordinal).OrderByDescending(l => l.Head))
            {
                if (!_rounds.TryGetValue(loop.Head, out var round))
                {
                    continue;
                }

                if (round < _encoder._depth && _arriving.ContainsKey(loop.Head))
                {
                    _rounds[loop.Head] = round + 1;
                    Forget(loop.Head, ordinal);
                    return loop.Head;
                }

                // What would go on is beyond the depth. A loop around may enter it anew.
                _arriving.Remove(loop.Head);
                _rounds.Remove(loop.Head);
                _open.Remove(loop.Head);
            }

            return ordinal + 1;
        }

        /// <summary>Each round comes into <c>finally</c> blocks of its own.</summary>
        private void Forget(int first, int last)
        {
            foreach (var region in _intoFinally.Keys.Where(r => r.FirstBlockOrdinal >= first && r.LastBlockOrdinal <= last).ToList())
            {
                _intoFinally.Remove(region);
                _afterFinally.Remove(region);
                _endsOfFinally.Remove(region);
            }
        }
    }
}
