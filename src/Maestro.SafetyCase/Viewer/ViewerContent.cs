namespace Maestro.SafetyCase.Viewer;

/// <summary>The files of a case that its page carries, byte for byte; the page shows nothing else.</summary>
/// <param name="CaseJson">The bytes of <c>case.json</c>.</param>
/// <param name="Manifest">The bytes of <c>manifest.dsse.json</c>; null for a case that nobody signed.</param>
/// <param name="Evidence">Bytes by path in the case folder, such as <c>evidence/SHA256.dsse.json</c>.</param>
public sealed record ViewerContent(
    ReadOnlyMemory<byte> CaseJson,
    ReadOnlyMemory<byte>? Manifest,
    IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Evidence);
