using System.Text;

namespace Maestro.SafetyCase.Viewer;

/// <summary>The page's own sources, embedded; the modules are joined in one script because a page without network cannot import.</summary>
internal static class ViewerAssets
{
    /// <summary>In order of use: a module imports only from those before it.</summary>
    private static readonly string[] Modules =
        ["dom.js", "symbols.js", "bundle.js", "trust.js", "model.js", "copy-status.js", "behaviour.js", "summary.js", "tree.js", "detail.js", "graph-shapes.js", "graph.js", "main.js"];

    public static string Shell() => Read("shell.html");

    public static string Style() => Read("viewer.css");

    public static string Script()
    {
        var script = new StringBuilder();
        foreach (var module in Modules)
        {
            foreach (var line in Read(module).Split('\n').Where(line => !line.StartsWith("import ", StringComparison.Ordinal)))
            {
                script.Append(line.StartsWith("export ", StringComparison.Ordinal) ? line["export ".Length..] : line).Append('\n');
            }
        }

        return script.ToString();
    }

    private static string Read(string name)
    {
        using var stream = typeof(ViewerAssets).Assembly.GetManifestResourceStream("Maestro.SafetyCase.Viewer." + name)
            ?? throw new InvalidOperationException($"The viewer's {name} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
