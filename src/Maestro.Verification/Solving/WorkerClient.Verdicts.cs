namespace Maestro.Verification.Solving;

/// <summary>Verdicts of methods, kept by the worker.</summary>
public sealed partial class WorkerClient
{
    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Find(IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        try
        {
            return keys.Count > 0 && Exchange(SolverMessages.EncodeRecall(keys), cancellation) is { } reply ? SolverMessages.DecodeVerdicts(reply) : [];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    /// <inheritdoc/>
    public void Keep(string key, string verdict, CancellationToken cancellation) =>
        Exchange(SolverMessages.EncodeVerdicts([new KeyValuePair<string, string>(key, verdict)]), cancellation);

    /// <summary>Null where no worker answers: verdicts are then found out.</summary>
    private byte[]? Exchange(byte[] message, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (message.Length > SolverFrames.MaximumLength || (idle.TryTake(out var kept) ? kept : Open(out _)) is not { } connection)
        {
            return null;
        }

        var reply = connection.Exchange(message, patience.Query, cancellation);
        if (reply is null || connection.IsBroken)
        {
            connection.Dispose();
        }
        else
        {
            idle.Add(connection);
        }

        return reply;
    }
}
