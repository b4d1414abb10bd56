using System.Diagnostics;
using System.Globalization;
using Maestro.EndToEnd.Viewer;
using Microsoft.Playwright;

// Size, first paint and frame times of the viewer's page in the system's Chromium; with a folder as argument, screenshots too.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int nodes = 1000;
const int loads = 7;
using var large = SampleCases.OfNodes(nodes);
large.Page();
var watch = Stopwatch.StartNew();
var html = large.Page();
var writing = watch.Elapsed.TotalMilliseconds;

var folder = Directory.CreateTempSubdirectory("maestro-viewer-bench").FullName;
using var playwright = await Playwright.CreateAsync();
await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox"] });
try
{
    var file = Path.Combine(folder, "SafetyCaseViewer.html");
    File.WriteAllBytes(file, html);
    var paints = new List<double>();
    var shown = new List<double>();
    for (var i = 0; i < loads; i++)
    {
        var page = await Open(file, 1280, 800, ColorScheme.Light);
        paints.Add(await page.EvaluateAsync<double>("() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1"));
        shown.Add(await page.EvaluateAsync<double>("() => performance.getEntriesByName('maestro-shown')[0].startTime"));
        await page.Context.CloseAsync();
    }

    var view = await Open(file, 1280, 800, ColorScheme.Light);
    await view.Locator("#graph").ScrollIntoViewIfNeededAsync();
    await view.Locator("#graph").FocusAsync();
    var panning = await Frames(view, "(graph, i) => graph.dispatchEvent(new KeyboardEvent('keydown', { key: i % 40 < 20 ? 'ArrowRight' : 'ArrowDown', shiftKey: true }))");
    var zooming = await Frames(view, "(graph, i) => graph.dispatchEvent(new KeyboardEvent('keydown', { key: i % 60 < 30 ? '+' : '-' }))");
    Console.WriteLine($"| Viewer, {large.Document.Nodes.Count} nodes, {large.Evidence.Count} envelopes | Goal | Measured |");
    Console.WriteLine("|---|---|---|");
    Console.WriteLine($"| size | 1 MB | {html.Length / 1024.0:F0} KB |");
    Console.WriteLine($"| first contentful paint, median of {loads} (worst) | 500 ms | {Median(paints):F0} ms ({paints.Max():F0} ms) |");
    Console.WriteLine($"| case checked and shown, median (worst) | | {Median(shown):F0} ms ({shown.Max():F0} ms) |");
    Console.WriteLine($"| frame while panning: p50, p95, painting p95 | 17 ms | {panning} |");
    Console.WriteLine($"| frame while zooming: p50, p95, painting p95 | 17 ms | {zooming} |");
    Console.WriteLine($"| writing the page | | {writing:F0} ms |");

    if (args.Length > 0)
    {
        await Screenshots(args[0], folder);
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

async Task<IPage> Open(string file, int width, int height, ColorScheme scheme)
{
    var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme });
    var page = await context.NewPageAsync();
    page.Console += (_, message) => Console.Error.WriteLine(message.Text);
    page.PageError += (_, error) => Console.Error.WriteLine(error);
    await page.GotoAsync(new Uri(file).AbsoluteUri);
    await page.WaitForSelectorAsync("html[data-standing]");
    await page.EvaluateAsync("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))");
    return page;
}

// The time from frame to frame while every frame gets one step, and of that the page's own work.
static async Task<string> Frames(IPage page, string step)
{
    var times = await page.EvaluateAsync<double[][]>($$"""
        () => new Promise((done) => {
          const graph = document.getElementById('graph');
          const step = {{step}};
          const frames = [];
          const work = [];
          let last = null;
          let i = 0;
          const tick = (now) => {
            if (last !== null) frames.push(now - last);
            last = now;
            if (i === 240) return done([frames, work]);
            step(graph, i++);
            requestAnimationFrame(tick);
            const began = performance.now();
            setTimeout(() => work.push(performance.now() - began), 0);
          };
          requestAnimationFrame(tick);
        })
        """);
    return $"{Quantile(times[0], 0.5):F1}, {Quantile(times[0], 0.95):F1}, {Quantile(times[1], 0.95):F1} ms";
}

async Task Screenshots(string target, string scratch)
{
    Directory.CreateDirectory(target);
    using var failing = SampleCases.Failing();
    using var holding = SampleCases.Holding();
    foreach (var (name, signed, key) in new[] { ("failing", failing, false), ("holding", holding, true), ("large", large, true) })
    {
        var file = Path.Combine(scratch, name + ".html");
        File.WriteAllBytes(file, signed.Page());
        foreach (var (width, height) in new[] { (1280, 800), (400, 860) })
        {
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                var page = await Open(file, width, height, scheme);
                if (name == "failing")
                {
                    await page.Locator("#tree [role=treeitem]").GetByText("Verdict of the clean worker: refuted").ClickAsync();
                    await page.Locator(".evidence summary").First.ClickAsync();
                }

                if (key)
                {
                    await page.GetByText("Check with a key").ClickAsync();
                    await page.Locator("#key-text").FillAsync(signed.PublicKey);
                    await page.GetByRole(AriaRole.Button, new() { Name = "Check", Exact = true }).ClickAsync();
                    await page.WaitForSelectorAsync("html[data-standing=verified]");
                }

                if (name == "large")
                {
                    await page.Locator("#zoom-fit").ClickAsync();
                }

                await page.EvaluateAsync("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))");
                await page.ScreenshotAsync(new() { Path = Path.Combine(target, $"{name}-{width}-{scheme}.png".ToLowerInvariant()), FullPage = true });
                await page.Context.CloseAsync();
            }
        }
    }
}

static double Median(List<double> values) => Quantile([.. values], 0.5);

static double Quantile(double[] values, double share)
{
    var sorted = values.Order().ToArray();
    return sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
}
