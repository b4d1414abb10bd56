using Maestro.EndToEnd.Viewer;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(ChromiumFixture))]

namespace Maestro.EndToEnd.Viewer;

/// <summary>The system's Chromium, started once, and pages in a folder of their own.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("maestro viewer é ").FullName;
    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> _chromium = new(Start);
    private int _pages;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Opens a page from disk, as a reader does, and waits until it has checked itself.</summary>
    public async Task<ViewerWindow> Open(byte[] html, BrowserNewContextOptions? options = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, $"case {Interlocked.Increment(ref _pages)}"));
        var file = Path.Combine(folder.FullName, "SafetyCaseViewer.html");
        await File.WriteAllBytesAsync(file, html);
        var (_, browser) = await _chromium.Value;
        var context = await browser.NewContextAsync(options ?? new() { ViewportSize = new() { Width = 1280, Height = 800 } });
        var window = new ViewerWindow(await context.NewPageAsync(), folder.FullName);
        await window.Page.GotoAsync(new Uri(file).AbsoluteUri);
        await window.Page.WaitForSelectorAsync("html[data-standing]");
        return window;
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium.IsValueCreated)
        {
            var (playwright, browser) = await _chromium.Value;
            await browser.DisposeAsync();
            playwright.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<(IPlaywright, IBrowser)> Start()
    {
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox"] }));
    }
}

/// <summary>One open page, with everything that it must not do written down.</summary>
public sealed class ViewerWindow : IAsyncDisposable
{
    public ViewerWindow(IPage page, string folder)
    {
        Page = page;
        Folder = folder;
        page.Console += (_, message) => Complaints.Add(message.Text);
        page.PageError += (_, error) => Complaints.Add(error);
        page.Dialog += (_, dialog) => Complaints.Add("dialog: " + dialog.Message);
        page.RequestFinished += (_, request) => Requests.Add(request.Url);
        page.RequestFailed += (_, request) =>
        {
            // What the page's own policy stops is announced and never sent.
            if (request.Failure != "csp")
            {
                Requests.Add(request.Url);
            }
        };
    }

    public IPage Page { get; }

    public string Folder { get; }

    public List<string> Complaints { get; } = [];

    public List<string> Requests { get; } = [];

    public Task<string?> Standing => Page.Locator("html").GetAttributeAsync("data-standing");

    /// <summary>Gives the page a key the way a reader does.</summary>
    public async Task GiveKey(string pem, bool keep = false)
    {
        await Page.GetByText("Check with a key").ClickAsync();
        await Page.GetByLabel("Public key (PEM)").FillAsync(pem);
        if (keep)
        {
            await Page.GetByLabel("Keep this key in this browser").CheckAsync();
        }

        await Page.GetByRole(AriaRole.Button, new() { Name = "Check", Exact = true }).ClickAsync();
    }

    public Task WaitForStanding(string standing) => Page.WaitForSelectorAsync($"html[data-standing={standing}]");

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
