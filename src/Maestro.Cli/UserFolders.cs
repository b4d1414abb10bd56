namespace Maestro.Cli;

/// <summary>Where this user's data lies (XDG base directories).</summary>
internal static class UserFolders
{
    /// <summary><c>MAESTRO_CACHE</c>, else <c>maestro</c> below the user's cache folder: everything in it can be made again.</summary>
    public static string Cache
    {
        get
        {
            if (Environment.GetEnvironmentVariable("MAESTRO_CACHE") is { Length: > 0 } named)
            {
                return Path.GetFullPath(named);
            }

            var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg && Path.IsPathRooted(xdg)
                ? xdg
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
            return Path.Combine(cache, "maestro");
        }
    }
}
