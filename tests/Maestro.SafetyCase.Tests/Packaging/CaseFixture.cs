using Maestro.Evidence;
using Maestro.Evidence.Predicates;
using Maestro.Evidence.Signing;
using Maestro.SafetyCase.Document;
using Maestro.SafetyCase.Packaging;

namespace Maestro.SafetyCase.Tests.Packaging;

/// <summary>A signed case in a folder of its own, deleted afterwards.</summary>
internal sealed class CaseFixture : IDisposable
{
    internal static DateOnly Today { get; } = new(2026, 6, 1);

    internal static SigningKey Key { get; } = SigningKey.Generate();

    private readonly string _scratch = Directory.CreateTempSubdirectory("maestro-case-").FullName;

    internal CaseFixture(SampleChange? change = null, bool signEvidence = true)
    {
        Change = change ?? new();
        SignEvidence = signEvidence;
        Write(Change.Build());
    }

    internal SampleChange Change { get; }

    internal string Folder => Path.Combine(_scratch, "case");

    internal string Scratch => _scratch;

    internal string Evidence => Directory.GetFiles(Path.Combine(Folder, "evidence")).Order(StringComparer.Ordinal).First();

    private bool SignEvidence { get; }

    /// <summary>Writes any document over the evidence, signed by the trusted key: what a mistaken builder would leave.</summary>
    internal void Write(SafetyCaseDocument document, SigningKey? signer = null)
    {
        var result = CaseFolder.Write(document, Change.Envelopes(SignEvidence ? Key : null), signer ?? Key, Folder);
        Assert.True(result.Succeeded, result.Problem?.ToString());
    }

    internal CaseVerification Verify(string? path = null, VerificationKey? key = null) =>
        CaseVerifier.Verify(path ?? Folder, [key ?? Key.PublicKey], Today);

    /// <summary>Changes the bytes of one file.</summary>
    internal void Alter(string name, Func<byte[], byte[]> change)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, change(File.ReadAllBytes(path)));
    }

    /// <summary>Signs another manifest over the same files with the trusted key.</summary>
    internal void Resign(Func<SafetyCaseManifest, SafetyCaseManifest> change) =>
        Alter("manifest.dsse.json", bytes =>
        {
            var statement = DsseEnvelope.Parse(bytes, "m").Then(e => e.VerifyStatement([Key.PublicKey], "m")).Value.Statement;
            var manifest = change(statement.PredicateAs<SafetyCaseManifest>("m").Value);
            return DsseEnvelope.Around(Statement.Of(manifest, statement.Subjects)).Sign(Key).Value.ToBytes();
        });

    public void Dispose() => Directory.Delete(_scratch, recursive: true);
}
