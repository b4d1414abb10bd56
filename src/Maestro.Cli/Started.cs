namespace Maestro.Cli;

/// <summary>Something that is made on another thread while one does other things, and disposed of with its owner.</summary>
internal sealed class Started<T>(Func<T> make) : IDisposable
    where T : IDisposable
{
    private readonly Task<T> _making = Task.Run(make);

    /// <summary>Waits for it.</summary>
    public T Value => _making.GetAwaiter().GetResult();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Task.WhenAny(_making).GetAwaiter().GetResult().IsCompletedSuccessfully)
        {
            _making.Result.Dispose();
        }
    }
}
