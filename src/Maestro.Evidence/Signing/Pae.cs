using System.Globalization;
using System.Text;

namespace Maestro.Evidence.Signing;

/// <summary>DSSE's pre-authentication encoding (DSSE v1, protocol.md): what is really signed. Lengths count bytes, not characters.</summary>
public static class Pae
{
    /// <summary><c>DSSEv1 SP LEN(type) SP type SP LEN(body) SP body</c>.</summary>
    public static byte[] Encode(string payloadType, ReadOnlySpan<byte> payload)
    {
        var type = Encoding.UTF8.GetBytes(payloadType);
        var head = Encoding.ASCII.GetBytes($"DSSEv1 {type.Length.ToString(CultureInfo.InvariantCulture)} ");
        var middle = Encoding.ASCII.GetBytes($" {payload.Length.ToString(CultureInfo.InvariantCulture)} ");
        return [.. head, .. type, .. middle, .. payload];
    }
}
